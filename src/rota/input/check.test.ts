import { describe, expect, it } from 'vitest';
import { solveRoster } from '../solve.js';
import { checkInput } from './check.js';

const good = {
  days: 7,
  firstWeekday: 1,
  shifts: [{ id: 'D', minutes: 480 }],
  people: [{ id: 'ann' }],
  demand: [{ day: 0, shifts: ['D'], people: 1, under: 10 }],
} as const;

const refused = (value: unknown): { code: string; fields: string[] } => {
  const result = checkInput(value);
  if (result.ok) throw new Error('not refused');
  return { code: result.problem.code, fields: (result.problem.faults ?? []).map((f) => f.field) };
};

describe('checkInput', () => {
  it('takes a good problem', () => expect(checkInput(good).ok).toBe(true));

  it.each([
    ['nothing', undefined, 'problem'],
    ['a list', [], 'problem'],
    ['a rule nobody knows', { ...good, rules: { maxNights: 3 } }, 'rules'],
    [
      'a limit nobody knows',
      { ...good, people: [{ id: 'ann', limits: { maxNights: 3 } }] },
      'people[0].limits',
    ],
    ['a key nobody knows', { ...good, fairness: true }, 'problem'],
    ['no people', { ...good, people: [] }, 'people'],
    ['people twice', { ...good, people: [{ id: 'ann' }, { id: 'ann' }] }, 'people[1].id'],
    ['half a day', { ...good, days: 6.5 }, 'days'],
    ['a shift of no length', { ...good, shifts: [{ id: 'D', minutes: 0 }] }, 'shifts[0].minutes'],
    [
      'demand for a strange shift',
      { ...good, demand: [{ day: 0, shifts: ['X'], people: 1, under: 1 }] },
      'demand[0].shifts[0]',
    ],
    [
      'an endless weight',
      { ...good, demand: [{ day: 0, shifts: ['D'], people: 1, under: Number.POSITIVE_INFINITY }] },
      'demand[0].under',
    ],
    ['leave of a stranger', { ...good, leave: [{ person: 'bob', from: 0, until: 0 }] }, 'leave[0].person'],
    [
      'leave that ends before it begins',
      { ...good, leave: [{ person: 'ann', from: 3, until: 1 }] },
      'leave[0].until',
    ],
    ['rest with no hours', { ...good, rules: { restMinutes: 660 } }, 'shifts[0].begins'],
    [
      'limits that contradict',
      { ...good, people: [{ id: 'ann', limits: { minRun: 4, maxRun: 2 } }] },
      'people[0].limits.minRun',
    ],
    [
      'a limit of no shift',
      { ...good, people: [{ id: 'ann', limits: { maxPerShift: { __x__: 1 } } }] },
      'people[0].limits.maxPerShift',
    ],
    [
      'pins that contradict',
      {
        ...good,
        pinned: [
          { person: 'ann', day: 1, shift: 'D' },
          { person: 'ann', day: 1, shift: null },
        ],
      },
      'pinned[1]',
    ],
    [
      'a wish for nothing',
      { ...good, requests: [{ person: 'ann', day: 1, want: 'maybe', weight: 1 }] },
      'requests[0].want',
    ],
  ])('refuses %s and names the field', (_, value, field) => {
    expect(refused(value).fields).toContain(field);
  });

  it('refuses ten thousand people by size, and gives at most fifty faults', () => {
    const people = Array.from({ length: 10_000 }, (_, i) => ({ id: `p${i}` }));
    expect(refused({ ...good, people }).code).toBe('too_large');
    const bad = Array.from({ length: 400 }, () => ({ id: '' }));
    expect(refused({ ...good, people: bad }).fields).toHaveLength(50);
  });

  it('never repeats what it was given', () => {
    const result = checkInput({ ...good, leave: [{ person: '<script>', from: 0, until: 0 }], '<b>': 1 });
    expect(JSON.stringify(result)).not.toMatch(/script|<b>/);
  });
});

describe('people whose rules leave no row', () => {
  it('are named', () => {
    const people = [{ id: 'ann' }, { id: 'bob', limits: { minMinutes: 9999 } }];
    const result = solveRoster({ ...good, people }, { seed: 1, steps: 10 });
    expect(result).toMatchObject({ ok: false, problem: { code: 'rule_impossible', field: 'people[1]' } });
  });

  it('are named when pinned on leave', () => {
    const clash = {
      leave: [{ person: 'ann', from: 2, until: 3 }],
      pinned: [{ person: 'ann', day: 3, shift: 'D' }],
    };
    const result = solveRoster({ ...good, ...clash }, { seed: 1, steps: 10 });
    expect(result).toMatchObject({ ok: false, problem: { code: 'rule_impossible', field: 'people[0]' } });
  });
});
