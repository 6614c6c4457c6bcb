/** Occurrences of one recurrence: rule, exclusions and inclusions in wall time, then instants by the zone's table. */
import { fail, ok, type Result } from '../../problem.js';
import { LAST_DAY, type Moment, type WallTime } from '../civil.js';
import type { DayNumber, WallFit } from '../types.js';
import type { ZoneTable } from '../zone.js';
import type { BoundRule } from './bind.js';
import { LAST_INSTANT, lastDay } from './until.js';

/** Occurrences one call gives at most. */
export const MAX_OCCURRENCES = 100_000;

/**
 * Local facts of a recurrence. `start.dateOnly`: all-day, occurrences are days and the zone serves only to read
 * UTC bounds. Exclusions win over inclusions and do not use up COUNT; a date excludes every occurrence of its day, a
 * date-time the occurrence of its wall time or of its instant.
 */
export interface Recurrence {
  readonly start: WallTime;
  readonly rule: BoundRule;
  readonly zone?: ZoneTable;
  readonly exclude: readonly Moment[];
  /** A date takes the start's time of day. */
  readonly include: readonly Moment[];
}

/** How far to go: the first so many, a half-open window `[from, to)`, or to the rule's own end. */
export type Extent =
  | { readonly limit: number }
  | { readonly from: Moment; readonly to: Moment }
  | { readonly whole: true };

/** A wall time that met a gap (moved forward) or a fold (the first was taken). Wall and UTC seconds. */
export interface WallWarning {
  readonly fit: Exclude<WallFit, 'exact'>;
  readonly wall: number;
  readonly instant: number;
}

/** Ascending, without doubles, up to 9999-12-31T23:59:59Z. `points` are UTC seconds, or day numbers when the start is a date. */
export interface Expansion {
  readonly points: readonly number[];
  readonly warnings: readonly WallWarning[];
}

/** Turns what texts name into wall seconds and points on one axis; for all-day series the axis is wall time itself. */
interface Axis {
  place(wall: number): { readonly instant: number; readonly fit: WallFit };
  wallOf(moment: Moment): number;
  pointOf(moment: Moment): number;
}

function axisOf({ start, zone }: Recurrence): Axis {
  const local = (utc: number): number => (zone ? utc + zone.offsetSecondsAt(utc) : utc);
  const place = (wall: number): { readonly instant: number; readonly fit: WallFit } =>
    start.dateOnly || !zone ? { instant: wall, fit: 'exact' } : zone.secondsToUtc(wall);
  const wallOf = (moment: Moment): number => {
    if (moment.kind === 'date') return moment.day * 86400;
    return moment.kind === 'wall' ? moment.second : local(moment.second);
  };
  const pointOf = (moment: Moment): number =>
    moment.kind === 'utc' && !start.dateOnly ? moment.second : place(wallOf(moment)).instant;
  return { place, wallOf, pointOf };
}

/** Is this wall time and instant excluded? */
function exclusion(recurrence: Recurrence, axis: Axis): (wall: number, instant: number) => boolean {
  if (recurrence.exclude.length === 0) return () => false;
  const days = new Set<DayNumber>();
  const walls = new Set<number>();
  const instants = new Set<number>();
  for (const moment of recurrence.exclude) {
    if (moment.kind === 'date') days.add(moment.day);
    else if (recurrence.start.dateOnly) days.add(Math.floor(axis.wallOf(moment) / 86400));
    else {
      // The wall time that a gap shifts, and the one that it is shifted to, are two names of one instant.
      if (moment.kind === 'wall') walls.add(moment.second);
      instants.add(axis.pointOf(moment));
    }
  }
  return (wall, instant) => days.has(Math.floor(wall / 86400)) || walls.has(wall) || instants.has(instant);
}

