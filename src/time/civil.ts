/**
 * Civil dates without a zone: `YYYY-MM-DD` text, day numbers (days since 1970-01-01) and wall date-times.
 * Proleptic Gregorian, years 0001–9999. Nothing here reads a clock or the host's time zone.
 */
import { BianminError } from '../problem.js';
import type { CivilDate, DayNumber, WallMinute } from './types.js';

/** 0001-01-01 and 9999-12-31: the days that a civil date can name. */
export const FIRST_DAY: DayNumber = -719162;
export const LAST_DAY: DayNumber = 2932896;

/** A date taken apart. `month` 1–12, `day` 1–31. */
export interface YearMonthDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A wall date-time: a day and seconds since its midnight (0–86399). `dateOnly`: the text named no time. */
export interface WallTime {
  readonly day: DayNumber;
  readonly second: number;
  readonly dateOnly: boolean;
}

/**
 * A point named in text: a whole day, a wall time (day × 86400 + second of the day), or an instant in UTC seconds.
 */
export type Moment =
  | { readonly kind: 'date'; readonly day: DayNumber }
  | { readonly kind: 'wall'; readonly second: number }
  | { readonly kind: 'utc'; readonly second: number };

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days of a month (1–12). */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

/** Day number of a date that is known to exist. Counts in eras of 400 years that begin on 1 March. */
export function dayNumber(year: number, month: number, day: number): DayNumber {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return era * 146097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719468;
}

/** The date of a day number. */
export function dateParts(day: DayNumber): YearMonthDay {
  const z = day + 719468;
  const era = Math.floor(z / 146097);
  const ofEra = z - era * 146097;
  const y = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
  );
  const ofYear = ofEra - (365 * y + Math.floor(y / 4) - Math.floor(y / 100));
  const m = Math.floor((5 * ofYear + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  return {
    year: y + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * m + 2) / 5) + 1,
  };
}

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);
const four = (n: number): string => `${n}`.padStart(4, '0');

/** `YYYY-MM-DD` of a day number. */
export function formatDate(day: DayNumber): CivilDate {
  const { year, month, day: d } = dateParts(day);
  return `${four(year)}-${two(month)}-${two(d)}`;
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const WALL = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** Day number of `YYYY-MM-DD`; undefined when the text is no such date (2026-02-30, 0000-01-01, spaces). */
export function parseDate(text: string): DayNumber | undefined {
  const found = DATE.exec(text);
  if (!found) return undefined;
  return dayIfReal(Number(found[1]), Number(found[2]), Number(found[3]));
}

/** Day number, or undefined when no such day exists. */
export function dayIfReal(year: number, month: number, day: number): DayNumber | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return undefined;
  return dayNumber(year, month, day);
}

export const isCivilDate = (text: unknown): text is CivilDate =>
  typeof text === 'string' && parseDate(text) !== undefined;

/** Day number of a date that was checked before. Throws `bad_input` when it was not. */
export function dayOf(date: CivilDate): DayNumber {
  const day = parseDate(date);
  if (day === undefined)
    throw new BianminError({ code: 'bad_input', message: 'A date must be YYYY-MM-DD and exist.' });
  return day;
}

/** Reads `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM` or `YYYY-MM-DDTHH:MM:SS`; undefined for anything else (24:00, :60). */
export function parseWall(text: string): WallTime | undefined {
  const found = WALL.exec(text);
  if (!found) return undefined;
  const day = parseDate(found[1]!);
  if (day === undefined) return undefined;
  if (found[2] === undefined) return { day, second: 0, dateOnly: true };
  const hour = Number(found[2]);
  const minute = Number(found[3]);
  const second = Number(found[4] ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return { day, second: hour * 3600 + minute * 60 + second, dateOnly: false };
}

/** Reads a date, a wall date-time, or an instant (a date-time with seconds optional that ends in `Z`). */
export function parseMoment(text: string): Moment | undefined {
  const utc = text.endsWith('Z');
  const wall = parseWall(utc ? text.slice(0, -1) : text);
  if (!wall || (utc && wall.dateOnly)) return undefined;
  if (wall.dateOnly) return { kind: 'date', day: wall.day };
  return { kind: utc ? 'utc' : 'wall', second: wall.day * 86400 + wall.second };
}

/** `YYYY-MM-DDTHH:MM:SSZ` of UTC seconds. */
export function formatInstant(second: number): string {
  const day = Math.floor(second / 86400);
  const rest = second - day * 86400;
  return `${formatWall(day, Math.floor(rest / 60))}:${two(rest % 60)}Z`;
}

/** `YYYY-MM-DDTHH:MM`. A minute of 1440 or more, or below 0, is carried into other days. */
export function formatWall(day: DayNumber, minute: WallMinute): string {
  const days = Math.floor(minute / 1440);
  const rest = minute - days * 1440;
  return `${formatDate(day + days)}T${two(Math.floor(rest / 60))}:${two(rest % 60)}`;
}

/** ISO weekday of a day: 1 Monday … 7 Sunday. */
export const weekday = (day: DayNumber): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** The Monday of a day's week. */
export const mondayOf = (day: DayNumber): DayNumber => day - weekday(day) + 1;

/** The first day of a day's month. */
export const firstOfMonth = (day: DayNumber): DayNumber => day - dateParts(day).day + 1;

/** ISO 8601 week: week 1 holds the year's first Thursday. */
export function isoWeek(day: DayNumber): { readonly year: number; readonly week: number } {
  const thursday = mondayOf(day) + 3;
  const { year } = dateParts(thursday);
  return { year, week: Math.floor((thursday - dayNumber(year, 1, 1)) / 7) + 1 };
}

/** A date so many days later (or earlier). Throws like `dayOf`. */
export const addDays = (date: CivilDate, days: number): CivilDate => formatDate(dayOf(date) + days);

/** The same day of another month; the month's last day where it has no such day (31 January + 1 = 28 February). */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const { year, month, day } = dateParts(dayOf(date));
  const index = year * 12 + (month - 1) + months;
  const y = Math.floor(index / 12);
  const m = index - y * 12 + 1;
  return formatDate(dayNumber(y, m, Math.min(day, daysInMonth(y, m))));
}
