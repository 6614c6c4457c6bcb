/**
 * A rule bound to its start: defaults filled in from the start, proved to happen at least once, and able to
 * name its days from any point on without walking there.
 */
import { fail, ok, type Result } from '../../problem.js';
import { dateParts, dayNumber, daysInMonth, FIRST_DAY, LAST_DAY, weekday } from '../civil.js';
import type { DayNumber } from '../types.js';
import { ALL_MONTHS, daysOfMonth } from './possible.js';
import { daysOfPeriod } from './rrule.js';
import type { Rule } from './rule.js';

/** A rule and its start. `walk` is the only way to the days. */
export interface BoundRule {
  readonly rule: Rule;
  readonly start: DayNumber;
  /**
   * Visits the rule's days in `[from, to]` that are not before the start, ascending, until `visit` says false.
   * COUNT and UNTIL are the caller's: a day is a day of the rule wherever one begins to look.
   */
  walk(from: DayNumber, to: DayNumber, visit: (day: DayNumber) => boolean): void;
}

/** RFC 5545: what the rule leaves open is taken from the start. The rule itself where nothing is open. */
export function withDefaults(rule: Rule, start: DayNumber): Rule {
  if (rule.weekdays.length + rule.nthWeekdays.length + rule.monthDays.length > 0) return rule;
  const { month, day } = dateParts(start);
  if (rule.frequency === 'WEEKLY') return { ...rule, weekdays: [weekday(start)] };
  if (rule.frequency === 'MONTHLY') return { ...rule, monthDays: [day] };
  if (rule.frequency === 'YEARLY')
    return { ...rule, monthDays: [day], months: rule.months.length > 0 ? rule.months : [month] };
  return rule;
}

type Walk = BoundRule['walk'];

const modulo = (a: number, b: number): number => ((a % b) + b) % b;

/** The first multiple of `step` from `origin` that is not before `at`. */
const alignUp = (origin: number, step: number, at: number): number =>
  at <= origin ? origin : origin + Math.ceil((at - origin) / step) * step;

function daily(rule: Rule, start: DayNumber): Walk {
  const { interval, months, monthDays, weekdays } = rule;
  const dated = months.length + monthDays.length > 0;
  return (from, to, visit) => {
    const last = Math.min(to, LAST_DAY);
    for (let day = alignUp(start, interval, from); day <= last; ) {
      if (dated) {
        const date = dateParts(day);
        const length = daysInMonth(date.year, date.month);
        if (months.length > 0 && !months.includes(date.month)) {
          day = alignUp(start, interval, day - date.day + length + 1);
          continue;
        }
        if (
          monthDays.length > 0 &&
          !monthDays.includes(date.day) &&
          !monthDays.includes(date.day - length - 1)
        ) {
          day += interval;
          continue;
        }
      }
      if ((weekdays.length === 0 || weekdays.includes(weekday(day))) && !visit(day)) return;
      day += interval;
    }
  };
}

function weekly(rule: Rule, start: DayNumber): Walk {
  const { interval, months } = rule;
  const offsets = rule.weekdays.map((w) => modulo(w - rule.weekStart, 7)).sort((a, b) => a - b);
  const origin = start - modulo(weekday(start) - rule.weekStart, 7);
  return (from, to, visit) => {
    const last = Math.min(to, LAST_DAY);
    const first = Math.max(from, start);
    for (let week = alignUp(origin, interval * 7, first - 6); week <= last; week += interval * 7) {
      for (const offset of offsets) {
        const day = week + offset;
        if (day < first || day > last) continue;
        if (months.length > 0 && !months.includes(dateParts(day).month)) continue;
        if (!visit(day)) return;
      }
    }
  };
}

/** Cheap test that spares the engine periods without any day of BYMONTHDAY, e.g. 29 February in a common year. */
const mayFall = (rule: Rule, year: number, months: readonly number[]): boolean =>
  rule.monthDays.length === 0 ||
  months.some((month) => daysOfMonth(rule, daysInMonth(year, month)).length > 0);

/** The Gregorian calendar repeats after 400 years to the weekday, so any year has a twin the engine handles well. */
const twin = (year: number): number => 2000 + (year % 400);

