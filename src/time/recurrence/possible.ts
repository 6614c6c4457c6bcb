/**
 * What no calendar can hold, found by arithmetic on the parts alone: before the engine is asked and in microseconds.
 * What depends on the start (every 12 months from January with BYMONTH=2) is found when the rule is bound to it.
 */
import { daysInMonth } from '../civil.js';
import type { Rule } from './rule.js';

/** 1–12. */
export const ALL_MONTHS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** A stretch of days in which weekdays are numbered: its length, and the days of it that BYMONTHDAY allows (1-based). */
interface Span {
  readonly length: number;
  readonly days: readonly number[];
}

/** Days that BYMONTHDAY names in a month of this length; empty also when the rule has no BYMONTHDAY. */
export function daysOfMonth({ monthDays }: Rule, length: number): readonly number[] {
  const days = monthDays.map((day) => (day > 0 ? day : length + 1 + day));
  return days.filter((day) => day >= 1 && day <= length);
}

/** Spans of a common and of a leap year: months where the rule counts in months, else whole years. */
function spansOf(rule: Rule): readonly Span[] {
  const byMonth = rule.frequency === 'MONTHLY' || rule.months.length > 0;
  const months = rule.months.length > 0 ? rule.months : ALL_MONTHS;
  return [2000, 2001].flatMap((year) => {
    const spans = months.map((month) => {
      const length = daysInMonth(year, month);
      return { length, days: daysOfMonth(rule, length) };
    });
    if (byMonth) return spans;
    let before = 0;
    const days = spans.flatMap((span) => {
      const shifted = span.days.map((day) => day + before);
      before += span.length;
      return shifted;
    });
    return [{ length: before, days }];
  });
}

/** The n-th weekday lies in the n-th seven days, from either end; over the years it is each of them in turn. */
function numberedMeets({ nthWeekdays, monthDays }: Rule, { length, days }: Span): boolean {
  return nthWeekdays.some(({ n }) => {
    const first = n > 0 ? n * 7 - 6 : length + 1 + n * 7;
    const last = Math.min(first + 6, length);
    if (monthDays.length === 0) return last >= 1 && first <= length;
    return days.some((day) => day >= first && day <= last);
  });
}

/** Why the rule can never happen, or undefined. */
export function contradictionIn(rule: Rule): string | undefined {
  const spans = spansOf(rule);
  if (rule.monthDays.length > 0 && spans.every(({ days }) => days.length === 0))
    return 'rule part BYMONTHDAY names no day that exists in any month of BYMONTH.';
  if (rule.nthWeekdays.length > 0 && !spans.some((span) => numberedMeets(rule, span)))
    return 'rule part BYDAY numbers weekdays that do not exist or never fall on BYMONTHDAY.';
  const most = Math.min(rule.weekdays.length * 5 + rule.nthWeekdays.length, rule.monthDays.length || 31);
  if (rule.setPositions.length > 0 && rule.setPositions.every((n) => Math.abs(n) > most))
    return 'rule part BYSETPOS is beyond the days of BYDAY in a month.';
  return undefined;
}
