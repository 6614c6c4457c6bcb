/** What no request may hold, whatever its schema says; looked for before the schema sees it. */
import { ok, type Problem, type Result } from '../problem.js';

/** Deepest nesting of a body; the deepest schema needs three. */
const maxDepth = 8;
/** Values in one body, so that a small body cannot make much work. */
const maxValues = 2000;

const evilKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const identifier = /^[A-Za-z_][A-Za-z0-9_-]*$/;

type Path = readonly (string | number)[];

/**
 * A dotted path that is safe to repeat: segments that look like identifiers, at most 64 characters; otherwise
 * the nearest parent that is, else `root`.
 */
export function fieldName(path: Path, root: string): string {
  const safe: (string | number)[] = [];
  for (const segment of path) {
    const fits = typeof segment === 'number' || identifier.test(segment);
    if (!fits || [...safe, segment].join('.').length > 64) break;
    safe.push(segment);
  }
  return safe.join('.') || root;
}

const refuse = (path: Path, root: string, rule: string): Problem => {
  const field = fieldName(path, root);
  const message = `${field}: ${rule}.`;
  return { code: 'bad_input', message, field, faults: [{ field, rule: 'unsafe', message }] };
};

/** Text that can be stored and shown anywhere: well-formed Unicode without NUL. */
const faultOfText = (text: string): string | undefined => {
  if (text.includes('\u0000')) return 'must not hold NUL';
  return text.isWellFormed() ? undefined : 'must be well-formed Unicode (no lone surrogates)';
};

/** Refuses deep nesting, too many values, keys that reach prototypes, NUL and lone surrogates. `root` names the whole: `body` or `query`. */
export function inspect(value: unknown, root: string): Result<unknown> {
  let values = 0;
  const walk = (v: unknown, path: Path): Problem | undefined => {
    if (++values > maxValues) return refuse([], root, `must not hold more than ${maxValues} values`);
    if (typeof v === 'string') {
      const fault = faultOfText(v);
      return fault ? refuse(path, root, fault) : undefined;
    }
    if (typeof v !== 'object' || v === null) return undefined;
    if (path.length >= maxDepth) return refuse([], root, `must not be nested deeper than ${maxDepth} levels`);
    if (Array.isArray(v)) return firstOf(v.entries(), path);
    for (const key of Object.keys(v)) {
      if (evilKeys.has(key)) return refuse([...path, key], root, 'is not a field of this request');
      const fault = faultOfText(key);
      if (fault) return refuse(path, root, `field names ${fault}`);
    }
    return firstOf(Object.entries(v), path);
  };
  const firstOf = (entries: Iterable<[string | number, unknown]>, path: Path): Problem | undefined => {
    for (const [key, v] of entries) {
      const problem = walk(v, [...path, key]);
      if (problem) return problem;
    }
    return undefined;
  };
  const problem = walk(value, []);
  return problem ? { ok: false, problem } : ok(value);
}
