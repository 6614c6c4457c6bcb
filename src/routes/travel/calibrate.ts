import { fail, ok, type Result } from '../../problem.js';
import { straightMetres } from './estimate.js';
import type { LonLat, TravelFit } from './source.js';

/** A leg as it was measured. Seconds, metres by road. */
export interface MeasuredLeg {
  readonly from: LonLat;
  readonly to: LonLat;
  readonly seconds: number;
  readonly metres: number;
}

/** Fewer legs than this say nothing of an area. */
const LEAST = 8;

/**
 * Fits the estimate to an area: detour is the median of road over straight line; overhead and speed are the line
 * through the medians of each third of the legs by length (Tukey's resistant line), so that a few odd legs move
 * nothing. Refused with `bad_input` when there are fewer than eight usable legs or time does not grow with length.
 */
export function calibrate(legs: readonly MeasuredLeg[]): Result<TravelFit> {
  const usable = legs
    .map((l) => ({ ...l, straight: straightMetres(l.from, l.to) }))
    .filter(
      (l) =>
        l.straight > 1 && l.seconds > 0 && l.metres > 0 && Number.isFinite(l.straight + l.seconds + l.metres),
    );
  if (usable.length < LEAST) {
    return fail('bad_input', `legs must hold at least ${LEAST} legs between different places`, {
      field: 'legs',
    });
  }
  const detour = Math.max(1, median(usable.map((l) => l.metres / l.straight)));
  const sorted = [...usable].sort((a, b) => a.straight - b.straight);
  const third = Math.floor(sorted.length / 3);
  const near = sorted.slice(0, third);
  const far = sorted.slice(-third);
  const x = (part: typeof sorted) => median(part.map((l) => l.straight * detour));
  const y = (part: typeof sorted) => median(part.map((l) => l.seconds));
  const slope = (y(far) - y(near)) / (x(far) - x(near));
  if (!(slope > 0)) return fail('bad_input', 'legs: longer legs must take longer', { field: 'legs' });
  const overhead = Math.max(0, median(sorted.map((l) => l.seconds - slope * l.straight * detour)));
  return ok({ overhead, detour, speed: 1 / slope });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Seconds and metres of one leg by a fit. */
export function estimateLeg(from: LonLat, to: LonLat, fit: TravelFit): { seconds: number; metres: number } {
  const metres = straightMetres(from, to) * fit.detour;
  return metres === 0
    ? { seconds: 0, metres: 0 }
    : { seconds: Math.round(fit.overhead + metres / fit.speed), metres: Math.round(metres) };
}
