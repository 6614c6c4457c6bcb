import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createFreeTimeIndex,
  type Resource,
  type SlotQuery,
  type Window,
} from '../../src/availability/index.js';
import { NaiveModel, zones } from './availability-model.js';

const SKILLS = ['a', 'b', 'c'];
const SERVICES = ['x', 'y'];
const because = { layer: 'weekly', source: 'test' } as const;

/** First days such that a horizon of three holds each zone's change now and then. */
const firstDays = ['2011-12-29', '2026-01-05', '2026-03-28', '2026-04-03', '2026-10-02', '2026-10-24'].map(
  (d) => Date.parse(d) / 86_400_000,
);
const DAYS = 3;

const minute = (grid: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: 1440 / grid }).map((c) => c * grid),
    fc.nat(1440),
  );

const windowArb = (grid: number): fc.Arbitrary<Window> =>
  fc.record({
    from: minute(grid),
    to: minute(grid),
    skills: fc.subarray(SKILLS),
    services: fc.option(fc.subarray(SERVICES), { nil: undefined, freq: 4 }),
    because: fc.constant(because),
  });

const resourcesArb: fc.Arbitrary<Resource[]> = fc
  .array(fc.record({ office: fc.constantFrom('o1', 'o2'), capacity: fc.constantFrom(1, 1, 1, 2, 5) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((rs) => rs.map((r, i) => ({ id: `r${i}`, ...r })));

type Op =
  | {
      op: 'insert' | 'cancel' | 'insertCells' | 'cancelCells';
      r: number;
      day: number;
      from: number;
      size: number;
      units: number;
    }
  | { op: 'clear' | 'clearCells'; r: number; day: number; from: number; size: number }
  | { op: 'windows'; r: number; day: number; windows: Window[] };

const opArb = (grid: number): fc.Arbitrary<Op> => {
  const place = {
    r: fc.nat(5),
    day: fc.integer({ min: -1, max: DAYS }),
    from: fc.nat(1440),
    size: fc.integer({ min: 0, max: 700 }),
  };
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        op: fc.constantFrom('insert', 'insertCells'),
        ...place,
        units: fc.integer({ min: 1, max: 3 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        op: fc.constantFrom('cancel', 'cancelCells'),
        ...place,
        units: fc.integer({ min: 1, max: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ op: fc.constantFrom('clear', 'clearCells'), ...place }) },
    {
      weight: 4,
      arbitrary: fc.record({
        op: fc.constant('windows'),
        r: fc.nat(5),
        day: fc.integer({ min: -1, max: DAYS }),
        windows: fc.array(windowArb(grid), { maxLength: 4 }),
      }),
    },
  ) as fc.Arbitrary<Op>;
};

const queryArb = (grid: number, firstDay: number): fc.Arbitrary<SlotQuery> =>
  fc.record({
    service: fc.option(fc.constantFrom(...SERVICES), { nil: undefined }),
    skills: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.subarray(SKILLS, { maxLength: 2 })),
    minutes: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 600 })),
    before: fc.option(fc.nat(40), { nil: undefined }),
    after: fc.option(fc.nat(40), { nil: undefined }),
    step: fc.constantFrom(1, 2, 3, 4).map((n) => n * grid),
    offices: fc.uniqueArray(fc.constantFrom('o1', 'o2', 'none'), { minLength: 1 }),
    from: fc.integer({ min: firstDay - 1, max: firstDay + DAYS }),
    to: fc.integer({ min: firstDay, max: firstDay + DAYS + 1 }),
    earliest: fc.option(fc.integer({ min: firstDay * 1440, max: (firstDay + DAYS) * 1440 }), {
      nil: undefined,
      freq: 2,
    }),
    latest: fc.option(fc.integer({ min: firstDay * 1440, max: (firstDay + DAYS) * 1440 }), {
      nil: undefined,
      freq: 2,
    }),
  });

const caseArb = fc
  .record({
    zone: fc.constantFrom(...zones),
    grid: fc.constantFrom<5 | 15>(5, 15),
    firstDay: fc.constantFrom(...firstDays),
  })
  .chain((base) =>
    fc.record({
      base: fc.constant(base),
      resources: resourcesArb,
      // Long windows first, so that there is something to take from.
      first: fc.array(fc.array(windowArb(base.grid), { minLength: 1, maxLength: 3 }), {
        minLength: 18,
        maxLength: 18,
      }),
      ops: fc.array(opArb(base.grid), { maxLength: 25 }),
      queries: fc.array(queryArb(base.grid, base.firstDay), { minLength: 1, maxLength: 3 }),
    }),
  );

