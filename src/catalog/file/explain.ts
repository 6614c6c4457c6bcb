/** Schema issues -> faults in plain words, with "did you mean" for unknown keys. */
import type * as v from 'valibot';
import type { Faults } from './fault.js';
import { hintOf } from './hint.js';
import type { Path } from './locate.js';
import { didYouMean } from './suggest.js';

type Issue = v.BaseIssue<unknown>;
/** As much of a schema as is needed to list the keys known at a path. */
interface Shape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly options?: readonly Shape[];
  readonly item?: Shape;
  readonly wrapped?: Shape;
  readonly value?: Shape;
  readonly pipe?: readonly Shape[];
}

/** Adds a fault for every issue of a failed parse; returns the paths that cannot be trusted. */
export function explainIssues(
  issues: readonly Issue[],
  schema: unknown,
  value: unknown,
  faults: Faults,
): Path[] {
  return issues.flatMap((issue) => explain(issue, [], schema as Shape, value, faults));
}

const pathOf = (issue: Issue): Path => (issue.path ?? []).map((step) => step.key as string | number);

function explain(issue: Issue, base: Path, root: Shape, value: unknown, faults: Faults): Path[] {
  const path = [...base, ...pathOf(issue)];
  const inner = issue.type === 'union' ? meant(issue) : [];
  if (inner.length > 0) return inner.flatMap((sub) => explain(sub, path, root, value, faults));
  const last = path.at(-1);
  const step = issue.path?.at(-1);
  // A key is missing of a list; an entry of a list that is no group of keys is told at the entry.
  if (issue.type === 'strict_object' && step?.type === 'object' && Array.isArray(step.input)) {
    faults.add(path.slice(0, -1), 'type', 'must be a group of keys, not a list');
    return [path.slice(0, -1)];
  }
  if (issue.type === 'strict_object' && issue.expected === 'never' && typeof last === 'string') {
    const known = keysAt(root, path.slice(0, -1), value);
    // `{ en: 6 Main Road, Hamlet }`: the comma ended the text.
    const torn =
      issue.input === null ? 'if it belongs to the text before it, put that text in quotes' : undefined;
    faults.add(path, 'unknown_key', 'is not a known key', torn ?? didYouMean(last, known), 'key');
    // The keys beside an unknown one are as sound as ever.
    return [];
  }
  if (issue.received === 'undefined' && last !== undefined) {
    faults.add(path, 'missing', 'is missing', example(last), 'key');
  } else if (issue.type === 'picklist' || issue.type === 'variant') {
    faults.add(path, 'choice', plain(issue), hintOf(issue, path));
  } else {
    faults.add(path, ruleOf(issue), plain(issue), hintOf(issue, path));
  }
  return [path];
}

/** Of a union's branches, the issues of the one whose form was written: an object's inner mistakes beat "must be a text". */
function meant(issue: Issue): readonly Issue[] {
  if (typeof issue.input !== 'object') return [];
  const form = Array.isArray(issue.input) ? 'array' : 'object';
  return (issue.issues ?? []).filter((sub) => sub.path?.[0]?.type === form);
}

const ruleOf = (issue: Issue) => (issue.kind === 'schema' ? 'type' : 'format');

const EXAMPLES: Readonly<Record<string, string>> = {
  tenant: '`tenant: my-district`',
  name: '`name: …`',
  zone: '`zone: Asia/Shanghai`',
  offices: '`offices:` with at least one `- id: hall`',
  services: '`services:` with at least one `- id: id-card`',
  id: '`id: hall`',
  opening: '`opening: mon-fri 09:00-12:00 13:30-17:30`',
  hours: '`hours: "09:00-12:00"`',
  minutes: '`minutes: 20`',
  kind: '`kind: closed` (or open, hours, moved)',
  country: '`country: CN`',
  min: '`min: 1`',
  max: '`max: 5`',
};
const example = (key: string | number) => (EXAMPLES[key] ? `add ${EXAMPLES[key]}` : undefined);

/** Our own messages begin with "must"; the library's defaults are put in our words. */
function plain(issue: Issue): string {
  if (issue.message.startsWith('must ')) return issue.message;
  const kinds: Record<string, string> = {
    strict_object: 'a group of keys',
    array: 'a list',
    string: 'a text',
    number: 'a number',
    boolean: 'true or false',
  };
  return `must be ${kinds[issue.type] ?? 'of another form'}`;
}

/** Keys a schema knows at a path; of a union, those of all object branches. */
function keysAt(root: Shape, path: Path, value: unknown): readonly string[] {
  let shapes: readonly Shape[] = objects(root);
  let here = value;
  for (const step of path) {
    shapes = shapes.flatMap((shape) => {
      const next =
        typeof step === 'number'
          ? shape.item
          : (shape.entries?.[step] ?? (shape.type === 'record' ? shape.value : undefined));
      return next ? objects(next) : [];
    });
    here = (here as Record<string | number, unknown> | undefined)?.[step];
  }
  const kind = (here as { kind?: unknown } | undefined)?.kind;
  const fits = shapes.filter((s) => s.entries && literalFits(s, kind));
  return [...new Set((fits.length > 0 ? fits : shapes).flatMap((s) => Object.keys(s.entries ?? {})))];
}

/** Branches of a variant are told apart by `kind`. */
const literalFits = (shape: Shape, kind: unknown): boolean => {
  const literal = shape.entries?.['kind'] as { literal?: unknown } | undefined;
  return literal?.literal === undefined || literal.literal === kind;
};

/**
 * Lists where groups of keys belong: the schema library lets them pass when all keys may be left out. Returns their
 * paths.
 */
export function explainLists(schema: unknown, value: unknown, faults: Faults, path: Path = []): Path[] {
  const shapes = objects(schema as Shape);
  if (Array.isArray(value)) {
    const items = shapes.flatMap((s) => s.item ?? []);
    if (items.length > 0)
      return value.flatMap((x, i) => items.flatMap((item) => explainLists(item, x, faults, [...path, i])));
    if (!shapes.some((s) => s.type === 'strict_object') || shapes.some((s) => s.type.includes('tuple')))
      return [];
    faults.add(path, 'type', 'must be a group of keys, not a list');
    return [path];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, x]) => {
    const inner = shapes.flatMap((s) =>
      s.entries && Object.hasOwn(s.entries, key) ? [s.entries[key]!] : [],
    );
    return inner.flatMap((shape) => explainLists(shape, x, faults, [...path, key]));
  });
}

/** Unwraps optionals, pipes, unions and variants to the schemas that hold entries or items. */
function objects(shape: Shape): readonly Shape[] {
  if (shape.wrapped) return objects(shape.wrapped);
  if (shape.options && (shape.type === 'union' || shape.type === 'variant'))
    return shape.options.flatMap(objects);
  return [shape];
}
