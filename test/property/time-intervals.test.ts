/** Interval algebra against a model of bits. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contains,
  covers,
  type Interval,
  intersect,
  lengthOf,
  normalise,
  subtract,
  union,
} from '../../src/time/index.js';

const SIZE = 48;
const interval = fc
  .tuple(fc.integer({ min: 0, max: SIZE }), fc.integer({ min: -2, max: 12 }))
  .map(([start, length]): Interval => ({ start, end: Math.min(SIZE, start + length) }));
const list = fc.array(interval, { maxLength: 8 });

const bits = (set: readonly Interval[]): boolean[] =>
  Array.from({ length: SIZE }, (_, i) => set.some((x) => x.start <= i && i < x.end));
const isSet = (set: readonly Interval[]): boolean =>
  set.every((x, i) => x.start < x.end && (i === 0 || set[i - 1]!.end < x.start));

describe('intervals behave like sets of points', () => {
  it('normalise', () => {
    fc.assert(
      fc.property(list, (a) => {
        const set = normalise(a);
        expect(isSet(set)).toBe(true);
        expect(bits(set)).toEqual(bits(a));
        expect(normalise(set)).toEqual(set);
        expect(lengthOf(set)).toBe(bits(a).filter(Boolean).length);
      }),
    );
  });

  it('union, intersect, subtract', () => {
    fc.assert(
      fc.property(list, list, (x, y) => {
        const [a, b] = [normalise(x), normalise(y)];
        const [p, q] = [bits(a), bits(b)];
        const both = intersect(a, b);
        const less = subtract(a, b);
        expect(bits(union(x, y))).toEqual(p.map((v, i) => v || q[i]));
        expect(bits(both)).toEqual(p.map((v, i) => v && q[i]));
        expect(bits(less)).toEqual(p.map((v, i) => v && !q[i]));
        expect([union(x, y), both, less].every(isSet)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('contains and covers', () => {
    fc.assert(
      fc.property(list, interval, (x, whole) => {
        const set = normalise(x);
        const model = bits(set);
        for (let i = 0; i < SIZE; i++) expect(contains(set, i)).toBe(model[i]);
        expect(covers(set, whole)).toBe(
          model.slice(whole.start, Math.max(whole.start, whole.end)).every(Boolean),
        );
      }),
    );
  });
});
