/** Building blocks of the centre file's schema: texts, ids, dates, numbers, lengths of time, hours, opening. */
import * as v from 'valibot';
import { DATE_PATTERN, DAYS_PATTERN, DURATION_PATTERN, HOURS_PATTERN, OPENING_PATTERN } from './grammar.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point.
const PRINTABLE = /^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f]*$/;

/** Well-formed text of at most `max` characters without control characters. */
export const line = (max: number) =>
  v.pipe(
    v.string('must be a text; put quotes around it'),
    v.nonEmpty('must not be empty'),
    v.maxLength(max, `must be at most ${max} characters`),
    v.regex(PRINTABLE, 'must not hold control characters'),
    v.check((s) => s.isWellFormed(), 'must be well-formed Unicode'),
  );

export const Id = v.pipe(
  v.string('must be a text; put quotes around it'),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'must be an id: 1 to 64 letters, digits, `-` or `_`'),
);
/** By shape; that the day exists is checked apart. */
export const DateText = v.pipe(
  v.string('must be a date YYYY-MM-DD'),
  v.regex(DATE_PATTERN, 'must be a date YYYY-MM-DD'),
);

/** A text for all languages, or one for each. */
export const Text = v.union(
  [line(2000), v.strictObject({ 'zh-CN': v.optional(line(2000)), en: v.optional(line(2000)) })],
  'must be a text, or texts by language: { zh-CN: …, en: … }',
);

/** A whole number; the message names the unit and the bounds. */
export const whole = (min: number, max: number, unit: string) => {
  const message = `must be a whole number of ${unit} from ${min} to ${max}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message));
};
/** Minutes, or `90m`, `2h`, `1d`. */
export const Duration = (max: number) =>
  v.union(
    [
      whole(0, max, 'minutes'),
      v.pipe(v.string(), v.regex(DURATION_PATTERN, 'must be minutes, or like `90m`, `2h`, `1d`')),
    ],
    'must be minutes, or like `90m`, `2h`, `1d`',
  );

const hoursMessage = 'must be hours like `09:00-12:00`, several parted by commas';
const HoursText = v.pipe(v.string(hoursMessage), v.regex(HOURS_PATTERN, hoursMessage));
export const Hours = v.union(
  [HoursText, v.pipe(v.array(HoursText), v.minLength(1, hoursMessage))],
  hoursMessage,
);

const openingMessage =
  'must be like `mon-fri 09:00-12:00 13:30-17:30`, or { days, hours }, or { rule, hours }';
const OpeningText = v.pipe(v.string(openingMessage), v.regex(OPENING_PATTERN, openingMessage));
const OpeningObject = v.strictObject({
  days: v.optional(
    v.pipe(
      v.string('must be days like `mon-fri` or `mon,wed`'),
      v.regex(DAYS_PATTERN, 'must be days like `mon-fri` or `mon,wed`'),
      v.description('Weekdays: mon-fri, mon,wed, 周一至周五, daily. Either this or `rule`.'),
    ),
  ),
  rule: v.optional(v.pipe(line(500), v.description('RFC 5545 recurrence rule. Either this or `days`.'))),
  hours: Hours,
  from: v.optional(v.pipe(DateText, v.description('First day it holds.'))),
  until: v.optional(v.pipe(DateText, v.description('Last day it holds, inclusive.'))),
});
const OpeningItem = v.union([OpeningText, OpeningObject], openingMessage);
export const Opening = v.union([OpeningText, OpeningObject, v.array(OpeningItem)], openingMessage);

export type Opening = v.InferOutput<typeof Opening>;
