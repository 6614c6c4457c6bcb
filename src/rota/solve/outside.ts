import type { LimitModel, Model } from '../compile/model.js';

/** What the fixed days of a row have used up, seen from a window of open days `from..until`. */
export interface Outside {
  readonly minutes: number;
  readonly weekends: number;
  /** Duties by choice. */
  readonly per: Int32Array;
  /** Minutes of the window's first week worked before it (and after it, when it ends in the same week). */
  readonly firstWeek: number;
  /** Minutes of the window's last week worked after it; 0 when that is also the first week. */
  readonly lastWeek: number;
}

/** Counts what lies outside the window. */
export function outsideOf(model: Model, row: Uint8Array, from: number, until: number): Outside {
  const { days, minutes, weekday, width } = model;
  const per = new Int32Array(width);
  const weekOf = (d: number): number => Math.floor((d + weekday[0]!) / 7);
  const first = weekOf(from);
  const last = weekOf(until);
  let sum = 0;
  let weekends = 0;
  let firstWeek = 0;
  let lastWeek = 0;
  for (let d = 0; d < days; d++) {
    if (d >= from && d <= until) continue;
    const k = row[d]!;
    if (k === 0) continue;
    per[k]!++;
    sum += minutes[k]!;
    const w = weekOf(d);
    if (w === first) firstWeek += minutes[k]!;
    else if (w === last) lastWeek += minutes[k]!;
    const satOutside = d > 0 && !(d - 1 >= from && d - 1 <= until) && row[d - 1]! > 0;
    if (weekday[d] === 5 || (weekday[d] === 6 && !satOutside)) weekends++;
  }
  return { minutes: sum, weekends, per, firstWeek, lastWeek };
}

/** Whether a row that ends a window at day `until` fits what follows. `run` counts the days in a row at the end. */
export function fitsSuffix(
  model: Model,
  limits: LimitModel,
  row: Uint8Array,
  until: number,
  last: number,
  run: number,
): boolean {
  const { days, width, next } = model;
  if (until === days - 1) return true;
  const on = last > 0;
  const begun = run === until + 1;
  let end = until + 1;
  const onAfter = row[end]! > 0;
  while (end + 1 < days && row[end + 1]! > 0 === onAfter) end++;
  const after = end - until;
  const open = end === days - 1;
  const least = on ? limits.minRun : limits.minRest;
  const leastAfter = onAfter ? limits.minRun : limits.minRest;
  if (onAfter && after > limits.maxRun) return false;
  if (on !== onAfter) return (run >= least || begun) && (after >= leastAfter || open);
  if (on && (next[last * width + row[until + 1]!]! === 0 || run + after > limits.maxRun)) return false;
  return run + after >= least || begun || open;
}
