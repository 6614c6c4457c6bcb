import type { Fleet } from '../compile/model.js';

/**
 * Arrival when a leg of `free` seconds (free roads) starts at `t`. Speed changes on the way, as the clock passes a
 * step, so that who starts later never arrives earlier (Ichoua, Gendreau & Potvin 2003). Rounded up to a second.
 */
export function arriveAt(f: Fleet, t: number, free: number): number {
  const { trafficFrom: from, trafficFactor: factor } = f;
  if (from.length === 0) return t + free;
  let k = stepAt(f, t);
  let left = free;
  let now = t;
  for (;;) {
    const slow = k < 0 ? 1 : factor[k]!;
    const until = k + 1 < from.length ? from[k + 1]! : Number.POSITIVE_INFINITY;
    if (now + left * slow <= until) return Math.ceil(now + left * slow - 1e-9);
    left -= (until - now) / slow;
    now = until;
    k++;
  }
}

/** Latest start that arrives by `t`; the inverse of `arriveAt`. */
export function leaveBy(f: Fleet, t: number, free: number): number {
  const { trafficFrom: from, trafficFactor: factor } = f;
  if (from.length === 0) return t - free;
  let k = stepAt(f, t);
  let left = free;
  let now = t;
  for (;;) {
    const slow = k < 0 ? 1 : factor[k]!;
    const since = k < 0 ? Number.NEGATIVE_INFINITY : from[k]!;
    if (now - left * slow >= since) {
      const leave = Math.floor(now - left * slow + 1e-9);
      return arriveAt(f, leave, free) <= t ? leave : leave - 1;
    }
    left -= (now - since) / slow;
    now = since;
    k--;
  }
}

function stepAt(f: Fleet, t: number): number {
  let k = -1;
  while (k + 1 < f.trafficFrom.length && f.trafficFrom[k + 1]! <= t) k++;
  return k;
}