/** Points of the window and days that surely hold them: a wall time and its instant are less than a day apart, gaps included. */
function windowOf(extent: Extent, axis: Axis): { low: number; high: number; from: DayNumber; to: DayNumber } {
  if (!('from' in extent)) return { low: -Infinity, high: LAST_INSTANT + 1, from: -Infinity, to: LAST_DAY };
  const low = axis.pointOf(extent.from);
  const high = Math.min(axis.pointOf(extent.to), LAST_INSTANT + 1);
  return { low, high, from: Math.floor(low / 86400) - 2, to: Math.floor(high / 86400) + 2 };
}

/** Walks the rule; `take` gets wall seconds in ascending order and says whether to go on. */
function walkRule(
  recurrence: Recurrence,
  days: { readonly from: DayNumber; readonly to: DayNumber },
  take: (wall: number) => boolean,
): void {
  const { rule, start, zone } = recurrence;
  const to = Math.min(days.to, lastDay(rule.rule, start.dateOnly ? undefined : start.second, zone));
  let left = rule.rule.count ?? Infinity;
  // COUNT counts from the start; without it the walk may begin at the window.
  const from = left === Infinity ? Math.max(rule.start, days.from) : rule.start;
  rule.walk(from, to, (day) => {
    left--;
    return (day < days.from || take(day * 86400 + start.second)) && left > 0;
  });
}

interface Taken {
  readonly wall: number;
  readonly instant: number;
  readonly fit: WallFit;
}

function includedOf(recurrence: Recurrence, axis: Axis): readonly Taken[] {
  const { start } = recurrence;
  return recurrence.include.map((moment) => {
    let wall = axis.wallOf(moment);
    if (start.dateOnly) wall = Math.floor(wall / 86400) * 86400;
    else if (moment.kind === 'date') wall += start.second;
    else if (moment.kind === 'utc') return { wall, instant: moment.second, fit: 'exact' };
    return { wall, ...axis.place(wall) };
  });
}

function finish(taken: readonly Taken[], limit: number, dateOnly: boolean): Expansion {
  const points: number[] = [];
  const warnings: WallWarning[] = [];
  for (const { wall, instant, fit } of [...taken].sort((a, b) => a.instant - b.instant)) {
    const point = dateOnly ? instant / 86400 : instant;
    if (points.at(-1) === point) continue;
    if (points.length === limit) break;
    points.push(point);
    if (fit !== 'exact') warnings.push({ fit, wall, instant });
  }
  return { points, warnings };
}

/**
 * All occurrences of the extent. Fast-forwards rules without COUNT to the window.
 * Problems: `bad_input` for a timed start without a zone or a whole extent of an endless rule;
 * `range_too_long` beyond `MAX_OCCURRENCES`.
 */
export function expandRecurrence(recurrence: Recurrence, extent: Extent): Result<Expansion> {
  const { start, rule, zone } = recurrence;
  if (!start.dateOnly && !zone)
    return fail('bad_input', 'zone is needed when start has a time.', { field: 'zone' });
  if ('whole' in extent && rule.rule.count === undefined && !rule.rule.until)
    return fail('bad_input', 'the rule has no end: give limit, or from and to.', { field: 'limit' });
  const limit = 'limit' in extent ? extent.limit : Infinity;
  const axis = axisOf(recurrence);
  const { low, high, ...days } = windowOf(extent, axis);
  const excluded = exclusion(recurrence, axis);
  const taken: Taken[] = [];
  walkRule(recurrence, days, (wall) => {
    const { instant, fit } = axis.place(wall);
    // Two wall times meet in one instant where a gap swallows a whole day (Apia, 2011-12-30).
    const doubled = taken.at(-1)?.instant === instant;
    if (!doubled && instant >= low && instant < high && !excluded(wall, instant))
      taken.push({ wall, instant, fit });
    return taken.length < limit && taken.length <= MAX_OCCURRENCES;
  });
  for (const one of includedOf(recurrence, axis))
    if (one.instant >= low && one.instant < high && !excluded(one.wall, one.instant)) taken.push(one);
  const expansion = finish(taken, limit, start.dateOnly);
  if (expansion.points.length > MAX_OCCURRENCES)
    return fail('range_too_long', `the range holds more than ${MAX_OCCURRENCES} occurrences.`, {
      field: 'to',
    });
  return ok(expansion);
}
