import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingOf, claimOf, insertOf, updateOf } from '../../test/support/changes.js';
import { type Booking, pools } from '../booking/index.js';
import { type Centre, readCentre } from '../catalog/index.js';
import { must } from '../problem.js';
import type { Store } from '../store/index.js';
import { createMemoryStore } from '../store/memory/index.js';
import { createPgliteStore } from '../store/pglite/index.js';
import { putInForce } from './centre-in-force.js';
import { clockOffset } from './clock.js';
import { systemRandom } from './house.js';

const TEXT =
  'tenant: t\nname: N\nzone: Asia/Shanghai\noffices: [{ id: a, opening: daily 09:00-12:00 }]\nservices: [{ id: s, minutes: 15 }]\n';
const centreOf = (text: string): Centre => must(readCentre(text, { format: 'yaml' })).centre;
const store = (): Store => createMemoryStore({ clock: () => 1_780_000_000_000 });

describe('putInForce', () => {
  it('makes a version for a change, and none for the same centre', async () => {
    const at = store();
    expect(await putInForce(at, centreOf(TEXT), systemRandom)).toEqual({ version: 1, changed: [] });
    expect(await putInForce(at, centreOf(TEXT), systemRandom)).toEqual({ version: 1, changed: [] });
    const changed = centreOf(TEXT.replace('12:00', '11:00').replace('name: N', 'name: M'));
    expect(await putInForce(at, changed, systemRandom)).toEqual({ version: 2, changed: ['name', 'offices'] });
    const rows = await at.auditOf('t', 'centre');
    expect(rows.map((r) => [r.seq, r.action, r.data['version']])).toEqual([
      [1, 'create', 1],
      [2, 'change', 2],
    ]);
    expect((await at.verifyAudit('t')).faults).toEqual([]);
  });

  it('lets two servers start at once: one version, one audit row', async () => {
    const at = store();
    const both = await Promise.all([1, 2].map(() => putInForce(at, centreOf(TEXT), systemRandom)));
    expect(both.map((x) => x.version)).toEqual([1, 1]);
    expect(await at.auditOf('t', 'centre')).toHaveLength(1);
  });

  it('refuses another grid only while there are bookings', async () => {
    const at = store();
    const finer = centreOf(TEXT.replace('zone:', 'grid: 15\nzone:'));
    await putInForce(at, centreOf(TEXT), systemRandom);
    const booked: Store = Object.assign(Object.create(at) as Store, {
      bookings: async () => ({ now: 0, value: { rows: [{}] } }),
    });
    await expect(putInForce(booked, finer, systemRandom)).rejects.toMatchObject({
      problem: { code: 'wrong_state', field: 'grid' },
    });
    expect(await putInForce(at, finer, systemRandom)).toEqual({ version: 2, changed: ['grid'] });
  });
});

describe.each(['memory', 'pglite'])('live bookings, in a store of kind %s,', (kind) => {
  let at: Store;
  beforeAll(async () => {
    at =
      kind === 'memory'
        ? createMemoryStore({ clock: () => Date.now() })
        : await createPgliteStore({ memory: true });
    await at.migrate();
  }, 60_000);
  afterAll(() => at?.close());

  const desks = (tenant: string, capacity: number, grid = 5) =>
    centreOf(
      TEXT.replace('tenant: t', `tenant: ${tenant}\ngrid: ${grid}`).replace(
        'id: a,',
        `id: a, desks: [{ id: d1, skills: [], capacity: ${capacity} }, { id: d2, skills: [], capacity: 1 }],`,
      ),
    );
  /** Tomorrow, 15 minutes, in 5-minute cells. */
  const start = Math.floor(Date.now() / 300_000) * 5 + 1440;
  const cell = start / 5;
  const booked = async (tenant: string, many: boolean): Promise<Booking> => {
    const counted = [0, 1, 2].map((i) => ({ pool: pools.resource('d1'), bucket: cell + i, cap: 2 }));
    const claims = [{ resource: 'd1', from: cell, to: cell + 3 }];
    const more = { office: 'a', resource: 'd1', start, end: start + 15, state: 'confirmed' } as const;
    const change = insertOf(
      bookingOf(tenant, 'b', { ...more, holdings: many ? { claims: [], counted } : { claims, counted: [] } }),
      many ? { countUp: counted } : { take: [claimOf('b', 'd1', cell, cell + 3)] },
    );
    expect(await at.apply(change)).toEqual({ ok: true });
    return change.insert?.[0] as Booking;
  };
  const cancelled = async (booking: Booking) =>
    expect(
      await at.apply(
        updateOf(
          booking,
          { state: 'cancelled', holdings: { claims: [], counted: [] } },
          {
            countDown: booking.holdings.counted,
            free: booking.holdings.claims.map((c) => claimOf('b', c.resource, c.from, c.to)),
          },
        ),
      ),
    ).toEqual({ ok: true });

  it('stand against another grid, cancelled ones do not', async () => {
    await putInForce(at, desks('g0', 1), systemRandom);
    expect(await putInForce(at, desks('g0', 1, 15), systemRandom)).toEqual({ version: 2, changed: ['grid'] });
    await putInForce(at, desks('g1', 1), systemRandom);
    const booking = await booked('g1', false);
    await expect(putInForce(at, desks('g1', 1, 15), systemRandom)).rejects.toMatchObject({
      problem: { code: 'wrong_state', field: 'grid' },
    });
    await cancelled(booking);
    expect(await putInForce(at, desks('g1', 1, 15), systemRandom)).toMatchObject({ version: 2 });
  });

  it.each([
    [1, 2],
    [2, 1],
  ])('stand against a desk that goes from %i to %i', async (before, after) => {
    const t = `c${before}`;
    await putInForce(at, desks(t, before), systemRandom);
    const booking = await booked(t, before > 1);
    await expect(putInForce(at, desks(t, after), systemRandom)).rejects.toMatchObject({
      problem: {
        code: 'wrong_state',
        field: 'offices.0.desks.0.capacity',
        message: expect.stringMatching(/desk d1 .*1 live booking.*new id, or wait/),
        data: { desk: 'd1', bookings: 1 },
      },
    });
    if (before > 1) expect(await putInForce(at, desks(t, 3), systemRandom)).toMatchObject({ version: 2 });
    await cancelled(booking);
    expect(await putInForce(at, desks(t, after), systemRandom)).toMatchObject({ changed: ['offices'] });
  });
});

describe('clockOffset', () => {
  const real = Date.UTC(2026, 10, 24);
  const begins = (today: string, zone: string) =>
    new Date(real + clockOffset(today, zone, real)).toISOString();

  it('begins the day asked for in the morning by the office clock', () => {
    expect(begins('2026-09-18', 'Asia/Shanghai')).toBe('2026-09-18T00:30:00.000Z');
    expect(begins('2026-09-18T14:05', 'Europe/Berlin')).toBe('2026-09-18T12:05:00.000Z');
    expect(clockOffset(undefined, 'Asia/Shanghai', real)).toBe(0);
  });

  it.each(['2026-02-30', 'tomorrow', '2026-09-18T25:00', ''])('refuses %j', (today) => {
    expect(() => clockOffset(today, 'Asia/Shanghai', real)).toThrow(/--today/);
  });
});
