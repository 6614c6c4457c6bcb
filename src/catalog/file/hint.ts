/** What to do about a value of the wrong form: the word that was probably meant, or how to write it. */
import type * as v from 'valibot';
import type { Path } from './locate.js';
import { nearest } from './suggest.js';

type Issue = v.BaseIssue<unknown>;

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'daily'];
const ASKS = ['name', 'phone', 'idNumber', 'email', 'note'];

/** Words people write for a known one, by the key they stand at; too far from it to be found by spelling. */
const MEANT: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  kind: {
    closed: ['shut', 'close', 'closure', 'off', 'holiday'],
    open: ['opened', 'opening', 'special'],
    hours: ['times', 'time', 'other'],
    moved: ['move', 'relocated', 'shifted', 'postponed', 'postpone'],
  },
  unit: {
    'working-days': ['workdays', 'workday', 'weekdays', 'business-days', 'working days', 'working_days'],
    days: ['calendar-days', 'calendar days', 'calendar_days'],
  },
  onHoliday: {
    skip: ['closed', 'close', 'shut', 'off', 'none', 'postpone', 'advance', 'move'],
    keep: ['open', 'opened', 'on', 'stay'],
  },
  channels: {
    web: ['online', 'website', 'internet'],
    app: ['mobile', 'miniprogram', 'wechat'],
    kiosk: ['terminal', 'machine'],
    phone: ['tel', 'telephone', 'call', 'hotline'],
    desk: ['counter', 'window', 'office', 'walk-in'],
  },
  asks: {
    phone: ['tel', 'telephone', 'mobile'],
    idNumber: ['id', 'id-number', 'idcard', 'id-card'],
    email: ['mail', 'e-mail'],
    note: ['remark', 'comment'],
  },
  days: { 'mon-fri': ['weekdays', 'workdays'], 'sat,sun': ['weekend', 'weekends'], daily: ['everyday'] },
};

/** A sentence, or undefined when nothing better than the rule can be said. */
export function hintOf(issue: Issue, path: Path): string | undefined {
  const { input } = issue;
  const key = String(path.findLast((step) => typeof step === 'string') ?? '');
  if (input === null)
    return typeof path.at(-1) === 'number'
      ? 'nothing stands after this `-`: write the entry, or remove the line'
      : 'a value is missing after the `:`';
  if (typeof input === 'number' || typeof input === 'boolean') {
    const quoted = issue.type === 'string' || /\btext\b/.test(issue.message);
    return quoted ? 'put it in quotes' : undefined;
  }
  if (typeof input !== 'string') return undefined;
  return unquoted(issue, input) ?? ofText(issue, key, input);
}

function ofText(issue: Issue, key: string, input: string): string | undefined {
  if (issue.type === 'picklist' || issue.type === 'variant') {
    const known = [...(issue.expected?.matchAll(/"([^"]+)"/g) ?? [])].map((m) => m[1]!);
    const found = wordFor(key, input, known);
    return found ? `did you mean \`${found}\`?` : listed(known);
  }
  if (issue.type !== 'regex') return undefined;
  if (key === 'tenant') return tenantHint(input);
  if (key === 'asks') return askHint(input);
  if (key === 'opening' || key === 'days')
    return dayHint(input) ?? (key === 'opening' ? hoursHint : undefined);
  return key === 'hours' ? hoursHint : undefined;
}

const hoursHint = 'write hours with minutes, like `09:00-12:00`';
const listed = (known: readonly string[]) =>
  known.length > 0 ? `known: ${known.map((k) => `\`${k}\``).join(', ')}` : undefined;

/** By spelling, else by sense. */
function wordFor(key: string, input: string, known: readonly string[]): string | undefined {
  const wanted = input.trim().toLowerCase();
  const sense = Object.entries(MEANT[key] ?? {}).find(([, words]) => words.includes(wanted))?.[0];
  return sense ?? nearest(wanted, known);
}

/** `"10"` where a number belongs. */
function unquoted(issue: Issue, input: string): string | undefined {
  const number = /^\s*\d{1,7}\s*$/.test(input) ? Number(input) : undefined;
  const forNumber =
    issue.type === 'number' ||
    issue.issues?.some((sub) => sub.type === 'number') ||
    /\bminutes\b/.test(issue.message);
  if (number !== undefined && forNumber) return `write ${number} without quotes`;
  const truth = issue.type === 'boolean' && /^(?:true|false)$/i.test(input);
  return truth ? `write ${input.toLowerCase()} without quotes` : undefined;
}

/** The nearest name that is allowed; of another script than Latin none can be made. */
function tenantHint(input: string): string {
  const plain = input
    .slice(0, 80)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  const name = plain.slice(0, 40).replaceAll(/^-+|-+$/g, '');
  return name ? `did you mean \`${name}\`?` : 'for example `my-district`';
}

function askHint(input: string): string | undefined {
  const found = wordFor('asks', input.replace(/\?$/, ''), ASKS);
  return found ? `did you mean \`${found}${input.endsWith('?') ? '?' : ''}\`?` : undefined;
}

/** The first word that is no weekday: long names, capitals and slips. */
function dayHint(input: string): string | undefined {
  const words = input.slice(0, 200).match(/[A-Za-z]+/g) ?? [];
  const wrong = words.find((word) => !DAYS.includes(word));
  if (wrong === undefined) return undefined;
  const small = wrong.toLowerCase();
  const found = DAYS.find((day) => small.startsWith(day)) ?? wordFor('days', small, DAYS);
  return found ? `did you mean \`${found}\`?` : undefined;
}
