import { describe, expect, it } from 'vitest';
import { must } from '../problem.js';
import { dayOf, zoneOf } from '../time/index.js';
import { createFreeTimeIndex, type FreeTimeIndexOptions } from './free-time-index.js';
import type { SlotQuery, Window } from './types.js';

const because = { layer: 'weekly', source: 'hall' } as const;
const window = (from: number, to: number, skills: string[] = [], services?: string[]): Window => ({
  from,
  to,
  skills,
  because,
  ...(services ? { services } : {}),
});

function indexOf(zone: string, date: string, more: Partial<FreeTimeIndexOptions> = {}) {
  const firstDay = dayOf(date);
  const resources = [
    { id: 'a', office: 'hall', capacity: 1 },
    { id: 'b', office: 'hall', capacity: 1 },
    { id: 'room', office: 'annex', capacity: 3 },
  ];
  const index = createFreeTimeIndex({
    zone: must(zoneOf(zone)),
    grid: 15,
    firstDay,
    days: 2,
    resources,
    ...more,
  });
  const query: SlotQuery = {
    skills: [],
    minutes: 30,
    step: 30,
    offices: ['hall', 'annex'],
    from: firstDay,
    to: firstDay + 2,
  };
  const starts = (more: Partial<SlotQuery> = {}) =>
    [...index.search({ ...query, ...more })].map((d) => [
      d.office,
      d.day - firstDay,
      [...d.starts],
      [...d.free],
    ]);
  return { index, query, firstDay, starts };
}

describe('what is free', () => {
  it('counts resources and units, and follows inserts and cancels', () => {
    const { index, firstDay: day, starts } = indexOf('Asia/Shanghai', '2026-03-02');
    for (const r of ['a', 'b', 'room']) index.setWindows(r, day, [window(540, 630)]);
    const hall = (free: number[]) => ['hall', 0, [540, 570, 600], free];
    const annex = (free: number[]) => ['annex', 0, [540, 570, 600], free];
    expect(starts()).toEqual([hall([2, 2, 2]), annex([3, 3, 3])]);
    index.insert({ resource: 'a', day, from: 570, to: 600 });
    index.insert({ resource: 'room', day, from: 580, to: 590, units: 2 });
    expect(starts()).toEqual([hall([2, 1, 2]), annex([3, 1, 3])]);
    index.insert({ resource: 'a', day, from: 570, to: 600 });
    index.cancel({ resource: 'a', day, from: 570, to: 600 });
    index.cancel({ resource: 'room', day, from: 580, to: 590 });
    expect(starts()).toEqual([hall([2, 2, 2]), annex([3, 2, 3])]);
    index.clear('room', day);
    expect(starts()[1]).toEqual(annex([3, 3, 3]));
  });

  it('claims buffers whole: they must be open and free too', () => {
    const { index, firstDay: day, starts } = indexOf('Asia/Shanghai', '2026-03-02');
    index.setWindows('a', day, [window(540, 720)]);
    expect(starts({ before: 10, after: 5, step: 15 })).toEqual([
      ['hall', 0, [555, 570, 585, 600, 615, 630, 645, 660, 675], Array(9).fill(1)],
    ]);
    index.insert({ resource: 'a', day, from: 600, to: 615 });
    expect(starts({ before: 10, after: 5, step: 15 })).toEqual([
      ['hall', 0, [555, 630, 645, 660, 675], Array(5).fill(1)],
    ]);
  });

  it('lets a slot span two windows of different skills if both fit', () => {
    const { index, firstDay: day, starts } = indexOf('Asia/Shanghai', '2026-03-02');
    index.setWindows('a', day, [window(540, 570, ['id', 'tax']), window(570, 600, ['id'])]);
    expect(starts({ skills: ['id'], step: 15 })).toEqual([['hall', 0, [540, 555, 570], [1, 1, 1]]]);
    expect(starts({ skills: ['tax', 'id'], step: 15 })).toEqual([['hall', 0, [540], [1]]]);
  });

  it('never offers what touches a gap or fold, and reads UTC claims right on both sides', () => {
    for (const [date, claimed] of [
      ['2026-03-29', '2026-03-29T04:00Z'], // 06:00 summer time; 02:00–03:00 does not exist
      ['2026-10-25', '2026-10-25T05:00Z'], // 06:00 winter time; 02:00–03:00 comes twice
    ] as const) {
      const { index, firstDay: day, starts } = indexOf('Europe/Berlin', date);
      index.setWindows('a', day, [window(0, 480)]);
      const cell = Date.parse(claimed) / 900_000;
      index.insertCells([{ resource: 'a', from: cell, to: cell + 4 }]);
      expect(starts({ minutes: 60, step: 60 })[0]![2]).toEqual([0, 60, 180, 240, 300, 420]);
      index.clearCells('a', cell, cell + 4);
      expect(starts({ minutes: 60, step: 60 })[0]![2]).toEqual([0, 60, 180, 240, 300, 360, 420]);
    }
  });

  it('offers nothing on a day that never was (Apia, 30 December 2011)', () => {
    const { index, firstDay: day, starts } = indexOf('Pacific/Apia', '2011-12-30');
    for (const d of [day, day + 1]) index.setWindows('a', d, [window(540, 600)]);
    expect(starts().map((row) => row[1])).toEqual([1]);
    expect(
      index.explain({ skills: [], minutes: 30, step: 30, offices: [], from: 0, to: 0 }, 'hall', day, 540),
    ).toEqual([{ code: 'irregular_time' }]);
  });
});

