import type { Fleet } from './model.js';

/** Metres of the straight line times the detour. Nowhere (the last place) is at no distance. */
const estimated = (f: Fleet, a: number, b: number): number => {
  if (a === b || a === f.places - 1 || b === f.places - 1) return -1;
  const dx = f.x[a]! - f.x[b]!;
  const dy = f.y[a]! - f.y[b]!;
  return Math.sqrt(dx * dx + dy * dy) * f.detour;
};

/** Seconds from place a to place b with free roads. */
export function legTime(f: Fleet, a: number, b: number): number {
  if (f.time !== null) return f.time[a * f.places + b]!;
  const d = estimated(f, a, b);
  return d < 0 ? 0 : Math.round(f.overhead + d * f.secondsPerMetre);
}

/** Cost from place a to place b, scaled. */
export function legCost(f: Fleet, a: number, b: number): number {
  if (f.cost !== null) return f.cost[a * f.places + b]!;
  const d = estimated(f, a, b);
  return d < 0 ? 0 : Math.round((f.overhead + d * f.secondsPerMetre) * f.costPerSecond + d * f.costPerMetre);
}

/** Metres from place a to place b; 0 where the source does not know. */
export function legMetres(f: Fleet, a: number, b: number): number {
  if (f.time !== null) return f.metres === null ? 0 : f.metres[a * f.places + b]!;
  const d = estimated(f, a, b);
  return d < 0 ? 0 : Math.round(d);
}
