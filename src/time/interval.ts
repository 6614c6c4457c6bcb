/**
 * Algebra of half-open integer intervals `[start, end)`. A *set* is a list that is sorted, disjoint and
 * without touching neighbours, as `normalise` makes it; every function here returns such a set.
 */
import type { Interval } from './types.js';

/** Sorts, drops empty intervals, joins overlapping and touching ones. Takes any list. */
export function normalise(list: readonly Interval[]): readonly Interval[] {
  const sorted = list.filter((i) => i.end > i.start).sort((a, b) => a.start - b.start);
  const out: { start: number; end: number }[] = [];
  for (const next of sorted) {
    const last = out.at(-1);
    if (last && next.start <= last.end) last.end = Math.max(last.end, next.end);
    else out.push({ start: next.start, end: next.end });
  }
  return out;
}

/** Points in either. Takes any lists. */
export const union = (a: readonly Interval[], b: readonly Interval[]): readonly Interval[] =>
  normalise([...a, ...b]);

/** Points in both. Takes sets. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  const out: Interval[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const x = a[i]!;
    const y = b[j]!;
    const start = Math.max(x.start, y.start);
    const end = Math.min(x.end, y.end);
    if (start < end) out.push({ start, end });
    if (x.end < y.end) i++;
    else j++;
  }
  return out;
}

/** Points of `a` that are not in `b`. Takes sets. */
export function subtract(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  const out: Interval[] = [];
  let j = 0;
  for (const x of a) {
    let start = x.start;
    while (j < b.length && b[j]!.end <= start) j++;
    for (let k = j; k < b.length && b[k]!.start < x.end; k++) {
      if (b[k]!.start > start) out.push({ start, end: b[k]!.start });
      start = Math.max(start, b[k]!.end);
    }
    if (start < x.end) out.push({ start, end: x.end });
  }
  return out;
}

/** Is the point in the set? */
export const contains = (set: readonly Interval[], point: number): boolean =>
  set.some((i) => i.start <= point && point < i.end);

/** Is the whole interval in the set? An empty interval is always covered. Takes a set. */
export const covers = (set: readonly Interval[], whole: Interval): boolean =>
  whole.end <= whole.start || set.some((i) => i.start <= whole.start && whole.end <= i.end);

/** Points in the set, in its own unit. */
export const lengthOf = (set: readonly Interval[]): number =>
  set.reduce((sum, i) => sum + i.end - i.start, 0);
