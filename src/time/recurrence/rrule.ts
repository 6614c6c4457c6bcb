/**
 * The one door to rrule. It is asked for the days of a single month or year at a time and never for a series:
 * that keeps its endless loops, its TZID and its walk from DTSTART out.
 */
import * as namespace from 'rrule';
import type { Rule } from './rule.js';

// The package is CommonJS under Node's loader (all names on `default`) and ES modules in bundlers (no default).
const rrule = ((namespace as { default?: unknown }).default ?? namespace) as typeof namespace;

/** More periods than there are years up to 9999: the engine stops after the first one. */
const ONCE = 10_000;

function weekdaysOf(rule: Rule): namespace.ByWeekday[] | undefined {
  if (rule.weekdays.length > 0) return rule.weekdays.map((weekday) => weekday - 1);
  if (rule.nthWeekdays.length > 0)
    return rule.nthWeekdays.map(({ weekday, n }) => new rrule.Weekday(weekday - 1, n));
  return undefined;
}

/**
 * Days on which the BYxxx parts of a MONTHLY or YEARLY rule fall in one month or year, ascending,
 * as days since the period's first. The rule must carry its defaults (see `bindRule`).
 * `year` 1000–9999; `month` 1–12, ignored for YEARLY. Wall time is labelled UTC, read back by UTC.
 */
export function daysOfPeriod(rule: Rule, year: number, month: number): readonly number[] {
  const monthly = rule.frequency === 'MONTHLY';
  const first = Date.UTC(year, monthly ? month - 1 : 0, 1);
  const engine = new rrule.RRule(
    {
      freq: monthly ? rrule.RRule.MONTHLY : rrule.RRule.YEARLY,
      interval: monthly ? ONCE * 12 : ONCE,
      dtstart: new Date(first),
      wkst: rule.weekStart - 1,
      byweekday: weekdaysOf(rule),
      bymonth: rule.months.length > 0 ? [...rule.months] : undefined,
      bymonthday: rule.monthDays.length > 0 ? [...rule.monthDays] : undefined,
      byhour: 0,
      byminute: 0,
      bysecond: 0,
    },
    true,
  );
  const days = engine.all().map((date) => Math.round((date.getTime() - first) / 86_400_000));
  return atPositions(days, rule.setPositions);
}

/**
 * BYSETPOS by ourselves: the engine gives a day twice that two positions name (and counts it twice), and gives the
 * first day for a negative position beyond the set.
 */
function atPositions(days: readonly number[], positions: readonly number[]): readonly number[] {
  if (positions.length === 0) return days;
  return days.filter((_, i) => positions.includes(i + 1) || positions.includes(i - days.length));
}
