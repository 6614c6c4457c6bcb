/** `bianmin time expand`: one JSON request in, one JSON answer out. Everything malformed has a stable code. */
import { BianminError, fail, type Problem, type Result } from '../../problem.js';
import { formatDate, formatInstant, type Moment, parseMoment, parseWall } from '../civil.js';
import type { CivilDate } from '../types.js';
import { type ZoneTable, zoneOf } from '../zone.js';
import { bindRule } from './bind.js';
import { type Extent, expandRecurrence, MAX_OCCURRENCES, type Recurrence } from './expand.js';
import { readRule } from './grammar.js';

/**
 * What a request says, in local facts. `start`: `YYYY-MM-DDTHH:MM[:SS]`, or `YYYY-MM-DD` for all-day (the zone may
 * then be absent). Either `limit` (1–100,000), or `from` and `to` (half-open; dates, wall date-times or instants
 * with `Z`), or neither for a rule with COUNT or UNTIL.
 */
export interface ExpandRequest {
  readonly start: string;
  readonly zone?: string;
  readonly rule: string;
  readonly exclude?: readonly string[];
  readonly include?: readonly string[];
  readonly limit?: number;
  readonly from?: string;
  readonly to?: string;
}

/** `instants`: ISO 8601 in UTC to the second. `dates`: for an all-day start. */
export type ExpandAnswer =
  | { readonly instants: readonly string[] }
  | { readonly dates: readonly CivilDate[] }
  | { readonly error: { readonly code: Problem['code']; readonly message: string } };

const KEYS: readonly string[] = ['start', 'zone', 'rule', 'exclude', 'include', 'limit', 'from', 'to'];
const MAX_LISTED = 10_000;

function need<T>(result: Result<T>): T {
  if (!result.ok) throw new BianminError(result.problem);
  return result.value;
}

const bad = (field: string, rule: string): never => need(fail('bad_input', `${field} ${rule}.`, { field }));

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(request: unknown): Fields {
  if (typeof request !== 'object' || request === null || Array.isArray(request))
    return bad('request', 'must be a JSON object');
  for (const key of Object.keys(request))
    if (!KEYS.includes(key)) bad('request', `has a field that is not one of ${KEYS.join(', ')}`);
  return { ...request };
}

function moment(value: unknown, field: string): Moment {
  const found = typeof value === 'string' ? parseMoment(value) : undefined;
  return found ?? bad(field, 'must be a real YYYY-MM-DD, YYYY-MM-DDTHH:MM[:SS] or the same with Z');
}

function moments(fields: Fields, field: string): readonly Moment[] {
  const value = fields[field];
  if (value === undefined) return [];
  if (!Array.isArray(value)) return bad(field, 'must be a list of dates or date-times');
  if (value.length > MAX_LISTED) return bad(field, `must have at most ${MAX_LISTED} entries`);
  return value.map((entry, i) => moment(entry, `${field}[${i}]`));
}

function zoneFrom(fields: Fields, needed: boolean): ZoneTable | undefined {
  const value = fields['zone'];
  if (value === undefined && !needed) return undefined;
  if (typeof value !== 'string') return bad('zone', 'must be an IANA time zone such as Asia/Shanghai');
  return need(zoneOf(value));
}

function extentOf(fields: Fields): Extent {
  const { limit, from, to } = fields;
  if (limit !== undefined) {
    if (from !== undefined || to !== undefined)
      return bad('limit', 'must not be given together with from and to');
    if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1)
      return bad('limit', 'must be a whole number from 1');
    if (limit > MAX_OCCURRENCES)
      return need(fail('range_too_long', `limit must be at most ${MAX_OCCURRENCES}.`, { field: 'limit' }));
    return { limit };
  }
  if (from === undefined && to === undefined) return { whole: true };
  if (from === undefined || to === undefined)
    return bad(from === undefined ? 'from' : 'to', 'is missing: from and to go together');
  return { from: moment(from, 'from'), to: moment(to, 'to') };
}

function read(request: unknown): { recurrence: Recurrence; extent: Extent } {
  const fields = fieldsOf(request);
  const start = typeof fields['start'] === 'string' ? parseWall(fields['start']) : undefined;
  if (!start) return bad('start', 'must be a real local YYYY-MM-DD or YYYY-MM-DDTHH:MM[:SS]');
  if (typeof fields['rule'] !== 'string') return bad('rule', 'must be a recurrence rule as text');
  // The rule first: an evil one is refused before anything is loaded for it.
  const rule = need(bindRule(need(readRule(fields['rule'])), start.day));
  const zone = zoneFrom(fields, !start.dateOnly);
  const extent = extentOf(fields);
  return {
    recurrence: {
      start,
      rule,
      ...(zone ? { zone } : {}),
      exclude: moments(fields, 'exclude'),
      include: moments(fields, 'include'),
    },
    extent,
  };
}

/**
 * Answers one request. Never throws for anything a caller sends; error codes: `bad_input`, `rule_unsupported`,
 * `rule_impossible`, `rule_too_long`, `zone_unknown`, `range_too_long`. A wall time in a gap shifts forward, of a
 * fold the first is taken.
 */
export function expandRequest(request: unknown): ExpandAnswer {
  try {
    const { recurrence, extent } = read(request);
    const { points } = need(expandRecurrence(recurrence, extent));
    return recurrence.start.dateOnly
      ? { dates: points.map(formatDate) }
      : { instants: points.map(formatInstant) };
  } catch (error) {
    if (!(error instanceof BianminError)) throw error;
    return { error: { code: error.problem.code, message: error.problem.message } };
  }
}
