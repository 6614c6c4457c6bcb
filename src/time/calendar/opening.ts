/** Weekly hours: opening rules of the recurrence grammar, asked day by day. */
import { BianminError, fail, ok, type Result } from '../../problem.js';
import { dayNumber, LAST_DAY, parseDate, weekday } from '../civil.js';
import { normalise } from '../interval.js';
import { type BoundRule, bindRule } from '../recurrence/bind.js';
import { readRule } from '../recurrence/grammar.js';
import type { CivilDate, DayNumber, Interval } from '../types.js';

/** Recurring opening hours as a centre file says them. Same shape as the catalogue's. */
export interface OpeningHours {
  /** RFC 5545 rule of the supported grammar. */
  readonly rule: string;
  /** Wall minutes. */
  readonly hours: readonly Interval[];
  /** First day it holds and the rule's start; default: for ever. Needed with COUNT. */
  readonly from?: CivilDate;
  /** Last day it holds, inclusive. */
  readonly until?: CivilDate;
}

/** A Monday before all others: the start of rules that hold for ever. */
const EVER = dayNumber(1, 1, 1);

interface Opening {
  readonly bound: BoundRule;
  readonly first: DayNumber;
  readonly last: DayNumber;
  readonly hours: readonly Interval[];
}

/** The last day of a rule by its COUNT or UNTIL. UNTIL in UTC is read by its date: opening rules have no time of day. */
function lastDayOf({ rule, start, walk }: BoundRule): DayNumber {
  if (rule.until) return rule.until.kind === 'date' ? rule.until.day : Math.floor(rule.until.second / 86400);
  if (rule.count === undefined) return LAST_DAY;
  let left = rule.count;
  let last = start;
  walk(start, LAST_DAY, (day) => {
    last = day;
    return --left > 0;
  });
  return last;
}

function read(opening: OpeningHours): Result<Opening> {
  const rule = readRule(opening.rule);
  if (!rule.ok) return rule;
  const from = opening.from === undefined ? EVER : parseDate(opening.from);
  const until = opening.until === undefined ? LAST_DAY : parseDate(opening.until);
  if (from === undefined) return fail('bad_input', 'from must be a real YYYY-MM-DD.', { field: 'from' });
  if (until === undefined) return fail('bad_input', 'until must be a real YYYY-MM-DD.', { field: 'until' });
  if (rule.value.count !== undefined && opening.from === undefined)
    return fail('bad_input', 'from is needed when the rule has COUNT.', { field: 'from' });
  const late = opening.hours.find((h) => h.start < 0 || h.end > 1440 || h.end <= h.start);
  if (late)
    return fail('bad_input', 'hours must lie within a day and end after they begin.', { field: 'hours' });
  const bound = bindRule(rule.value, from);
  if (!bound.ok) return bound;
  const last = Math.min(until, lastDayOf(bound.value));
  return ok({ bound: bound.value, first: from, last, hours: opening.hours });
}

/** Checks one opening rule without using it. Problems name the field (`rule`, `hours`, `from`, `until`). */
export function checkOpening(opening: OpeningHours): Result<true> {
  const found = read(opening);
  return found.ok ? ok(true) : found;
}

/** Weekly hours of any day. Days on which the same rules hold share one array. */
export interface WeeklyHours {
  on(day: DayNumber): readonly Interval[];
  /** Is any rule in force on this day, whether or not it falls on it? */
  inForce(day: DayNumber): boolean;
  /**
   * What an office works on a make-up day: the hours of the nearest Monday-to-Friday day on which it opens,
   * within a week, the earlier of two equally near; its own hours of that day when there is none.
   */
  asWorkday(day: DayNumber): readonly Interval[];
}

const CLOSED: readonly Interval[] = [];

/** Throws `BianminError` with the problem of the first bad rule. */
export function weeklyHours(rules: readonly OpeningHours[]): WeeklyHours {
  const openings = rules.map((rule) => {
    const found = read(rule);
    if (!found.ok) throw new BianminError(found.problem);
    return found.value;
  });
  const shared = new Map<string, readonly Interval[]>();
  const on = (day: DayNumber): readonly Interval[] => {
    const holding = openings.filter((opening) => holds(opening, day));
    if (holding.length === 0) return CLOSED;
    const key = holding.map((opening) => openings.indexOf(opening)).join();
    let hours = shared.get(key);
    if (!hours) {
      hours = normalise(holding.flatMap((opening) => opening.hours));
      shared.set(key, hours);
    }
    return hours;
  };
  const asWorkday = (day: DayNumber): readonly Interval[] => {
    for (let away = 1; away <= 7; away++) {
      for (const near of [day - away, day + away]) {
        if (weekday(near) > 5) continue;
        const hours = on(near);
        if (hours.length > 0) return hours;
      }
    }
    return on(day);
  };
  return { on, asWorkday, inForce: (day) => openings.some(({ first, last }) => first <= day && day <= last) };
}

function holds({ bound, first, last }: Opening, day: DayNumber): boolean {
  if (day < first || day > last) return false;
  let found = false;
  bound.walk(day, day, () => {
    found = true;
    return false;
  });
  return found;
}
