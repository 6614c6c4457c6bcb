/**
 * Reads a rule by whitelist: whatever is not named here is refused before any engine sees it, because some
 * small rules never return (`FREQ=HOURLY;INTERVAL=2;BYHOUR=1`). Costs microseconds for any input.
 */
import { fail, ok, type Problem, type Result } from '../../problem.js';
import { dayIfReal, type Moment } from '../civil.js';
import { contradictionIn } from './possible.js';
import {
  type Frequency,
  MAX_COUNT,
  MAX_INTERVAL,
  MAX_RULE_LENGTH,
  type NthWeekday,
  type Rule,
} from './rule.js';

const FREQUENCIES: readonly string[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const PARTS = 'FREQ INTERVAL COUNT UNTIL BYDAY BYMONTH BYMONTHDAY BYSETPOS WKST'.split(' ');
/** Parts of RFC 5545 (and one habit) that are known and not supported: worth naming in the message. */
const KNOWN = 'BYHOUR BYMINUTE BYSECOND BYYEARDAY BYWEEKNO BYEASTER TZID DTSTART RSCALE SKIP'.split(' ');

/** Refusals inside the reader; turned into a `Result` at its edge. */
class Refusal {
  readonly problem: Problem;
  constructor(problem: Problem) {
    this.problem = problem;
  }
}

function refuse(code: 'rule_unsupported' | 'rule_impossible' | 'rule_too_long', message: string): never {
  throw new Refusal({ code, message, field: 'rule' });
}

type Parts = ReadonlyMap<string, string>;

function split(text: string): Parts {
  const parts = new Map<string, string>();
  const bare = text.replace(/^RRULE:/i, '').toUpperCase();
  if (!/^[A-Z0-9=;,+-]+$/.test(bare))
    refuse(
      'rule_unsupported',
      'rule must be KEY=VALUE parts joined by semicolons, without spaces or line breaks.',
    );
  for (const part of bare.split(';')) {
    const [key, value, more] = part.split('=');
    if (!key || !value || more !== undefined)
      refuse(
        'rule_unsupported',
        'rule must be KEY=VALUE parts joined by semicolons; one part is empty or has no value.',
      );
    if (KNOWN.includes(key)) refuse('rule_unsupported', `rule part ${key} is not supported.`);
    if (!PARTS.includes(key))
      refuse('rule_unsupported', `rule has a part that is not one of ${PARTS.join(', ')}.`);
    if (parts.has(key)) refuse('rule_unsupported', `rule part ${key} must appear once.`);
    parts.set(key, value);
  }
  return parts;
}

function readFrequency(parts: Parts): Frequency {
  const value = parts.get('FREQ');
  if (value === undefined || !FREQUENCIES.includes(value))
    refuse('rule_unsupported', `rule part FREQ is needed and must be one of ${FREQUENCIES.join(', ')}.`);
  return value as Frequency;
}

function readNumber(parts: Parts, key: string, max: number): number | undefined {
  const value = parts.get(key);
  if (value === undefined) return undefined;
  if (!/^\d{1,15}$/.test(value) || Number(value) < 1)
    refuse('rule_unsupported', `rule part ${key} must be a whole number from 1 to ${max}.`);
  if (Number(value) > max)
    refuse(
      key === 'COUNT' ? 'rule_too_long' : 'rule_unsupported',
      `rule part ${key} must be at most ${max}.`,
    );
  return Number(value);
}

function readNumbers(parts: Parts, key: string, max: number, signed: boolean): readonly number[] {
  const value = parts.get(key);
  if (value === undefined) return [];
  const numbers = value.split(',').map((item) => {
    const n = Number(item);
    if (!(signed ? /^[+-]?\d{1,3}$/ : /^\d{1,3}$/).test(item) || n === 0 || Math.abs(n) > max)
      refuse(
        'rule_unsupported',
        `rule part ${key} must list numbers from 1 to ${max}${signed ? ` or −1 to −${max}` : ''}.`,
      );
    return n;
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function readUntil(parts: Parts): Moment | undefined {
  const value = parts.get('UNTIL');
  if (value === undefined) return undefined;
  const found = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/.exec(value);
  const day = found ? dayIfReal(Number(found[1]), Number(found[2]), Number(found[3])) : undefined;
  const [hour, minute, second] = [Number(found?.[4] ?? 0), Number(found?.[5] ?? 0), Number(found?.[6] ?? 0)];
  if (!found || day === undefined || hour > 23 || minute > 59 || second > 59)
    refuse(
      'rule_unsupported',
      'rule part UNTIL must be a real YYYYMMDD, YYYYMMDDTHHMMSS or YYYYMMDDTHHMMSSZ.',
    );
  if (found[4] === undefined) return { kind: 'date', day };
  return { kind: found[7] ? 'utc' : 'wall', second: day * 86400 + hour * 3600 + minute * 60 + second };
}

function readWeekdays(parts: Parts): { weekdays: readonly number[]; nthWeekdays: readonly NthWeekday[] } {
  const plain = new Set<number>();
  const nth = new Map<string, NthWeekday>();
  for (const item of parts.get('BYDAY')?.split(',') ?? []) {
    const found = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(item);
    const n = Number(found?.[1] ?? 1);
    if (!found || n === 0 || Math.abs(n) > 53)
      refuse(
        'rule_unsupported',
        'rule part BYDAY must list weekdays such as MO, numbered 1 to 53 or −1 to −53 or not at all.',
      );
    const weekday = WEEKDAYS.indexOf(found[2] as (typeof WEEKDAYS)[number]) + 1;
    if (found[1] === undefined) plain.add(weekday);
    else nth.set(`${n}/${weekday}`, { weekday, n });
  }
  if (plain.size > 0 && nth.size > 0)
    refuse('rule_unsupported', 'rule part BYDAY must not mix numbered and plain weekdays.');
  return {
    weekdays: [...plain].sort((a, b) => a - b),
    nthWeekdays: [...nth.values()].sort((a, b) => a.n - b.n || a.weekday - b.weekday),
  };
}

/** Which parts go together, RFC 5545's table narrowed to what is supported. */
function checkTogether(rule: Rule): void {
  const { frequency } = rule;
  if (rule.count !== undefined && rule.until !== undefined)
    refuse('rule_unsupported', 'rule must not have both COUNT and UNTIL.');
  if (rule.nthWeekdays.length > 0 && frequency !== 'MONTHLY' && frequency !== 'YEARLY')
    refuse('rule_unsupported', 'rule part BYDAY may be numbered only with FREQ=MONTHLY or YEARLY.');
  if (rule.monthDays.length > 0 && frequency === 'WEEKLY')
    refuse('rule_unsupported', 'rule part BYMONTHDAY does not go with FREQ=WEEKLY.');
  if (
    rule.setPositions.length > 0 &&
    (frequency !== 'MONTHLY' || rule.weekdays.length + rule.nthWeekdays.length === 0)
  )
    refuse('rule_unsupported', 'rule part BYSETPOS is supported only with FREQ=MONTHLY and BYDAY.');
}

function read(text: string): Rule {
  if (text.length > MAX_RULE_LENGTH)
    refuse('rule_too_long', `rule must be at most ${MAX_RULE_LENGTH} characters.`);
  const parts = split(text);
  const count = readNumber(parts, 'COUNT', MAX_COUNT);
  const until = readUntil(parts);
  const start = parts.get('WKST');
  const weekStart = start === undefined ? 1 : (WEEKDAYS as readonly string[]).indexOf(start) + 1;
  if (weekStart === 0) refuse('rule_unsupported', `rule part WKST must be one of ${WEEKDAYS.join(', ')}.`);
  const rule: Rule = {
    frequency: readFrequency(parts),
    interval: readNumber(parts, 'INTERVAL', MAX_INTERVAL) ?? 1,
    ...(count === undefined ? {} : { count }),
    ...(until === undefined ? {} : { until }),
    ...readWeekdays(parts),
    months: readNumbers(parts, 'BYMONTH', 12, false),
    monthDays: readNumbers(parts, 'BYMONTHDAY', 31, true),
    setPositions: readNumbers(parts, 'BYSETPOS', 366, true),
    weekStart,
  };
  checkTogether(rule);
  const contradiction = contradictionIn(rule);
  if (contradiction) refuse('rule_impossible', contradiction);
  return rule;
}

/**
 * Reads an RFC 5545 rule of the supported grammar: FREQ DAILY, WEEKLY, MONTHLY or YEARLY; INTERVAL 1–366;
 * COUNT ≤ 5,000 or UNTIL; BYDAY, BYMONTH, BYMONTHDAY, BYSETPOS (MONTHLY with BYDAY), WKST. One leading
 * `RRULE:` is accepted and letter case does not matter.
 * Problems: `rule_unsupported`, `rule_impossible`, `rule_too_long`; each names the part and never the input.
 */
export function readRule(text: string): Result<Rule> {
  try {
    return ok(read(text));
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return fail(refusal.problem.code, refusal.problem.message, { field: 'rule' });
  }
}
