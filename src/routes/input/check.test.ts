import { describe, expect, it } from 'vitest';
import type { RoutingProblem } from '../problem.js';
import { solve } from '../solve.js';
import { checkInput } from './check.js';

const fine: RoutingProblem = {
  vehicles: [{ id: 1, start: 0, end: 0, capacity: [5], shifts: [{ start: 0, end: 36_000 }] }],
  stops: [
    { id: 'a', place: 1, service: 60, delivery: [1], windows: [{ start: 0, end: 3600 }] },
    { id: 'b', place: 2, delivery: [1] },
  ],
  travel: {
    car: {
      kind: 'matrix',
      seconds: [
        [0, 60, 90],
        [70, 0, 30],
        [90, 30, 0],
      ],
    },
  },
};

/** The problem with one thing changed by path. */
function spoilt(path: string, value: unknown): unknown {
  const copy = structuredClone(fine) as unknown as Record<string, unknown>;
  const keys = path.split('.');
  let at = copy as Record<string, unknown>;
  for (const k of keys.slice(0, -1)) at = at[k] as Record<string, unknown>;
  at[keys.at(-1)!] = value;
  return copy;
}

describe('input check', () => {
  it('lets a sound problem pass, asymmetric travel included', () => {
    expect(checkInput(fine).ok).toBe(true);
  });

  it.each([
    ['vehicles', [], 'vehicles'],
    ['vehicles', 'x', 'vehicles'],
    ['stops', { length: 1e9 }, 'stops'],
    ['stops.0.place', 3, 'stops[0].place'],
    ['stops.0.place', Number.NaN, 'stops[0].place'],
    ['stops.0.service', Number.NaN, 'stops[0].service'],
    ['stops.0.service', -1, 'stops[0].service'],
    ['stops.0.service', Number.POSITIVE_INFINITY, 'stops[0].service'],
    ['stops.0.windows', [{ start: 10, end: 5 }], 'stops[0].windows[0]'],
    ['stops.0.windows', [{ start: 0.5, end: 5 }], 'stops[0].windows[0]'],
    ['stops.0.windows', [], 'stops[0].windows'],
    [
      'stops.0.windows',
      [
        { start: 0, end: 9 },
        { start: 9, end: 20 },
      ],
      'stops[0].windows[1]',
    ],
    ['stops.0.delivery', [1, 1], 'stops[0].delivery'],
    ['stops.0.delivery', [-1], 'stops[0].delivery[0]'],
    ['stops.0.priority', 101, 'stops[0].priority'],
    ['stops.0.vehicle', 9, 'stops[0].vehicle'],
    ['stops.1.id', 'a', 'stops[1].id'],
    ['stops.0.id', '__proto__'.repeat(40), 'stops[0].id'],
    ['vehicles.0.maxDistance', 5, 'vehicles[0].maxDistance'],
    ['vehicles.0.speedFactor', 0, 'vehicles[0].speedFactor'],
    ['vehicles.0.profile', 'boat', 'vehicles[0].profile'],
    ['vehicles.0.frozen', 1, 'vehicles[0].frozen'],
    ['vehicles.0.steps', [{ kind: 'stop', id: 'z' }], 'vehicles[0].steps[0].id'],
    [
      'vehicles.0.steps',
      [
        { kind: 'stop', id: 'a' },
        { kind: 'stop', id: 'a' },
      ],
      'vehicles[0].steps[1]',
    ],
    ['travel.car.seconds', [[0, 1], [1]], 'travel.car.seconds'],
    ['travel.car.seconds', [[Number.NaN]], 'travel.car.seconds'],
    ['travel', {}, 'travel'],
    ['together', [{ stops: ['a'] }], 'together[0].stops'],
    [
      'precedence',
      [
        { first: 'a', second: 'b' },
        { first: 'b', second: 'a' },
      ],
      'precedence',
    ],
    [
      'stops.0.windows',
      [
        { start: 0, end: 5 },
        { start: 9e8, end: 9e8 + 1 },
      ],
      'problem',
    ],
  ])('names the field when %s is wrong %#', (path, value, field) => {
    const result = checkInput(spoilt(path, value));
    expect(result.ok).toBe(false);
    if (!result.ok) {
      expect(result.problem.faults!.map((f) => f.field)).toContain(field);
      expect(result.problem.message).not.toContain('boat');
    }
  });

  it('refuses a hundred million stops without looking at them', () => {
    const result = checkInput(spoilt('stops', new Array(100_000_000)));
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.problem.code).toBe('too_large');
  });

  it('leaves a stop that no way leads to out, and says so', () => {
    const island = spoilt('travel.car.seconds', [
      [0, -1, 90],
      [-1, 0, -1],
      [90, -1, 0],
    ]) as RoutingProblem;
    const result = solve(island, { seed: 1, steps: 50 });
    expect(result.ok && result.value.leftOut.map((l) => [l.id, l.rule])).toEqual([['a', 'unreachable']]);
  });
});
