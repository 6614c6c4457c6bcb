/** Document nodes -> plain values and their places. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { LIMITS } from './bomb.js';
import type { FormFault, Located, Path, Place } from './locate.js';

/** Names that would reach an object's prototype. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const keyOf = (path: Path) => JSON.stringify(path);

interface Walk {
  readonly doc: Document;
  readonly place: (offset: number) => Place;
  readonly faults: FormFault[];
  readonly keys: Map<string, Place>;
  readonly values: Map<string, Place>;
  nodes: number;
  aliases: number;
}

/** Turns a parsed document into a plain value; every refusal is a fault with its place. */
export function walk(doc: Document, place: (offset: number) => Place): Located {
  const w: Walk = { doc, place, faults: [], keys: new Map(), values: new Map(), nodes: 0, aliases: 0 };
  const value = visit(w, doc.contents as Node | null, [], { line: 1, column: 1 });
  const at = (path: Path, part: 'key' | 'value' = 'value'): Place => {
    if (part === 'key') {
      const key = w.keys.get(keyOf(path));
      if (key) return key;
    }
    for (let n = path.length; n >= 0; n--) {
      const found = w.values.get(keyOf(path.slice(0, n)));
      if (found) return found;
    }
    return { line: 1, column: 1 };
  };
  return { value, faults: w.faults, at };
}

function refuse(
  w: Walk,
  path: Path,
  place: Place,
  rule: string,
  message: string,
  suggestion?: string,
): undefined {
  w.faults.push({
    path,
    rule,
    message: path.length > 0 ? message : `the file ${message}`,
    ...(suggestion ? { suggestion } : {}),
    ...place,
  });
  return undefined;
}

function visit(w: Walk, node: Node | null | undefined, path: Path, fallback: Place): unknown {
  const here = node?.range ? w.place(node.range[0]) : fallback;
  w.values.set(keyOf(path), here);
  if (++w.nodes > LIMITS.nodes || path.length > LIMITS.depth) {
    if (w.nodes < Number.MAX_SAFE_INTEGER)
      refuse(w, path, here, 'too_deep', 'has too many parts once its aliases are followed');
    w.nodes = Number.MAX_SAFE_INTEGER;
    return undefined;
  }
  if (!node) return null;
  if (isAlias(node)) {
    if (++w.aliases > LIMITS.aliases) {
      if (w.aliases === LIMITS.aliases + 1)
        refuse(w, path, here, 'too_deep', 'is one alias too many for a file');
      return undefined;
    }
    const target = node.resolve(w.doc);
    return target
      ? visit(w, target, path, here)
      : refuse(
          w,
          path,
          here,
          'alias',
          'refers to an anchor that is not set before it',
          'write the value out',
        );
  }
  if (node.tag?.startsWith('!') || (isScalar(node) && typeof node.value === 'object' && node.value !== null))
    return refuse(w, path, here, 'tag', 'has a tag, which is not used here', 'remove the `!…`');
  if (isMap(node)) return visitMap(w, node, path, here);
  if (isSeq(node)) return node.items.map((item, i) => visit(w, item as Node, [...path, i], here));
  if (!isScalar(node)) return refuse(w, path, here, 'syntax', 'is not understood');
  if (typeof node.value === 'number' && !Number.isFinite(node.value))
    return refuse(w, path, here, 'type', 'must be a finite number');
  return node.value;
}

function visitMap(w: Walk, map: YAMLMap, path: Path, here: Place): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const pair of map.items) {
    const keyNode = pair.key as Node | null;
    const place = keyNode?.range ? w.place(keyNode.range[0]) : here;
    if (!isScalar(keyNode) || keyNode.value === null || typeof keyNode.value === 'object') {
      refuse(w, path, place, 'key', 'has a key that is not a plain word');
      continue;
    }
    const key = String(keyNode.value);
    if (FORBIDDEN.has(key)) {
      refuse(w, [...path, key], place, 'key', 'is a key that is never allowed', 'remove it');
      continue;
    }
    if (Object.hasOwn(out, key)) {
      refuse(w, [...path, key], place, 'duplicate_key', 'is given twice', 'keep one of the two');
      continue;
    }
    w.keys.set(keyOf([...path, key]), place);
    out[key] = visit(w, pair.value as Node | null, [...path, key], place);
  }
  return out;
}
