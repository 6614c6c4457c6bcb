/**
 * The holiday file: one table as JSON, shipped or brought by the operator. Per year and holiday it lists days
 * off, make-up working days and statutory days, each a date or a `first/last` range.
 */
import { fail, ok, type Problem, type Result } from '../../problem.js';
import { dayNumber, formatDate, parseDate } from '../civil.js';
import type { DayNumber, HolidayDay, HolidayYear, LocalText } from '../types.js';

/** A table that was read and checked. */
export interface HolidayTable {
  /** `CN`, `CN-GX`, …: becomes the source of provenance together with the year. */
  readonly id: string;
  readonly years: readonly HolidayYear[];
}

type Fields = Readonly<Record<string, unknown>>;

class Refusal {
  readonly problem: Problem;
  constructor(field: string, rule: string) {
    this.problem = { code: 'bad_input', message: `${field} ${rule}.`, field };
  }
}

const refuse = (field: string, rule: string): never => {
  throw new Refusal(field, rule);
};

function object(value: unknown, field: string, keys: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(field, 'must be an object');
  for (const key of Object.keys(value))
    if (keys.length > 0 && !keys.includes(key))
      refuse(field, `has a field that is not one of ${keys.join(', ')}`);
  return value as Fields;
}

function list(value: unknown, field: string, max: number): readonly unknown[] {
  if (!Array.isArray(value)) return refuse(field, 'must be a list');
  if (value.length > max) return refuse(field, `must have at most ${max} entries`);
  return value;
}

function text(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '' || value.length > 500)
    return refuse(field, 'must be text of 1 to 500 characters');
  return value;
}

function localText(value: unknown, field: string): LocalText {
  if (typeof value === 'string') return text(value, field);
  const names = object(value, field, ['zh-CN', 'en']);
  for (const [language, name] of Object.entries(names)) text(name, `${field}.${language}`);
  if (Object.keys(names).length === 0) refuse(field, 'must have a name in zh-CN or en');
  return names as LocalText;
}

/** Days of `date` and `first/last` entries. A notice may reach into December before and January after its year. */
function days(value: unknown, field: string, year: number): readonly DayNumber[] {
  if (value === undefined) return [];
  return list(value, field, 100).flatMap((entry, i) => {
    const [first, last] = text(entry, `${field}[${i}]`).split('/');
    const from = parseDate(first ?? '');
    const to = last === undefined ? from : parseDate(last);
    if (from === undefined || to === undefined || to < from || to - from > 60)
      return refuse(`${field}[${i}]`, 'must be YYYY-MM-DD or first/last of at most 61 days');
    if (from < dayNumber(year - 1, 12, 1) || to > dayNumber(year + 1, 1, 31))
      return refuse(`${field}[${i}]`, 'must lie in its year, the December before or the January after');
    return Array.from({ length: to - from + 1 }, (_, k) => from + k);
  });
}

function holiday(value: unknown, field: string, year: number, names: Fields): readonly HolidayDay[] {
  const fields = object(value, field, ['name', 'off', 'work', 'statutory']);
  const key = fields['name'];
  const known = typeof key === 'string' && Object.hasOwn(names, key) ? names[key] : key;
  const name = localText(known, `${field}.name`);
  const statutory = new Set(days(fields['statutory'], `${field}.statutory`, year));
  const off = days(fields['off'], `${field}.off`, year);
  for (const day of statutory)
    if (!off.includes(day)) refuse(`${field}.statutory`, 'must name only days that are off');
  const marked = fields['statutory'] !== undefined;
  return [
    ...off.map((day) => ({
      date: formatDate(day),
      name,
      off: true,
      ...(marked ? { statutory: statutory.has(day) } : {}),
    })),
    ...days(fields['work'], `${field}.work`, year).map((day) => ({
      date: formatDate(day),
      name,
      off: false,
    })),
  ];
}

function yearOf(value: unknown, field: string, names: Fields): HolidayYear {
  const fields = object(value, field, ['year', 'published', 'source', 'holidays']);
  const { year, published } = fields;
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 1900 || year > 2999)
    return refuse(`${field}.year`, 'must be a whole number from 1900 to 2999');
  const source = text(fields['source'], `${field}.source`);
  if (published === false) {
    if (fields['holidays'] !== undefined)
      refuse(`${field}.holidays`, 'must be absent while the year is not published');
    return { year, published, source };
  }
  if (published !== true) return refuse(`${field}.published`, 'must be true or false');
  const found = list(fields['holidays'], `${field}.holidays`, 200).flatMap((h, i) =>
    holiday(h, `${field}.holidays[${i}]`, year, names),
  );
  const sorted = [...found].sort((a, b) => a.date.localeCompare(b.date));
  sorted.forEach((day, i) => {
    if (day.date === sorted[i + 1]?.date) refuse(`${field}.holidays`, `names ${day.date} twice`);
  });
  return { year, published, source, days: sorted };
}

/**
 * Reads and checks a holiday file: `{ id, names?, years: [{ year, published, source, holidays: [{ name, off, work?,
 * statutory? }] }] }`. `name` is a key of `names` or a text. Problem `bad_input` names the field.
 */
export function readHolidayFile(json: unknown): Result<HolidayTable> {
  try {
    const fields = object(json, 'holidays', ['$schema', 'id', 'names', 'years']);
    const names = fields['names'] === undefined ? {} : object(fields['names'], 'names', []);
    const years = list(fields['years'], 'years', 300).map((year, i) => yearOf(year, `years[${i}]`, names));
    if (new Set(years.map(({ year }) => year)).size < years.length)
      refuse('years', 'must name each year once');
    return ok({ id: text(fields['id'], 'id'), years });
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return fail('bad_input', refusal.problem.message, { field: refusal.problem.field });
  }
}