describe('offices of many resources', () => {
  it('counts any number of them, pools of the same hours among them', () => {
    const resources = Array.from({ length: 41 }, (_, i) => ({
      id: `r${i}`,
      office: 'hall',
      capacity: i === 7 ? 5 : 1,
    }));
    const { index, firstDay: day, starts } = indexOf('Asia/Shanghai', '2026-03-02', { resources });
    for (const r of resources) index.setWindows(r.id, day, [window(540, 600)]);
    expect(starts()).toEqual([['hall', 0, [540, 570], [45, 45]]]);
    index.insert({ resource: 'r7', day, from: 540, to: 570, units: 4 });
    index.insert({ resource: 'r8', day, from: 570, to: 600 });
    expect(starts()).toEqual([['hall', 0, [540, 570], [41, 44]]]);
  });

  it('cuts equal starts in query order', () => {
    const { index, firstDay: day, starts } = indexOf('Asia/Shanghai', '2026-03-02');
    for (const r of ['a', 'room']) index.setWindows(r, day, [window(540, 600)]);
    expect(starts({ limit: 1 })).toEqual([['hall', 0, [540], [1]]]);
    expect(starts({ limit: 3 })).toEqual([
      ['hall', 0, [540, 570], [1, 1]],
      ['annex', 0, [540], [3]],
    ]);
    expect(starts({ limit: 1, offices: ['annex', 'hall'] })).toEqual([['annex', 0, [540], [3]]]);
  });
});

describe('why not', () => {
  const {
    index,
    query,
    firstDay: day,
  } = indexOf('Asia/Shanghai', '2026-03-02', {
    whyClosed: (_, d) => ({
      date: String(d),
      layer: 'office',
      reason: 'move',
      source: 'x',
      provisional: false,
    }),
  });
  index.setWindows('a', day, [window(540, 630, ['id']), window(660, 690, ['id', 'tax'], ['car'])]);
  index.setWindows('b', day, [window(540, 570, ['tax'])]);
  const why = (start: number, more: Partial<SlotQuery> = {}, d = day) =>
    index.explain({ ...query, ...more }, 'hall', d, start);

  it('says nothing about a start that is offered', () => {
    expect(why(540)).toEqual([]);
    expect(why(540, { from: 0, to: 0, latest: 0 })).toEqual([]);
  });

  it('names hours, closure, grid, skills, service and fullness', () => {
    const open = [
      { start: 540, end: 630 },
      { start: 660, end: 690 },
    ];
    expect(why(510)).toEqual([{ code: 'outside_hours', open }]);
    expect(why(615)).toEqual([
      { code: 'outside_hours', open },
      { code: 'off_grid', step: 30 },
    ]);
    expect(why(540, {}, day + 1)).toMatchObject([
      { code: 'closed', closure: { layer: 'office', source: 'x' } },
    ]);
    expect(why(540, { skills: ['id', 'tax'] })).toEqual([{ code: 'no_skill', missing: ['tax'] }]);
    expect(why(660, { skills: ['id'] })).toEqual([{ code: 'service_not_offered', because }]);
    expect(why(660, { skills: ['id'], service: 'car' })).toEqual([]);
    index.insert({ resource: 'a', day, from: 540, to: 555 });
    expect(why(540, { skills: ['id'] })).toEqual([{ code: 'full', resources: 1 }]);
    expect(index.candidates(query, 'hall', day, 540)).toEqual(['b']);
    index.clear('a', day);
    expect(index.candidates(query, 'hall', day, 540)).toEqual(['a', 'b']);
  });

  it('answers for unknown offices and days as outside hours', () => {
    expect(index.explain(query, 'none', day, 540)[0]!.code).toBe('closed');
    expect(why(540, {}, day + 99)[0]!.code).toBe('closed');
    expect(index.candidates(query, 'none', day, 540)).toEqual([]);
  });
});

describe('options', () => {
  it('refuses impossible sizes by name', () => {
    const { index, query } = indexOf('Asia/Shanghai', '2026-03-02');
    for (const [more, field] of [
      [{ minutes: 0 }, /minutes/],
      [{ step: 20 }, /step/],
      [{ before: -1 }, /before/],
      [{ after: Number.NaN }, /after/],
    ] as const) {
      expect(() => index.search({ ...query, ...more })).toThrow(field);
    }
    expect(() => indexOf('Asia/Shanghai', '2026-03-02', { days: 1e9 })).toThrow(/days/);
    expect(() =>
      indexOf('Asia/Shanghai', '2026-03-02', { resources: [{ id: 'a', office: 'o', capacity: 0 }] }),
    ).toThrow(/capacity/);
    const twice = { id: 'a', office: 'o', capacity: 1 };
    expect(() => indexOf('Asia/Shanghai', '2026-03-02', { resources: [twice, twice] })).toThrow(/unique/);
  });

  it('keeps a city of 4,000 desks and 60 days under 6 MB', () => {
    const resources = Array.from({ length: 4000 }, (_, i) => ({
      id: `r${i}`,
      office: `o${i % 200}`,
      capacity: 1,
    }));
    expect(indexOf('Asia/Shanghai', '2026-03-02', { resources, days: 60 }).index.bytes).toBeLessThan(6e6);
  });
});