type Case = typeof caseArb extends fc.Arbitrary<infer T> ? T : never;

function build({ base, resources, first, ops }: Case) {
  const options = { ...base, days: DAYS, resources };
  const index = createFreeTimeIndex(options);
  const model = new NaiveModel(options);
  const setWindows = (resource: string, day: number, windows: readonly Window[]) => {
    index.setWindows(resource, day, windows);
    model.setWindows(resource, day, windows);
  };
  resources.forEach((r, i) => {
    for (let d = 0; d < DAYS; d++) setWindows(r.id, base.firstDay + d, first[i * DAYS + d]!);
  });
  for (const op of ops) {
    const resource = `r${op.r}`;
    const day = base.firstDay + op.day;
    if (op.op === 'windows') {
      setWindows(resource, day, op.windows);
      continue;
    }
    const cell = Math.floor((day * 1440 + op.from - base.zone.offsetAt(day * 1440)) / base.grid);
    const cells = {
      resource,
      from: cell,
      to: cell + Math.ceil(op.size / base.grid),
      units: 'units' in op ? op.units : 1,
    };
    const taken = { resource, day, from: op.from, to: Math.min(1440, op.from + op.size), units: cells.units };
    if (!resources[op.r]) continue;
    if (op.op === 'insert') [index.insert(taken), model.change(taken, 1)];
    else if (op.op === 'cancel') [index.cancel(taken), model.change(taken, -1)];
    else if (op.op === 'insertCells') [index.insertCells([cells]), model.changeCells(cells, 1)];
    else if (op.op === 'cancelCells') [index.cancelCells([cells]), model.changeCells(cells, -1)];
    else if (op.op === 'clear') [index.clear(resource, day), model.clear(resource, day)];
    else [index.clearCells(resource, cells.from, cells.to), model.clearCells(resource, cells.from, cells.to)];
  }
  return { index, model };
}

const flat = (table: ReturnType<ReturnType<typeof createFreeTimeIndex>['search']>) =>
  [...table].flatMap(({ office, day, starts, free }) =>
    Array.from(starts, (start, i) => ({ office, day, start, free: free[i]! })),
  );

describe('the free-time index against a minute-by-minute model', () => {
  it('finds the same starts with the same counts', () => {
    fc.assert(
      fc.property(caseArb, (c) => {
        const { index, model } = build(c);
        for (const query of c.queries) expect(flat(index.search(query))).toEqual(model.slots(query));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the earliest starts over all offices under a limit', () => {
    fc.assert(
      fc.property(caseArb, fc.integer({ min: 0, max: 60 }), (c, limit) => {
        const { index, model } = build(c);
        for (const query of c.queries) {
          const order = new Map(query.offices.map((o, i) => [o, i]));
          const place = (s: { day: number; office: string }) => s.day * 10 + order.get(s.office)!;
          const earliest = model
            .slots(query)
            .sort((a, b) => a.day - b.day || a.start - b.start || order.get(a.office)! - order.get(b.office)!)
            .slice(0, limit)
            .sort((a, b) => place(a) - place(b) || a.start - b.start);
          expect(flat(index.search({ ...query, limit }))).toEqual(earliest);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('counts free and possible starts of a day as the search would', () => {
    fc.assert(
      fc.property(caseArb, (c) => {
        const { index, model } = build(c);
        for (const query of c.queries) {
          const free = model.slots(query);
          const total = model.slots(query, true);
          const rows = index.summary(query);
          const at = (list: typeof free, r: { office: string; day: number }) =>
            list.filter((s) => s.office === r.office && s.day === r.day).length;
          for (const row of rows) expect([row.free, row.total]).toEqual([at(free, row), at(total, row)]);
          for (const s of total)
            expect(rows.some((r) => r.office === s.office && r.day === s.day)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('names candidates that add up to the count, and explains exactly what is not offered', () => {
    fc.assert(
      fc.property(caseArb, fc.array(fc.nat(288), { minLength: 5, maxLength: 25 }), (c, cells) => {
        const { index, model } = build(c);
        const query = c.queries[0]!;
        for (const cell of cells) {
          const start = cell * 5;
          const day = c.base.firstDay + (cell % DAYS);
          for (const office of ['o1', 'o2', 'none']) {
            const expected = start < 1440 ? model.freeAt(query, office, day, start) : new Map();
            expect(index.candidates(query, office, day, start)).toEqual([...expected.keys()]);
            expect(index.explain(query, office, day, start).length === 0).toBe(expected.size > 0);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
