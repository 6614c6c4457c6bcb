/** Policies in working days: how far ahead, until when to cancel, when accepted, and what recurring dates do on days off. */
import { dayOf, formatDate } from '../civil.js';
import type {
  CivilDate,
  DayNumber,
  HolidayPolicy,
  Provenance,
  UtcMinute,
  WallMinute,
  WorkingCalendar,
} from '../types.js';

/**
 * How far ahead, as policies of services say it. `working-days` are those of the law (`statutoryCalendar`),
 * `open-days` those on which the office itself works, `days` civil days.
 */
export interface Ahead {
  readonly min: number;
  readonly max: number;
  readonly unit: 'working-days' | 'open-days' | 'days';
  /** Minutes before the start at least, on top. */
  readonly notice?: number;
}

/** Days that may be booked now, both inclusive, and starts in `[earliest, latest)` UTC minutes. */
export interface BookingWindow {
  readonly first: CivilDate;
  readonly last: CivilDate;
  readonly earliest: UtcMinute;
  readonly latest: UtcMinute;
}

/** Days without a working day after which a policy looks no farther: two years. */
const HORIZON = 732;

/** The n-th working day after a day (before, when negative), unless the calendar has none for two years. */
function nthWorkingDay(calendar: WorkingCalendar, from: DayNumber, n: number): DayNumber | undefined {
  const step = Math.sign(n);
  let left = Math.abs(n);
  let day = from;
  for (let idle = 0; left > 0; idle++) {
    if (idle > HORIZON) return undefined;
    day += step;
    if (!calendar.isWorkingDay(formatDate(day))) continue;
    left--;
    idle = 0;
  }
  return day;
}

/**
 * "At least 1 and at most 5 working days ahead." A day is so many working days ahead as there are working days
 * after today up to and including it; so days off that follow the last one (a special opening on a holiday) still
 * belong to the window. `min: 0` begins today. Counts the working days of the calendar given: the statutory one for
 * `working-days`, the office's own for `open-days`. An office that closes for good within a window of its open days is
 * open to the end; one with fewer than `min` of them to come has an empty window (`first` after `last`).
 */
export function bookingWindow(calendar: WorkingCalendar, now: UtcMinute, ahead: Ahead): BookingWindow {
  const today = calendar.zone.toWall(now).day;
  let first = today + ahead.min;
  let last = today + ahead.max;
  if (ahead.unit !== 'days') {
    last = (nthWorkingDay(calendar, today, ahead.max + 1) ?? today + HORIZON) - 1;
    first = nthWorkingDay(calendar, today, ahead.min) ?? last + 1;
  }
  const start = Math.max(now + (ahead.notice ?? 0), calendar.zone.toUtc(first, 0).instant);
  return {
    first: formatDate(first),
    last: formatDate(last),
    earliest: start,
    latest: Math.max(start, calendar.zone.toUtc(last + 1, 0).instant),
  };
}

/** "Cancel until 2 hours before": the last minute on which it is still allowed. Real minutes, also on DST days. */
export const lastCancel = (start: UtcMinute, minutesBefore: number): UtcMinute => start - minutesBefore;

/**
 * "Accepted on the next working day": the day a request of this instant counts as received. With `cutoff`, a request
 * before that wall minute of a working day counts the same day. As with `bookingWindow`, working days are those of
 * the calendar given: the statutory one for working days by law.
 */
export function acceptedOn(calendar: WorkingCalendar, instant: UtcMinute, cutoff?: WallMinute): CivilDate {
  const { day, minute } = calendar.zone.toWall(instant);
  const date = formatDate(day);
  if (cutoff !== undefined && minute < cutoff && calendar.isWorkingDay(date)) return date;
  return calendar.addWorkingDays(date, 1);
}

/** What became of one planned date. No `date`: it is skipped (also when there is no working day to move to for two years). */
export interface PolicyOutcome {
  readonly planned: CivilDate;
  readonly date?: CivilDate;
  readonly policy: HolidayPolicy;
  /** Why the planned day is off; absent when it is not. */
  readonly because?: Provenance;
}

function outcome(calendar: WorkingCalendar, planned: CivilDate, policy: HolidayPolicy): PolicyOutcome {
  if (calendar.isWorkingDay(planned)) return { planned, date: planned, policy };
  const { because } = calendar.day(planned);
  if (policy === 'skip') return { planned, policy, because };
  if (policy === 'keep') return { planned, date: planned, policy, because };
  const day = nthWorkingDay(calendar, dayOf(planned), policy === 'advance' ? -1 : 1);
  return { planned, ...(day === undefined ? {} : { date: formatDate(day) }), policy, because };
}

/**
 * Recurring dates against a calendar: a date that meets a day off is skipped, advanced to the working day before,
 * postponed to the one after, or kept. `overrides` set another policy for single planned dates. Order and number
 * stay as planned; two planned dates may meet on one day.
 */
export function applyHolidayPolicy(
  dates: readonly CivilDate[],
  calendar: WorkingCalendar,
  policy: HolidayPolicy,
  overrides: Readonly<Record<CivilDate, HolidayPolicy>> = {},
): readonly PolicyOutcome[] {
  return dates.map((planned) =>
    outcome(calendar, planned, Object.hasOwn(overrides, planned) ? overrides[planned]! : policy),
  );
}
