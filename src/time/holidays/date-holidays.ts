/**
 * Optional adaptor over the package `date-holidays` for countries other than China. Public holidays alone, with
 * their substitute days; it knows no make-up days. The package stays a peer: it is loaded only when asked for.
 */
import { fail, ok, type Result } from '../../problem.js';
import { formatDate, parseDate } from '../civil.js';
import type { HolidayDay, HolidayProvider, LocalText } from '../types.js';

/** The little of `date-holidays` that is used, so that its types are not needed to compile against us. */
export interface DateHolidaysEntry {
  /** `YYYY-MM-DD HH:MM:SS…` by the country's wall clock. */
  readonly date: string;
  readonly start: Date;
  readonly end: Date;
  readonly name: string;
  readonly type: string;
}

/** An instance as `new Holidays(country, state, region)` makes it. */
export interface DateHolidaysInstance {
  getCountries(): Readonly<Record<string, string>>;
  getStates(country: string): Readonly<Record<string, string>> | undefined;
  getRegions(country: string, state: string): Readonly<Record<string, string>> | undefined;
  getHolidays(year: number, language?: string): readonly DateHolidaysEntry[];
}

/** The class that the package exports by default. */
export type DateHolidays = new (country?: string, state?: string, region?: string) => DateHolidaysInstance;

/** `DE`, `DE-BY`, `ES-MD` …; a third part for regions: `DE-BY-A`. */
export interface DateHolidaysPlace {
  readonly country: string;
  readonly state?: string;
  readonly region?: string;
}

const has = (table: Readonly<Record<string, string>> | undefined, key: string): boolean =>
  table !== undefined && Object.hasOwn(table, key);

function unknownPart(holidays: DateHolidaysInstance, place: DateHolidaysPlace): string | undefined {
  const { country, state, region } = place;
  if (!has(holidays.getCountries(), country)) return 'country';
  if (state !== undefined && !has(holidays.getStates(country), state)) return 'state';
  if (region !== undefined && (state === undefined || !has(holidays.getRegions(country, state), region)))
    return 'region';
  return undefined;
}

/** Whole days only: a holiday that begins at noon closes no day by itself. */
function daysOf(entry: DateHolidaysEntry, name: LocalText): readonly HolidayDay[] {
  const first = parseDate(entry.date.slice(0, 10));
  if (first === undefined || !entry.date.slice(11).startsWith('00:00')) return [];
  // The span is in real time; a day of clock change is 23 or 25 hours long.
  const length = Math.max(1, Math.round((entry.end.getTime() - entry.start.getTime()) / 86_400_000));
  return Array.from({ length }, (_, i) => ({
    date: formatDate(first + i),
    name,
    off: true,
    statutory: true,
  }));
}

/** The package knows few Chinese names and writes most in traditional characters: the widespread ones by their English names. */
const SIMPLIFIED: Readonly<Record<string, string>> = {
  "New Year's Day": '元旦',
  Epiphany: '主显节',
  'Good Friday': '耶稣受难日',
  'Easter Sunday': '复活节',
  'Easter Monday': '复活节星期一',
  'Labour Day': '劳动节',
  'Ascension Day': '耶稣升天节',
  Pentecost: '圣灵降临节',
  'Whit Monday': '圣灵降临节星期一',
  'Corpus Christi': '基督圣体节',
  Assumption: '圣母升天节',
  'National Holiday': '国庆日',
  "All Saints' Day": '诸圣节',
  'Immaculate Conception': '圣母无染原罪节',
  'Christmas Day': '圣诞节',
  'Boxing Day': '节礼日',
};
const SUBSTITUTE = ' (substitute day)';

/** Where a name is missing in Chinese the package answers in English, in part or whole: such a text is none. */
function nameOf(english: string, chinese: string | undefined): LocalText {
  const moved = english.endsWith(SUBSTITUTE);
  const plain = moved ? english.slice(0, -SUBSTITUTE.length) : english;
  const known = Object.hasOwn(SIMPLIFIED, plain) ? SIMPLIFIED[plain] : undefined;
  if (known !== undefined) return { 'zh-CN': moved ? `${known}（补休）` : known, en: english };
  const clean =
    chinese !== undefined && /\p{Script=Han}/u.test(chinese) && !/\p{Script=Latin}/u.test(chinese);
  return clean && chinese !== english ? { 'zh-CN': chinese, en: english } : english;
}

function yearOf(holidays: DateHolidaysInstance, year: number): readonly HolidayDay[] {
  const english = holidays.getHolidays(year, 'en').filter(({ type }) => type === 'public');
  const chinese = holidays.getHolidays(year, 'zh').filter(({ type }) => type === 'public');
  const days = new Map<string, HolidayDay>();
  english.forEach((entry, i) => {
    const other = chinese[i];
    const name = nameOf(entry.name, other?.date === entry.date ? other.name : undefined);
    for (const day of daysOf(entry, name)) if (!days.has(day.date)) days.set(day.date, day);
  });
  return [...days.values()].sort((a, b) => a.date.localeCompare(b.date));
}

/**
 * A provider over the class that `date-holidays` exports. Every year counts as published: the package computes them.
 * Problem `bad_input` for a country, state or region that it does not know (it would silently give no holidays).
 */
export function dateHolidaysProvider(
  Holidays: DateHolidays,
  place: DateHolidaysPlace,
): Result<HolidayProvider> {
  const unknown = unknownPart(new Holidays(), place);
  if (unknown)
    return fail('bad_input', `${unknown} must be one that date-holidays knows.`, { field: unknown });
  const holidays = new Holidays(place.country, place.state, place.region);
  const id = [place.country, place.state, place.region].filter(Boolean).join('-');
  return ok({
    id,
    year: (year) => ({ year, published: true, source: `date-holidays ${id}`, days: yearOf(holidays, year) }),
  });
}

/** Not a literal in the import, so that bundlers do not insist on a package that is optional. */
const PEER: string = 'date-holidays';

/** Loads the optional peer. Problem `bad_input` when it is not installed. */
export async function loadDateHolidays(place: DateHolidaysPlace): Promise<Result<HolidayProvider>> {
  let module: { readonly default: unknown };
  try {
    module = await import(/* @vite-ignore */ /* webpackIgnore: true */ PEER);
  } catch {
    return fail(
      'bad_input',
      'holidays of this country need the package date-holidays: npm install date-holidays.',
      {
        field: 'country',
      },
    );
  }
  return dateHolidaysProvider(module.default as DateHolidays, place);
}
