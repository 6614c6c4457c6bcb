import type { LonLat, TravelFit } from './source.js';

/**
 * Fitted on the road legs of 29 mobile services: 1.2 minutes a leg, road 1.33 × straight line, and a time that is
 * straight line × 1.33 at 46 km/h. Within 25 % of the road time on two legs of three longer than 2 km: calibrate it for
 * an area as soon as real legs are known.
 */
export const shippedFit: TravelFit = { overhead: 72, detour: 1.33, speed: 46 / 3.6 };

/** Mean earth radius in metres (IUGG). */
const RADIUS = 6_371_008.8;
const RAD = Math.PI / 180;

/**
 * Points on a plane in metres, equirectangular about their middle latitude: within 0.1 % of the great circle over an
 * area of 100 km below 60° of latitude.
 */
export function project(points: readonly LonLat[]): { x: Float64Array; y: Float64Array } {
  let low = 90;
  let high = -90;
  for (const p of points) {
    low = Math.min(low, p.lat);
    high = Math.max(high, p.lat);
  }
  const shrink = Math.cos(((low + high) / 2) * RAD);
  const west = points[0]?.lon ?? 0;
  // Longitudes are taken relative to the first point so that an area over the date line stays together.
  const around = (lon: number) => ((((lon - west + 180) % 360) + 360) % 360) - 180;
  return {
    x: Float64Array.from(points, (p) => around(p.lon) * RAD * RADIUS * shrink),
    y: Float64Array.from(points, (p) => p.lat * RAD * RADIUS),
  };
}

/** Great-circle distance in metres (haversine). */
export function straightMetres(a: LonLat, b: LonLat): number {
  const s = Math.sin(((b.lat - a.lat) * RAD) / 2);
  const t = Math.sin(((b.lon - a.lon) * RAD) / 2);
  const h = s * s + Math.cos(a.lat * RAD) * Math.cos(b.lat * RAD) * t * t;
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
}
