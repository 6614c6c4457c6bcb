import type { RoutingProblem } from '../problem.js';
import { project, shippedFit } from '../travel/estimate.js';
import type { Table, Travel } from '../travel/source.js';
import type { TimeWindow } from '../unit.js';
import type { Vehicle } from '../vehicle.js';

const cell = (t: Table, a: number, b: number): number =>
  'cells' in t ? (t.cells[a * t.size + b] ?? -1) : (t[a]?.[b] ?? -1);

interface RawLeg {
  readonly seconds: number;
  readonly metres: number | undefined;
  readonly cost?: number | undefined;
}

/** Travel between two places for one vehicle; a place that is not given is at no distance. */
export interface Leg {
  readonly seconds: number;
  readonly metres: number | undefined;
  readonly cost: number;
  /** False: no way leads there. */
  readonly way: boolean;
}

/** Legs straight from the problem's own travel source, shared with nothing that the engine lays out. */
export function legsOf(
  problem: RoutingProblem,
  vehicle: Vehicle,
): (a: number | undefined, b: number | undefined) => Leg {
  const raw = rawLegs(problem.travel[vehicle.profile ?? 'car']!);
  const speed = vehicle.speedFactor ?? 1;
  const { perHour = 3600, perKm = 0 } = vehicle.costs ?? {};
  return (a, b) => {
    if (a === undefined || b === undefined) return { seconds: 0, metres: 0, cost: 0, way: true };
    const leg = raw(a, b);
    const seconds = Math.max(0, Math.round(leg.seconds / speed));
    const cost = leg.cost ?? (seconds * perHour) / 3600 + ((leg.metres ?? 0) * perKm) / 1000;
    return { seconds, metres: leg.metres, cost, way: leg.seconds >= 0 };
  };
}

function rawLegs(travel: Travel): (a: number, b: number) => RawLeg {
  if (travel.kind === 'matrix') {
    return (a, b) => ({
      seconds: cell(travel.seconds, a, b),
      metres: travel.metres && cell(travel.metres, a, b),
      cost: travel.costs && cell(travel.costs, a, b),
    });
  }
  const { x, y } = project(travel.points);
  const { overhead, detour, speed } = travel.fit ?? shippedFit;
  return (a, b) => {
    if (a === b) return { seconds: 0, metres: 0 };
    const metres = Math.round(Math.hypot(x[a]! - x[b]!, y[a]! - y[b]!) * detour);
    return { seconds: Math.round(overhead + metres / speed), metres };
  };
}

/** Arrival of a leg begun at t where roads are slower at times; whole seconds, rounded up. */
export function arrive(travel: Travel, t: number, seconds: number): number {
  const steps = travel.traffic ?? [];
  if (steps.length === 0) return t + seconds;
  let now = t;
  let left = seconds;
  for (;;) {
    const current = steps.filter((s) => s.from <= now).at(-1)?.factor ?? 1;
    const until = steps.find((s) => s.from > now)?.from ?? Number.POSITIVE_INFINITY;
    if (now + left * current <= until) return Math.ceil(now + left * current - 1e-9) + 0;
    left -= (until - now) / current;
    now = until;
  }
}

/** The first start not before t that one of the windows allows; else t itself, and how late it is. */
export function startIn(
  windows: readonly TimeWindow[] | undefined,
  t: number,
): { begin: number; late: number } {
  if (!windows || windows.length === 0) return { begin: t, late: 0 };
  for (const w of windows) if (t <= w.end) return { begin: Math.max(t, w.start), late: 0 };
  return { begin: t, late: t - windows[windows.length - 1]!.end };
}
