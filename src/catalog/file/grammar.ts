/**
 * The small grammars of the centre file: hours, days, lengths of time. Each has a pattern (also in the JSON
 * Schema) and a parser that is only called on text the pattern accepts.
 */
import type { Interval } from '../../time/index.js';

const CLOCK = '(?:[01]?\\d|2[0-4]):[0-5]\\d';
const SPAN = `${CLOCK}\\s*(?:-|–|~|至)\\s*${CLOCK}`;
const HOURS = `${SPAN}(?:(?:\\s*[,，、]\\s*|\\s+)${SPAN})*`;
const DAY = '(?:mon|tue|wed|thu|fri|sat|sun|周[一二三四五六日])';
const DAYS = `(?:daily|每天|${DAY}(?:\\s*(?:-|–|至)\\s*${DAY})?(?:\\s*[,，、]\\s*${DAY}(?:\\s*(?:-|–|至)\\s*${DAY})?)*)`;

/** `09:00-12:00` or several, parted by commas or blanks. */
export const HOURS_PATTERN = new RegExp(`^\\s*${HOURS}\\s*$`);
/** `mon-fri`, `mon,wed,fri`, `周一至周五`, `daily`. */
export const DAYS_PATTERN = new RegExp(`^\\s*${DAYS}\\s*$`);
/** Days, a blank, hours: `mon-fri 09:00-12:00 13:30-17:30`. */
export const OPENING_PATTERN = new RegExp(`^\\s*${DAYS}\\s+${HOURS}\\s*$`);
/** `90m`, `2h`, `1d`. */
export const DURATION_PATTERN = /^\s*\d{1,5}\s*(?:m|min|h|d)\s*$/;
/** `16:00`. */
export const CLOCK_PATTERN = new RegExp(`^${CLOCK}$`);
/** `YYYY-MM-DD`, by shape; that the day exists is checked apart. */
export const DATE_PATTERN = /^\d{4}-\d{2}-\d{2}$/;

const BYDAY = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const ENGLISH = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const CHINESE = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];

/** Wall minutes of `HH:MM`. */
export function parseClock(text: string): number {
  const [hour, minute] = text.split(':');
  return Number(hour) * 60 + Number(minute);
}

/** Spans in the order written, in wall minutes; not checked for order or overlap. */
export function parseHours(text: string | readonly string[]): Interval[] {
  const all = typeof text === 'string' ? text : text.join(' ');
  const spans = all.matchAll(new RegExp(`(${CLOCK})\\s*(?:-|–|~|至)\\s*(${CLOCK})`, 'g'));
  return [...spans].map(([, start, end]) => ({ start: parseClock(start!), end: parseClock(end!) }));
}

/** Weekday numbers, Monday 0, ascending. `fri-mon` wraps round the week. */
export function parseDays(text: string): number[] {
  if (/daily|每天/.test(text)) return [0, 1, 2, 3, 4, 5, 6];
  const days = new Set<number>();
  for (const part of text.split(/[,，、]/)) {
    const [first, last] = [...part.matchAll(new RegExp(DAY, 'g'))].map(([name]) => weekday(name));
    if (first === undefined) continue;
    for (let d = first; ; d = (d + 1) % 7) {
      days.add(d);
      if (d === (last ?? first)) break;
    }
  }
  return [...days].sort((a, b) => a - b);
}

/** RFC 5545 weekly rule of weekday numbers. */
export const weeklyRule = (days: readonly number[]): string =>
  `FREQ=WEEKLY;BYDAY=${days.map((d) => BYDAY[d]).join(',')}`;

/** Minutes of a number (already minutes) or of `90m`, `2h`, `1d`. */
export function parseDuration(value: number | string): number {
  if (typeof value === 'number') return value;
  const [, amount, unit] = /(\d+)\s*(m|h|d)/.exec(value) ?? [];
  return Number(amount) * ({ m: 1, h: 60, d: 1440 }[unit ?? 'm'] ?? 1);
}

/** Splits `mon-fri 09:00-12:00` into its two halves. */
export function splitOpening(text: string): { readonly days: string; readonly hours: string } {
  const at = text.search(/\s\d/);
  return { days: text.slice(0, at), hours: text.slice(at) };
}

/** True when the calendar has this day (no 30 February). */
export function isRealDate(date: string): boolean {
  const [y, m, d] = date.split('-').map(Number);
  const at = new Date(Date.UTC(y!, m! - 1, d!));
  return y! >= 1900 && at.getUTCMonth() === m! - 1 && at.getUTCDate() === d;
}

function weekday(name: string): number {
  const english = ENGLISH.indexOf(name);
  return english >= 0 ? english : CHINESE.indexOf(name);
}
