/**
 * Many series over one window. Rules of a city's worth of offices repeat a few dozen day patterns: each pattern is
 * stepped once and shared, and a day's offset from UTC is looked up in a table instead of being worked out per series.
 */
import { ok, type Result } from '../../problem.js';
import { LAST_DAY } from '../civil.js';
import type { DayNumber, UtcMinute, WallMinute } from '../types.js';
import type { ZoneTable } from '../zone.js';
import { type BoundRule, bindRule, earliest, withDefaults } from './bind.js';
import { readRule } from './grammar.js';
import type { Rule } from './rule.js';
import { lastDay } from './until.js';

/** Keeps what series share. Bounded; drop it and all is forgotten. */
export interface Expander {
  /**
   * Occurrences of one series whose wall day lies in `[from, to)`, ascending, as UTC minutes. `minute` is the wall
   * minute of the start. Gaps shift forward, folds give the first. Problems of `readRule` and `bindRule`.
   */
  instants(series: Series, from: DayNumber, to: DayNumber): Result<Float64Array>;
  /** The days alone. The array is shared: do not write to it. */
  days(series: Pick<Series, 'rule' | 'start'>, from: DayNumber, to: DayNumber): Result<Int32Array>;
}

/** Local facts of one timed series without exceptions. */
export interface Series {
  readonly rule: string;
  readonly start: DayNumber;
  readonly minute: WallMinute;
  readonly zone: ZoneTable;
}

/** A map that forgets what was not asked for longest. */
class Kept<T> {
  readonly #map = new Map<string, T>();
  readonly #size: number;
  constructor(size: number) {
    this.#size = size;
  }
  get(key: string, make: () => T): T {
    let value = this.#map.get(key);
    if (value === undefined) {
      value = make();
      if (this.#map.size >= this.#size) this.#map.delete(this.#map.keys().next().value as string);
      this.#map.set(key, value);
    }
    return value;
  }
}

/** A rule with its defaults, and the text of what decides its days. */
interface Shaped {
  readonly rule: Rule;
  readonly parts: string;
}

function shaped(rule: Rule): Shaped {
  const { until: _, count: __, ...parts } = rule;
  return { rule, parts: JSON.stringify(parts) };
}

function stepped({ rule, start, walk }: BoundRule, from: DayNumber, to: DayNumber): Int32Array {
  const days: number[] = [];
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  walk(rule.count === undefined ? from : start, to - 1, (day) => {
    if (day >= from) days.push(day);
    return --left > 0;
  });
  return Int32Array.from(days);
}

/** Index of the first day that is not before `day`. */
function lowerBound(days: Int32Array, day: DayNumber): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (days[middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Minutes east of UTC of each day; NaN where a day has more than one offset or one with seconds. */
function offsetsOf(zone: ZoneTable, from: DayNumber, to: DayNumber): Float64Array {
  const offsets = new Float64Array(to - from);
  for (let day = from; day < to; day++) {
    const wall = day * 86400;
    const first = wall - zone.secondsToUtc(wall).instant;
    const last = wall + 86399 - zone.secondsToUtc(wall + 86399).instant;
    const plain = first === last && first % 60 === 0 && zone.irregular(day).length === 0;
    offsets[day - from] = plain ? first / 60 : Number.NaN;
  }
  return offsets;
}

/** Days from which offset tables are not kept but asked day by day: a lifetime. */
const LONG = 40_000;

function place(
  days: Int32Array,
  series: Series,
  offsets: Float64Array | undefined,
  from: DayNumber,
): Float64Array {
  const { minute, zone } = series;
  const out = new Float64Array(days.length);
  let n = 0;
  let last: UtcMinute = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < days.length; i++) {
    const day = days[i]!;
    const offset = offsets ? offsets[day - from]! : Number.NaN;
    const instant = Number.isNaN(offset) ? zone.toUtc(day, minute).instant : day * 1440 + minute - offset;
    // A gap of a whole day puts two wall times on one instant.
    if (instant !== last) out[n++] = instant;
    last = instant;
  }
  return n === days.length ? out : out.slice(0, n);
}

/** A new expander with room for so many rule texts and patterns. */
export function createExpander(room: { readonly rules?: number; readonly patterns?: number } = {}): Expander {
  const rules = new Kept<Result<Shaped>>(room.rules ?? 1024);
  const patterns = new Kept<Result<Int32Array>>(room.patterns ?? 1024);
  const tables = new Kept<Float64Array>(64);

  const read = (text: string): Result<Shaped> => {
    const rule = readRule(text);
    return rule.ok ? ok(shaped(rule.value)) : rule;
  };
  const shapeOf = (text: string, start: DayNumber): Result<Shaped> => {
    const found = rules.get(text, () => read(text));
    if (!found.ok) return found;
    const rule = withDefaults(found.value.rule, start);
    return rule === found.value.rule ? found : ok(shaped(rule));
  };

  const days = (
    series: Pick<Series, 'rule' | 'start'> & Partial<Series>,
    from: DayNumber,
    to: DayNumber,
  ): Result<Int32Array> => {
    const found = shapeOf(series.rule, series.start);
    if (!found.ok) return found;
    const { rule, parts } = found.value;
    // With COUNT the days depend on where one begins to count, else on the place in the interval alone.
    const origin = rule.count === undefined ? earliest(rule, series.start) : series.start;
    const pattern = patterns.get(`${parts} ${origin} ${rule.count} ${from} ${to}`, () => {
      const bound = bindRule(rule, origin);
      return bound.ok ? ok(stepped(bound.value, from, to)) : bound;
    });
    if (!pattern.ok) return pattern;
    const first = lowerBound(pattern.value, series.start);
    // Without UNTIL only the last days that have a date need a look.
    if (!rule.until && to <= LAST_DAY) return ok(first === 0 ? pattern.value : pattern.value.subarray(first));
    const end = lastDay(rule, series.minute === undefined ? undefined : series.minute * 60, series.zone) + 1;
    return ok(pattern.value.subarray(first, Math.max(first, lowerBound(pattern.value, end))));
  };

  return {
    days,
    instants(series, from, to) {
      const found = days(series, from, to);
      if (!found.ok) return found;
      const { zone } = series;
      const table =
        to - from <= LONG
          ? tables.get(`${zone.name} ${from} ${to}`, () => offsetsOf(zone, from, to))
          : undefined;
      return ok(place(found.value, series, table, from));
    },
  };
}
