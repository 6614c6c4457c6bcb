/** The two questions the centre file asks of `time/`: is this rule supported and possible, and is this a zone. */

/** Why a rule cannot be used; the message continues the path. */
export interface RuleProblem {
  readonly code: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** Undefined when the rule is of the supported grammar and can happen. */
export function checkRule(rule: string, _from: string | undefined): RuleProblem | undefined {
  if (/^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[^;]+)*$/.test(rule)) return undefined;
  return { code: 'rule_unsupported', message: 'must be a recurrence rule like `FREQ=WEEKLY;BYDAY=MO,TU`' };
}

/** True for an IANA zone name that this machine knows. */
export function isZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** Names to suggest from. */
export const zoneNames = (): readonly string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')];
