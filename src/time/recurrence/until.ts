/** Where a series ends: by its UNTIL, and where instants can no longer be written. */
import { LAST_DAY } from '../civil.js';
import type { DayNumber } from '../types.js';
import type { ZoneTable } from '../zone.js';
import type { Rule } from './rule.js';

/** 9999-12-31T23:59:59Z in UTC seconds: RFC 3339 has four digits for a year. */
export const LAST_INSTANT = LAST_DAY * 86400 + 86399;

/**
 * The last day on which a rule may fall for a series at this time of day (seconds since midnight; undefined for
 * all-day series and where days alone are asked for). A date holds through its day, a local time is compared by the
 * wall clock, and UNTIL in UTC is an instant: on days whose clock changes the wall clock would tell a wrong order.
 */
export function lastDay(
  { until }: Rule,
  timeOfDay: number | undefined,
  zone: ZoneTable | undefined,
): DayNumber {
  if (timeOfDay === undefined || !zone) return until ? lastWallDay(until, timeOfDay ?? 0, zone) : LAST_DAY;
  const instant = until?.kind === 'utc' ? Math.min(until.second, LAST_INSTANT) : LAST_INSTANT;
  let day = until && until.kind !== 'utc' ? lastWallDay(until, timeOfDay, zone) : LAST_DAY;
  // No clock is farther from UTC than a day, gaps included, and later days never come earlier.
  day = Math.min(day, Math.floor(instant / 86400) + 2);
  while (zone.secondsToUtc(day * 86400 + timeOfDay).instant > instant) day--;
  return day;
}

function lastWallDay(
  until: NonNullable<Rule['until']>,
  timeOfDay: number,
  zone: ZoneTable | undefined,
): DayNumber {
  if (until.kind === 'date') return until.day;
  const local = until.kind === 'utc' && zone ? zone.offsetSecondsAt(until.second) : 0;
  return Math.floor((until.second + local - timeOfDay) / 86400);
}
