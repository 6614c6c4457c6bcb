/** Runs a wire schema and says in words what does not fit: the field and the rule, never the value. */
import * as v from 'valibot';
import { type Fault, fail, ok, type Result } from '../problem.js';
import { fieldName } from './inspect.js';

/** Any schema of the wire. */
export type WireSchema<T = unknown> = v.GenericSchema<unknown, T>;

/** Faults told at once; more help nobody. */
const maxFaults = 20;

type Issue = v.BaseIssue<unknown>;

const keysOf = (issue: Issue): (string | number)[] =>
  (issue.path ?? []).map((item) => (typeof item.key === 'number' ? item.key : String(item.key)));

/** `("a" | "b")` as `a, b`: comes from the schema, not from the request. */
const choices = (expected: string | null) =>
  (expected ?? '').replaceAll(/[()"]/g, '').split(' | ').join(', ');

const types: Readonly<Record<string, string>> = {
  string: 'must be text',
  number: 'must be a number',
  boolean: 'must be true or false',
  array: 'must be a list',
  strict_object: 'must be an object',
  object: 'must be an object',
  integer: 'must be a whole number',
  email: 'must be an e-mail address',
  iso_date: 'must be a date YYYY-MM-DD',
  iso_timestamp: 'must be an instant such as 2026-09-20T01:00:00Z',
};

/** A stable word for the rule, and the rule in words. */
function ruleOf(issue: Issue): { readonly rule: string; readonly words: string } {
  const atKey = issue.path?.at(-1)?.origin === 'key';
  if (atKey && issue.expected === 'never')
    return { rule: 'unknown', words: 'is not a field of this request' };
  if (issue.received === 'undefined') return { rule: 'required', words: 'is required' };
  // Messages written in the schema begin with "must"; built-in ones repeat the value and are not used.
  if (issue.message.startsWith('must ')) return { rule: issue.type, words: issue.message };
  const requirement = String(issue.requirement);
  if (issue.type === 'max_length')
    return { rule: issue.type, words: `must be at most ${requirement} characters` };
  if (issue.type === 'min_length')
    return { rule: issue.type, words: `must be at least ${requirement} characters` };
  if (issue.type === 'min_value') return { rule: issue.type, words: `must be at least ${requirement}` };
  if (issue.type === 'max_value') return { rule: issue.type, words: `must be at most ${requirement}` };
  if (issue.type === 'picklist')
    return { rule: 'one_of', words: `must be one of ${choices(issue.expected)}` };
  return { rule: issue.type, words: types[issue.type] ?? 'does not have an allowed form' };
}

/** A union's issue is of little help: prefer what was wrong with the fields that were there. */
function flatten(issue: Issue): Issue[] {
  if (issue.type !== 'union' || !issue.issues) return [issue];
  const inner = issue.issues.flatMap(flatten);
  const telling = inner.filter((i) => i.received !== 'undefined' && i.path && i.expected !== 'never');
  return telling.length > 0 ? telling.map((i) => withParent(issue, i)) : [issue];
}

const withParent = (parent: Issue, child: Issue): Issue => {
  const [first] = parent.path ?? [];
  const rooted = !first || child.path?.[0]?.key === first.key;
  return rooted ? child : ({ ...child, path: [...(parent.path ?? []), ...(child.path ?? [])] } as Issue);
};

/** The typed value, or `bad_input` with every fault (at most 20). `root` names the whole: `body`, `query` or `path`. */
export function validate<T>(schema: WireSchema<T>, value: unknown, root: string): Result<T> {
  const parsed = v.safeParse(schema, value, { abortPipeEarly: true });
  if (parsed.success) return ok(parsed.output);
  const faults = parsed.issues
    .flatMap(flatten)
    .slice(0, maxFaults)
    .map((issue): Fault => {
      const field = fieldName(keysOf(issue), root);
      const { rule, words } = ruleOf(issue);
      return { field, rule, message: `${field}: ${words}.` };
    });
  const [first] = faults;
  return fail('bad_input', first?.message ?? `${root}: does not have an allowed form.`, {
    field: first?.field ?? root,
    faults,
  });
}
