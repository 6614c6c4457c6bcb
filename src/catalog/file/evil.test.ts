import { describe, expect, it } from 'vitest';
import { readCentre } from './read.js';

const rules = (text: string, format: 'yaml' | 'json' = 'yaml') => {
  const result = readCentre(text, { format });
  return result.ok ? ['sound'] : result.problem.faults.map((f) => f.rule);
};

/** Aliases of aliases: nine to the power of so many values when followed. */
const laughs = (levels: number) =>
  Array.from(
    { length: levels },
    (_, i) =>
      `k${i}: &a${i} [${Array(9)
        .fill(i === 0 ? 'x' : `*a${i - 1}`)
        .join(', ')}]`,
  ).join('\n');

const EVIL: readonly (readonly [name: string, text: string, rule: string])[] = [
  ['open brackets', '['.repeat(400_000), 'too_deep'],
  ['open braces', '{a: '.repeat(100_000), 'too_deep'],
  ['nested dashes', '- '.repeat(300_000), 'too_deep'],
  ['nested question marks', '? '.repeat(300_000), 'too_deep'],
  ['a staircase of keys', Array.from({ length: 900 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 'too_deep'],
  ['a million line ends', '\n'.repeat(999_999), 'too_deep'],
  ['a million tabs', '\t'.repeat(999_999), 'too_deep'],
  ['a million NULs', '\0'.repeat(999_999), 'type'],
  ['more than a million characters', `name: ${'x'.repeat(1_000_000)}`, 'too_large'],
  ['aliases of aliases', laughs(9), 'too_deep'],
  ['an alias inside its own anchor', 'a: &a [*a]', 'too_deep'],
  ['an alias of nothing', 'a: *b', 'alias'],
  ['a tag', 'a: !!binary aGk=', 'tag'],
  ['an own tag', 'a: !ruby/object {}', 'syntax'],
  ['infinity', 'grid: .inf', 'type'],
  ['a prototype', 'constructor: { prototype: { x: 1 } }', 'key'],
  ['keys that are lists', '? [a, b]\n: 1', 'key'],
  ['two documents', 'tenant: a\n---\ntenant: b', 'syntax'],
  ['nothing', '', 'missing'],
  ['a bare word', 'hello', 'type'],
];

describe('evil centre files', () => {
  it.each(EVIL)('%s', (_name, text, rule) => {
    const before = performance.now();
    expect(rules(text)).toContain(rule);
    // Unguarded, the parser needs eight seconds for the first of these and dies of memory at others.
    expect(performance.now() - before).toBeLessThan(3000);
  });

  it('gives nothing a new prototype', () => {
    rules('__proto__: { polluted: true }\noffices: [{ __proto__: { polluted: true } }]');
    rules('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}', 'json');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('tells a lone surrogate and control characters in a text', () => {
    expect(rules('name: "a\\ud800b"')).toContain('format');
    expect(rules('name: "a\\u0007b"')).toContain('format');
  });

  it('follows an honest alias', () => {
    const text =
      'tenant: t\nname: N\nzone: UTC\noffices:\n  - { id: a, opening: &o daily 09:00-12:00 }\n  - { id: b, opening: *o }\nservices: [{ id: s, minutes: 10 }]';
    const result = readCentre(text, { format: 'yaml' });
    expect(result.ok && result.value.centre.offices[1]?.opening).toEqual(
      result.ok && result.value.centre.offices[0]?.opening,
    );
    expect(result.ok).toBe(true);
  });
});
