/** Policies in working days: how far ahead, until when to cancel, when accepted, and what recurring dates do on days off. */
import { dayOf, formatDate } from '../civil.js';
import type {
  CivilDate,
  HolidayPolicy,
  Provenance,
  UtcMinute,
  WallMinute,
  WorkingCalendar,
} from '../types.js';

/** How far ahead, as policies of services say it. */
export interface Ahead {
  readonly min: number;
  readonly max: number;
  readonly unit: 'working-days' | 'days';
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

/**
 * "At least 1 and at most 5 working days ahead." A day is so many working days ahead as there are working days
 * after today up to and including it; so days off that follow the last one (a special opening on a holiday) still
 * belong to the window. `min: 0` begins today.
 */
export function bookingWindow(calendar: WorkingCalendar, now: UtcMinute, ahead: Ahead): BookingWindow {
  const today = calendar.zone.toWall(now).day;
  let first = today + ahead.min;
  let last = today + ahead.max;
  if (ahead.unit === 'working-days') {
    const date = formatDate(today);
    first = ahead.min === 0 ? today : dayOf(calendar.addWorkingDays(date, ahead.min));
    last = dayOf(calendar.addWorkingDays(date, ahead.max + 1)) - 1;
  }
  return {
    first: formatDate(first),
    last: formatDate(last),
    earliest: Math.max(now + (ahead.notice ?? 0), calendar.zone.toUtc(first, 0).instant),
    latest: calendar.zone.toUtc(last + 1, 0).instant,
  };
}

/** "Cancel until 2 hours before": the last minute on which it is still allowed. Real minutes, also on DST days. */
export const lastCancel = (start: UtcMinute, minutesBefore: number): UtcMinute => start - minutesBefore;

/**
 * "Accepted on the next working day": the day a request of this instant counts as received. With `cutoff`, a request
 * before that wall minute of a working day counts the same day.
 */
export function acceptedOn(calendar: WorkingCalendar, instant: UtcMinute, cutoff?: WallMinute): CivilDate {
  const { day, minute } = calendar.zone.toWall(instant);
  const date = formatDate(day);
  if (cutoff !== undefined && minute < cutoff && calendar.isWorkingDay(date)) return date;
  return calendar.addWorkingDays(date, 1);
}

/** What became of one planned date. No `date`: it is skipped. */
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
  return { planned, date: calendar.addWorkingDays(planned, policy === 'advance' ? -1 : 1), policy, because };
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
