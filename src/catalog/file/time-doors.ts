/** The questions the centre file asks of `time/`: is this rule supported and possible, and is this a zone. */
import { expandRequest, readRule, zoneOf } from '../../time/index.js';
import { isRealDate } from './grammar.js';

/** Why a rule cannot be used; the message continues the path. */
export interface RuleProblem {
  readonly code: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** Where a rule without `from` begins: only INTERVAL and COUNT ask, and they are told to give one. */
const ANY_MONDAY = '2024-01-01';

/**
 * Undefined when the rule is of the supported grammar and happens at least once between `from` and `until`
 * (dates, inclusive).
 */
export function checkRule(rule: string, from?: string, until?: string): RuleProblem | undefined {
  const read = readRule(rule);
  if (!read.ok) return problem(read.problem);
  const anchored = read.value.interval > 1 || read.value.count !== undefined;
  if (anchored && from === undefined)
    return {
      code: 'rule_start',
      message: 'counts from a first day, which is not given',
      suggestion: 'add `from: YYYY-MM-DD`',
    };
  const start = from !== undefined && isRealDate(from) ? from : ANY_MONDAY;
  const first = expandRequest({ start, rule, limit: 1 });
  if ('error' in first) return problem(first.error);
  const day = 'dates' in first ? first.dates[0] : undefined;
  if (day === undefined || (until !== undefined && isRealDate(until) && until >= start && day > until))
    return {
      code: 'rule_impossible',
      message: 'never happens between `from` and `until`',
      suggestion: 'look at its days and at `until`',
    };
  return undefined;
}

function problem({ code, message }: { readonly code: string; readonly message: string }): RuleProblem {
  const suggestion =
    code === 'rule_unsupported'
      ? 'for example `FREQ=WEEKLY;BYDAY=MO,TU` or `FREQ=MONTHLY;BYDAY=1SA`'
      : undefined;
  return {
    code,
    message: message.replace(/^(?:the )?rule /, '').replace(/\.$/, ''),
    ...(suggestion ? { suggestion } : {}),
  };
}

/** True for an IANA zone name that this machine knows. */
export const isZone = (name: string): boolean => zoneOf(name).ok;

/** Names to suggest from. */
export const zoneNames = (): readonly string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')];
