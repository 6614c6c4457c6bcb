import { describe, expect, it } from 'vitest';
import { checkVroom, solveVroom } from './run.js';

interface Answer {
  summary: { cost: number; unassigned: number; violations: { cause: string; duration?: number }[] };
  routes: { vehicle: number; steps: { type: string; id?: number; arrival: number; location?: number[] }[] }[];
  unassigned: { id: number; type: string; 'bm:rule': string }[];
}

const durations = [
  [0, 100, 200, 300],
  [100, 0, 100, 200],
  [200, 100, 0, 100],
  [300, 200, 100, 0],
];

function solved(input: object): Answer {
  const result = solveVroom(input, { seed: 1, steps: 200 });
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value as Answer;
}

describe('VROOM JSON', () => {
  it('solves jobs over a matrix in the order that is shortest', () => {
    const answer = solved({
      vehicles: [{ id: 1, start_index: 0 }],
      jobs: [3, 1, 2].map((i) => ({ id: i, location_index: i })),
      matrices: { car: { durations } },
    });
    expect(answer.summary.cost).toBe(300);
    expect(answer.routes[0]!.steps.map((s) => s.id ?? s.type)).toEqual(['start', 1, 2, 3]);
  });

  it('keeps shipments, breaks, skills, windows and names what is left out with its rule', () => {
    const answer = solved({
      vehicles: [
        {
          id: 1,
          start_index: 0,
          end_index: 0,
          capacity: [2],
          skills: [7],
          time_window: [0, 5000],
          breaks: [{ id: 4, service: 300, time_windows: [[100, 400]] }],
        },
      ],
      jobs: [
        { id: 1, location_index: 1, service: 60, delivery: [1], skills: [7], time_windows: [[1000, 2000]] },
        { id: 2, location_index: 2, delivery: [5] },
        { id: 3, location_index: 2, skills: [8] },
        { id: 4, location_index: 2, time_windows: [[0, 50]] },
      ],
      shipments: [
        { amount: [1], pickup: { id: 11, location_index: 2 }, delivery: { id: 12, location_index: 3 } },
      ],
      matrices: { car: { durations } },
    });
    const steps = answer.routes[0]!.steps.map((s) => `${s.type}${s.id ?? ''}`);
    expect(steps).toContain('break4');
    expect(steps.indexOf('pickup11')).toBeLessThan(steps.indexOf('delivery12'));
    expect(answer.unassigned.map((u) => [u.id, u['bm:rule']])).toEqual([
      [2, 'capacity'],
      [3, 'skills'],
      [4, 'window'],
    ]);
  });

  it('estimates travel from coordinates and gives locations back', () => {
    const answer = solved({
      vehicles: [{ id: 1, start: [120.1, 30.2], end: [120.1, 30.2] }],
      jobs: [{ id: 5, location: [120.2, 30.25], description: 'Grid 3' }],
    });
    const [, job] = answer.routes[0]!.steps;
    expect(job!.location).toEqual([120.2, 30.25]);
    // 11.1 km as the crow flies: a quarter of an hour or twenty minutes by road.
    expect(job!.arrival).toBeGreaterThan(15 * 60);
    expect(job!.arrival).toBeLessThan(25 * 60);
  });

  it('checks a given order: times, and violations by cause', () => {
    const result = checkVroom({
      vehicles: [
        {
          id: 1,
          start_index: 0,
          end_index: 0,
          steps: [{ type: 'start' }, { type: 'job', id: 2 }, { type: 'job', id: 1 }],
        },
      ],
      jobs: [
        { id: 1, location_index: 1, time_windows: [[0, 250]] },
        { id: 2, location_index: 2 },
        { id: 3, location_index: 3 },
      ],
      matrices: { car: { durations } },
    });
    if (!result.ok) throw new Error('refused');
    const answer = result.value as Answer;
    expect(answer.routes[0]!.steps.map((s) => s.arrival)).toEqual([0, 200, 300, 400]);
    expect(answer.summary.violations.map((v) => [v.cause, v.duration])).toEqual([['delay', 50]]);
    expect(answer.unassigned.map((u) => u.id)).toEqual([3]);
  });

  it.each([
    [
      { vehicles: [{ id: 1, start_index: 0 }], jobs: [{ id: 1, location_index: 1, 'bm:unheard': 1 }] },
      'jobs[0].bm:unheard',
    ],
    [
      { vehicles: [{ id: 1, start_index: 0, breaks: [{ id: 1, max_load: [1] }] }] },
      'vehicles[0].breaks[0].max_load',
    ],
    [{ vehicles: [{ id: 1, start_index: 9 }] }, 'vehicles[0].start'],
    [{ vehicles: [{ id: 1 }] }, 'vehicles[0]'],
    [{ vehicles: [] }, 'vehicles'],
  ])('refuses what it does not keep %#', (input, field) => {
    const result = solveVroom({ matrices: { car: { durations } }, ...input }, { seed: 1 });
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.problem.field).toBe(field);
  });

  it('says which unknown keys it passed over', () => {
    const result = solveVroom(
      { vehicles: [{ id: 1, start_index: 0, colour: 'red' }], jobs: [], matrices: { car: { durations } } },
      { seed: 1 },
    );
    expect(result.ok && (result.value as Record<string, unknown>)['bm:ignored']).toEqual([
      'vehicles[].colour',
    ]);
  });
});