function monthly(rule: Rule, start: DayNumber): Walk {
  const patterns = new Map<number, readonly number[]>();
  const { year, month } = dateParts(start);
  const origin = year * 12 + month - 1;
  return (from, to, visit) => {
    const last = Math.min(to, LAST_DAY);
    const first = Math.max(from, start);
    const at = dateParts(first);
    for (let i = alignUp(origin, rule.interval, at.year * 12 + at.month - 1); ; i += rule.interval) {
      const y = Math.floor(i / 12);
      const m = i - y * 12 + 1;
      const begin = dayNumber(y, m, 1);
      if (begin > last) return;
      if (rule.months.length > 0 && !rule.months.includes(m)) continue;
      const key = daysInMonth(y, m) * 8 + weekday(begin);
      let pattern = patterns.get(key);
      if (!pattern) {
        pattern = mayFall(rule, y, [m]) ? daysOfPeriod(rule, twin(y), m) : [];
        patterns.set(key, pattern);
      }
      for (const offset of pattern) {
        const day = begin + offset;
        if (day >= first && (day > last || !visit(day))) return;
      }
    }
  };
}

function yearly(rule: Rule, start: DayNumber): Walk {
  const patterns = new Map<number, readonly number[]>();
  const origin = dateParts(start).year;
  const months = rule.months.length > 0 ? rule.months : ALL_MONTHS;
  return (from, to, visit) => {
    const last = Math.min(to, LAST_DAY);
    const first = Math.max(from, start);
    for (let y = alignUp(origin, rule.interval, dateParts(first).year); ; y += rule.interval) {
      const begin = dayNumber(y, 1, 1);
      if (begin > last) return;
      const key = daysInMonth(y, 2) * 8 + weekday(begin);
      let pattern = patterns.get(key);
      if (!pattern) {
        pattern = mayFall(rule, y, months) ? daysOfPeriod(rule, twin(y), 1) : [];
        patterns.set(key, pattern);
      }
      for (const offset of pattern) {
        const day = begin + offset;
        if (day >= first && (day > last || !visit(day))) return;
      }
    }
  };
}

const WALKS = { DAILY: daily, WEEKLY: weekly, MONTHLY: monthly, YEARLY: yearly };
/** The calendar repeats after 400 years, weekdays included: so many days, and so many periods of each frequency. */
const CYCLE = 146_097;
const PERIODS = { DAILY: CYCLE, WEEKLY: CYCLE / 7, MONTHLY: 4800, YEARLY: 400 };

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** Looks as far as the rule can meet anything new: until interval and calendar are in step again. */
function happens({ rule: { frequency, interval }, start, walk }: BoundRule): boolean {
  const last = start + (CYCLE * interval) / gcd(interval, PERIODS[frequency]) + 366;
  let found = false;
  walk(start, last, () => {
    found = true;
    return false;
  });
  return found;
}

/**
 * Binds a rule to the day of its start. The start itself is an occurrence only where the rule says so (RFC 5545
 * leaves a start that does not match undefined).
 * Problem `rule_impossible` when it never happens, e.g. every 12 months from January with BYMONTH=2.
 */
export function bindRule(rule: Rule, start: DayNumber): Result<BoundRule> {
  const full = withDefaults(rule, start);
  const bound: BoundRule = { rule: full, start, walk: WALKS[full.frequency](full, start) };
  if (happens(bound)) return ok(bound);
  return fail('rule_impossible', 'rule never happens after its start: its parts exclude each other.', {
    field: 'rule',
  });
}

/**
 * The earliest start from which a rule with its defaults would fall on the same days: all that matters of a start is
 * its place in the interval. Rules that differ only in where they begin meet here and can share their days.
 */
export function earliest({ frequency, interval, weekStart }: Rule, start: DayNumber): DayNumber {
  const { year, month } = dateParts(start);
  switch (frequency) {
    case 'DAILY':
      return FIRST_DAY + modulo(start - FIRST_DAY, interval);
    case 'WEEKLY': {
      const origin = start - modulo(weekday(start) - weekStart, 7);
      return FIRST_DAY + modulo(origin - FIRST_DAY, interval * 7);
    }
    case 'MONTHLY': {
      const index = modulo(year * 12 + month - 13, interval);
      return dayNumber(1 + Math.floor(index / 12), (index % 12) + 1, 1);
    }
    case 'YEARLY':
      return dayNumber(1 + modulo(year - 1, interval), 1, 1);
  }
}
