/**
 * The bare baseline: what a slot engine without an index does at every question. Per person and day: opening
 * hours minus busy intervals on plain numbers, then starts by step, then a count per start over the office.
 */
import { type DayNumber, formatDate, weekday } from '../../src/time/index.js';
import { type ClaimRow, GRID, HOURS, STAFF, zone } from './slots.data.js';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Busy spans in UTC minutes by resource, ascending. */
export type Busy = ReadonlyMap<string, readonly Span[]>;

/** Rows grouped by resource: the baseline's index, not timed as part of its search. */
export function groupByResource(rows: readonly ClaimRow[]): Busy {
  const busy = new Map<string, Span[]>();
  for (const { resource, from, to } of rows) {
    const span = { start: from * GRID, end: to * GRID };
    const spans = busy.get(resource);
    if (spans) spans.push(span);
    else busy.set(resource, [span]);
  }
  return busy;
}

/** Starts of one office over days `[from, to)` for visits of so many minutes. */
export function bareSearch(busy: Busy, office: string, from: DayNumber, to: DayNumber, minutes: number) {
  const days: { office: string; date: string; minutes: number[]; free: number[] }[] = [];
  const next = new Int32Array(STAFF);
  for (let day = from; day < to; day++) {
    if (weekday(day) > 5) continue;
    const midnight = zone.toUtc(day, 0).instant;
    const counts = new Map<number, number>();
    for (let s = 0; s < STAFF; s++) {
      const taken = busy.get(`${office}/desk-${s}`) ?? [];
      while (next[s]! < taken.length && taken[next[s]!]!.end <= midnight) next[s]!++;
      for (const { start, end } of HOURS) {
        const open = { start: midnight + start, end: midnight + end };
        for (const gap of subtract(open, taken, next[s]!)) {
          for (let t = Math.ceil(gap.start / GRID) * GRID; t + minutes <= gap.end; t += GRID) {
            counts.set(t, (counts.get(t) ?? 0) + 1);
          }
        }
      }
    }
    const starts = [...counts.keys()].sort((a, b) => a - b);
    const free = starts.map((t) => counts.get(t)!);
    days.push({ office, date: formatDate(day), minutes: starts.map((t) => t - midnight), free });
  }
  return days;
}

function subtract(open: Span, taken: readonly Span[], first: number): Span[] {
  const gaps: Span[] = [];
  let at = open.start;
  for (let i = first; i < taken.length && taken[i]!.start < open.end; i++) {
    const { start, end } = taken[i]!;
    if (end <= at) continue;
    if (start > at) gaps.push({ start: at, end: start });
    at = Math.max(at, end);
  }
  if (at < open.end) gaps.push({ start: at, end: open.end });
  return gaps;
}
