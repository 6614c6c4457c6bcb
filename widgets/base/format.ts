/**
 * Dates, times and lengths as words, by `Intl`. Civil dates (`YYYY-MM-DD`) and starts
 * (`YYYY-MM-DDTHH:MM`) are office wall time: they are labelled UTC here and never meet the visitor's zone.
 */
import type { Language } from './messages/index.js';

const DAY_MS = 86_400_000;
const dateFormats = new Map<string, Intl.DateTimeFormat>();

const asUtc = (date: string) => Date.parse(`${date}T00:00Z`);

function dateFormat(lang: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang + JSON.stringify(options);
  let format = dateFormats.get(key);
  if (!format) {
    // British order for English: "Fri 18 September".
    format = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, { timeZone: 'UTC', ...options });
    dateFormats.set(key, format);
  }
  return format;
}

/** `n` days later; `n` may be negative. */
export const addDays = (date: string, n: number): string =>
  new Date(asUtc(date) + n * DAY_MS).toISOString().slice(0, 10);

/** Days from `a` to `b`. */
export const daysBetween = (a: string, b: string): number => Math.round((asUtc(b) - asUtc(a)) / DAY_MS);

/** 0 Monday … 6 Sunday. */
export const weekday = (date: string): number => (new Date(asUtc(date)).getUTCDay() + 6) % 7;

/** First day of the month `n` months on. */
export const addMonths = (date: string, n: number): string => {
  const at = new Date(asUtc(date));
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + n, 1)).toISOString().slice(0, 10);
};

/** "9月18日 周五" / "Fri 18 Sept"; `long`: "9月18日 星期五" / "Friday 18 September". */
export function dayText(lang: Language, date: string, style: 'short' | 'long' = 'short'): string {
  const day = dateFormat(lang, { day: 'numeric', month: style === 'long' ? 'long' : 'short' }).format(
    asUtc(date),
  );
  const name = dateFormat(lang, { weekday: style }).format(asUtc(date));
  return lang === 'en' ? `${name} ${day}` : `${day} ${name}`;
}

/** "今天" / "tomorrow", where a language has a word for it; else undefined. */
export function nearWord(lang: Language, today: string, date: string): string | undefined {
  const days = daysBetween(today, date);
  if (days < 0 || days > (lang === 'en' ? 1 : 2)) return undefined;
  const word = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }).format(days, 'day');
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** "2026年9月" / "September 2026". */
export const monthText = (lang: Language, date: string): string =>
  dateFormat(lang, { month: 'long', year: 'numeric' }).format(asUtc(date));

/** Column heads of a week from Monday: `[short, long]`; "一"/"星期一", "Mon"/"Monday". */
export const weekHeads = (lang: Language): readonly (readonly [string, string])[] =>
  Array.from({ length: 7 }, (_, i) => {
    const at = Date.UTC(2024, 0, 1 + i);
    const short = dateFormat(lang, { weekday: lang === 'en' ? 'short' : 'narrow' }).format(at);
    return [short, dateFormat(lang, { weekday: 'long' }).format(at)] as const;
  });

/** Wall minutes as "9:30"; the same in both languages. */
export const timeText = (minute: number): string =>
  `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;

/** Parts of a start: its date and wall minute. */
export const startParts = (start: string): { readonly date: string; readonly minute: number } => ({
  date: start.slice(0, 10),
  minute: Number(start.slice(11, 13)) * 60 + Number(start.slice(14, 16)),
});

/** The start for a date and wall minute. */
export const startOf = (date: string, minute: number): string =>
  `${date}T${timeText(minute).padStart(5, '0')}`;

/** "10分钟" / "10 minutes". */
export const amountText = (lang: Language, n: number, unit: 'minute' | 'second'): string =>
  new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' }).format(n);

/** A time left: whole minutes while there are more than 90 seconds. */
export const leftText = (lang: Language, seconds: number): string =>
  seconds > 90 ? amountText(lang, Math.ceil(seconds / 60), 'minute') : amountText(lang, seconds, 'second');

/** An instant (ISO 8601, UTC) on the office's clock, e.g. "9月18日 周五 9:30"; `clock`: the time alone. */
export function instantText(
  lang: Language,
  zone: string,
  instant: string | number,
  style: 'full' | 'clock' = 'full',
): string {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
      .formatToParts(new Date(instant))
      .map((p) => [p.type, p.value]),
  );
  const time = timeText(Number(parts['hour']) * 60 + Number(parts['minute']));
  if (style === 'clock') return time;
  return `${dayText(lang, `${parts['year']}-${parts['month']}-${parts['day']}`)} ${time}`;
}
