/** A change is applied whole or not at all, and refused for the right reason. */
import { describe, expect, it } from 'vitest';
import type { Booking, Change, IdempotencyRow } from '../../src/booking/index.js';
import type { Store } from '../../src/store/index.js';
import { auditOfSubject, bookingOf, claimOf, FAR_FUTURE, insertOf, updateOf } from '../support/changes.js';
import type { Bench } from './store.contract.js';

const ALL = [-1_000_000, 100_000_000] as const;

/** Everything a tenant has, for "nothing was left behind". */
export async function stateOf(store: Store, tenant: string): Promise<unknown> {
  const bookings = await store.bookings(tenant, { from: -2e9, to: 2e9, limit: 1000 });
  const audits = await Promise.all(bookings.value.rows.map((b) => store.auditOf(tenant, `booking/${b.id}`)));
  return {
    bookings: bookings.value,
    audits,
    claims: (await store.claims(tenant, ...ALL)).value,
    counted: (await store.counted(tenant, '', ...ALL)).value,
    touched: (await store.touchedSince(tenant, 0)).value,
    outbox: await store.outbox(tenant, 1000),
    key: (await store.idempotency(tenant, 'key')).value,
    standing: (await store.standing(tenant, 'person')).value,
    rows: (await store.verifyAudit(tenant)).rows,
  };
}

const key: IdempotencyRow = { key: 'key', requestHash: 'rh', response: 'sealed', expiresAt: FAR_FUTURE };
const stored = (change: Change): Booking => (change.insert ?? change.update ?? [])[0] as Booking;

export function applying({ subject, tenant }: Bench): void {
  /** A tenant with booking `a` on cells 10–16 of desk-1, one of two places in `quota`, standing 1. */
  const setUp = async () => {
    const t = tenant();
    const { store } = subject();
    const first = insertOf(bookingOf(t, 'a', { tokenHash: 'token-a' }), {
      take: [claimOf('a', 'desk-1', 10, 16)],
      countUp: [{ pool: 'quota', bucket: 7, cap: 1 }],
      standings: [{ tenant: t, person: 'person', version: 1, noShows: [] }],
    });
    expect(await store.apply(first)).toEqual({ ok: true });
    return { t, store, a: stored(first) };
  };
  const refused = async (store: Store, t: string, change: Change, refusal: object) => {
    const before = await stateOf(store, t);
    expect(await store.apply(change)).toEqual({ ok: false, ...refusal });
    expect(await stateOf(store, t)).toEqual(before);
  };
  const fresh = (t: string, more: Partial<Change> = {}, b: Partial<Booking> = {}) =>
    insertOf(bookingOf(t, 'b', b), { take: [claimOf('b', 'desk-2', 10, 16)], idempotency: key, ...more });

  describe('a change', () => {
    it('is applied whole: booking, claims, counts, standing, idempotency, audit and outbox', async () => {
      const { t, store, a } = await setUp();
      const change = fresh(t, { countUp: [{ pool: 'quota', bucket: 8, cap: 1 }] });
      expect(await store.apply(change)).toEqual({ ok: true });
      expect((await store.bookingById(t, 'a')).value).toEqual(a);
      expect((await store.bookingById(t, 'b')).value).toEqual(stored(change));
      expect((await store.claims(t, 0, 100)).value).toEqual([
        claimOf('a', 'desk-1', 10, 16),
        claimOf('b', 'desk-2', 10, 16),
      ]);
      expect((await store.counted(t, 'quota', 0, 100)).value).toEqual([
        { pool: 'quota', bucket: 7, used: 1 },
        { pool: 'quota', bucket: 8, used: 1 },
      ]);
      expect((await store.standing(t, 'person')).value).toEqual({
        tenant: t,
        person: 'person',
        version: 1,
        noShows: [],
      });
      expect((await store.idempotency(t, 'key')).value).toEqual(key);
      expect(await store.auditOf(t, 'booking/b')).toEqual(change.audit);
      expect((await store.outbox(t, 10)).map((row) => row.id)).toEqual(['out-a-1', 'out-b-1']);
    });

    it('is refused whole when one of its cells is taken', async () => {
      const { t, store } = await setUp();
      for (const [from, to] of [
        [15, 21],
        [5, 11],
        [12, 13],
        [0, 30],
      ] as const) {
        const take = [
          claimOf('b', 'desk-0', 1, 3),
          claimOf('b', 'desk-1', from, to),
          claimOf('b', 'desk-9', 1, 3),
        ];
        const more = { take, countUp: [{ pool: 'quota', bucket: 8, cap: 5 }] };
        await refused(store, t, fresh(t, more), { reason: 'claim' });
      }
      await refused(store, t, fresh(t, { take: [claimOf('b', 'r', 1, 3), claimOf('b', 'r', 2, 4)] }), {
        reason: 'claim',
      });
    });

    it('takes the cells right before and right after others', async () => {
      const { t, store } = await setUp();
      const take = [claimOf('b', 'desk-1', 16, 20), claimOf('b', 'desk-1', 4, 10)];
      expect(await store.apply(fresh(t, { take }))).toEqual({ ok: true });
      expect((await store.claims(t, 0, 100)).value).toEqual([
        claimOf('b', 'desk-1', 4, 10),
        claimOf('a', 'desk-1', 10, 16),
        claimOf('b', 'desk-1', 16, 20),
      ]);
    });

    it('is refused when a pool is full, and names all full pools', async () => {
      const { t, store } = await setUp();
      const countUp = [
        { pool: 'zero', bucket: 1, cap: 0 },
        { pool: 'quota', bucket: 7, cap: 1 },
        { pool: 'free', bucket: 7, cap: 1 },
      ];
      await refused(store, t, fresh(t, { countUp }), { reason: 'capacity', pools: ['quota', 'zero'] });
    });

    it('is refused for a stale or unknown version', async () => {
      const { t, store, a } = await setUp();
      const stale = { reason: 'version', of: 'booking' };
      await refused(store, t, updateOf({ ...a, version: 2 }, {}, { idempotency: key }), stale);
      await refused(store, t, updateOf(bookingOf(t, 'nobody'), {}, { idempotency: key }), stale);
      expect(await store.apply(updateOf(a, { state: 'confirmed' }))).toEqual({ ok: true });
      await refused(store, t, updateOf(a, { state: 'cancelled' }, { idempotency: key, audit: [] }), stale);
      expect((await store.bookingById(t, 'a')).value).toMatchObject({ state: 'confirmed', version: 2 });
    });

    it('is refused as stale when id, reference, token or audit place is used', async () => {
      const { t, store } = await setUp();
      const stale = { reason: 'version', of: 'booking' };
      await refused(
        store,
        t,
        insertOf(bookingOf(t, 'a', { reference: 'other' }), { audit: [], outbox: [] }),
        stale,
      );
      await refused(store, t, fresh(t, {}, { reference: 'REF-a' }), stale);
      await refused(store, t, fresh(t, {}, { tokenHash: 'token-a' }), stale);
      await refused(store, t, fresh(t, { audit: [auditOfSubject('booking/a')] }), stale);
    });

    it('is refused for a standing that moved on', async () => {
      const { t, store } = await setUp();
      const standing = { tenant: t, person: 'person', version: 1, noShows: [1] };
      const stale = { reason: 'version', of: 'standing' };
      await refused(store, t, fresh(t, { standings: [standing] }), stale);
      await refused(store, t, fresh(t, { standings: [{ ...standing, version: 3 }] }), stale);
      await refused(store, t, fresh(t, { standings: [{ ...standing, person: 'new', version: 2 }] }), stale);
      const [next, one, two] = [{ version: 2 }, { person: 'a' }, { person: 'z' }].map((x) => ({
        ...standing,
        ...x,
      }));
      await refused(store, t, fresh(t, { standings: [one!, next!, { ...two!, version: 2 }] }), stale);
      await refused(store, t, fresh(t, { standings: [one!, standing, two!] }), stale);
      expect(await store.apply(fresh(t, { standings: [two!, next!, one!] }))).toEqual({ ok: true });
      for (const kept of [one!, next!, two!])
        expect((await store.standing(t, kept.person)).value).toEqual(kept);
      await expect(store.apply({ ...fresh(t), standings: [one!, one!] })).rejects.toMatchObject({
        problem: { code: 'bad_input', field: 'standings' },
      });
    });

    it('is applied once for its idempotency key', async () => {
      const { t, store } = await setUp();
      expect(await store.apply(fresh(t))).toEqual({ ok: true });
      await refused(store, t, fresh(t), { reason: 'idempotency' });
      const other = insertOf(bookingOf(t, 'c'), {
        idempotency: { ...key, requestHash: 'else', response: 'else' },
      });
      await refused(store, t, other, { reason: 'idempotency' });
    });

    it('may use a key again after its time', async () => {
      const { t, store } = await setUp();
      const now = await store.now();
      expect(await store.apply(fresh(t, { at: now, idempotency: { ...key, expiresAt: now - 1 } }))).toEqual({
        ok: true,
      });
      expect((await store.idempotency(t, 'key')).value).toBeUndefined();
      const again = insertOf(bookingOf(t, 'c'), { at: now, idempotency: { ...key, response: 'second' } });
      expect(await store.apply(again)).toEqual({ ok: true });
      expect((await store.idempotency(t, 'key')).value?.response).toBe('second');
    });

    it('is refused for idempotency first, then version, claim, capacity', async () => {
      const { t, store, a } = await setUp();
      const worst: Change = {
        ...updateOf({ ...a, version: 5 }, {}),
        audit: [],
        take: [claimOf('b', 'desk-1', 10, 11)],
        countUp: [{ pool: 'quota', bucket: 7, cap: 1 }],
        standings: [{ tenant: t, person: 'person', version: 9, noShows: [] }],
        idempotency: { ...key, key: 'used' },
      };
      const used = insertOf(bookingOf(t, 'u'), { idempotency: { ...key, key: 'used' } });
      expect(await store.apply(used)).toEqual({ ok: true });
      await refused(store, t, worst, { reason: 'idempotency' });
      await refused(store, t, { ...worst, idempotency: key }, { reason: 'version', of: 'booking' });
      await refused(store, t, { ...worst, update: [] }, { reason: 'idempotency' });
      const later: Change = { ...worst, idempotency: key, update: [] };
      await refused(store, t, later, { reason: 'version', of: 'standing' });
      await refused(store, t, { ...later, standings: [] }, { reason: 'claim' });
      const last: Change = { ...later, standings: [], take: [] };
      await refused(store, t, last, { reason: 'capacity', pools: ['quota'] });
    });

    it('throws on an outbox id or a reference used twice, and leaves nothing behind', async () => {
      const { t, store, a } = await setUp();
      const before = await stateOf(store, t);
      const doubles = [
        fresh(t, { outbox: [{ id: 'out-a-1', subject: 'booking/b', seq: 1, topic: 'x', data: {} }] }),
        fresh(t, {
          insert: [],
          update: [],
          outbox: [{ id: 'out-a-1', subject: 's', seq: 1, topic: 'x', data: {} }],
        }),
      ];
      for (const change of doubles)
        await expect(store.apply(change)).rejects.toMatchObject({ problem: { code: 'store_conflict' } });
      expect(await stateOf(store, t)).toEqual(before);
      expect(await store.apply(fresh(t))).toEqual({ ok: true });
      const stolen = updateOf(a, { reference: 'REF-b' });
      await expect(store.apply(stolen)).rejects.toMatchObject({ problem: { code: 'store_conflict' } });
    });

    it('lets one of many at once have a cell and two of many a pool of two', async () => {
      const { store } = subject();
      const t = tenant();
      const rush = Array.from({ length: 24 }, (_, i) =>
        store.apply(
          insertOf(bookingOf(t, `r${i}`), { take: [claimOf(`r${i}`, 'desk', i % 3, 6 + (i % 3))] }),
        ),
      );
      expect((await Promise.all(rush)).filter((answer) => answer.ok)).toHaveLength(1);
      const pool = Array.from({ length: 24 }, (_, i) =>
        store.apply(insertOf(bookingOf(t, `p${i}`), { countUp: [{ pool: 'two', bucket: 1, cap: 2 }] })),
      );
      expect((await Promise.all(pool)).filter((answer) => answer.ok)).toHaveLength(2);
      expect((await store.counted(t, 'two', 0, 9)).value).toEqual([{ pool: 'two', bucket: 1, used: 2 }]);
    });
  });

  describe('what is held', () => {
    it('is freed exactly; what another owns is not', async () => {
      const { t, store, a } = await setUp();
      const wrong = [
        claimOf('b', 'desk-1', 10, 16),
        claimOf('a', 'desk-1', 10, 17),
        claimOf('a', 'desk-2', 10, 16),
      ];
      for (const claim of wrong)
        await refused(store, t, updateOf(a, {}, { free: [claim] }), { reason: 'claim' });
      expect(
        await store.apply(updateOf(a, { state: 'released' }, { free: [claimOf('a', 'desk-1', 10, 16)] })),
      ).toEqual({ ok: true });
      expect((await store.claims(t, 0, 100)).value).toEqual([]);
      expect(await store.apply(fresh(t, { take: [claimOf('b', 'desk-1', 10, 16)] }))).toEqual({ ok: true });
    });

    it('moves in one change, also to cells that overlap the old ones', async () => {
      const { t, store, a } = await setUp();
      const moved = updateOf(
        a,
        { start: a.start + 15 },
        {
          take: [claimOf('a', 'desk-1', 13, 19)],
          free: [claimOf('a', 'desk-1', 10, 16)],
          countUp: [{ pool: 'quota', bucket: 6, cap: 1 }],
          countDown: [{ pool: 'quota', bucket: 7, cap: 1 }],
        },
      );
      expect(await store.apply(moved)).toEqual({ ok: true });
      expect((await store.claims(t, 0, 100)).value).toEqual([claimOf('a', 'desk-1', 13, 19)]);
      expect((await store.counted(t, '', 0, 100)).value).toEqual([{ pool: 'quota', bucket: 6, used: 1 }]);
    });

    it('passes on to another booking or kind in one change', async () => {
      const { t, store, a } = await setUp();
      const passed = fresh(t, {
        ...updateOf(a, { state: 'cancelled' }, { insert: [bookingOf(t, 'b')] }),
        free: [claimOf('a', 'desk-1', 10, 16)],
        take: [claimOf('b', 'desk-1', 12, 14, 'offer')],
      });
      expect(await store.apply(passed)).toEqual({ ok: true });
      expect((await store.claims(t, 0, 100)).value).toEqual([claimOf('b', 'desk-1', 12, 14, 'offer')]);
    });

    it('keeps its place when the new one is taken', async () => {
      const { t, store, a } = await setUp();
      expect(await store.apply(fresh(t))).toEqual({ ok: true });
      const move = { take: [claimOf('a', 'desk-2', 14, 20)], free: [claimOf('a', 'desk-1', 10, 16)] };
      await refused(store, t, updateOf(a, {}, move), { reason: 'claim' });
    });
  });

  describe('a count', () => {
    const up = (cap: number, bucket = 1) => [{ pool: 'p', bucket, cap }];

    it('does not go below nothing', async () => {
      const { t, store } = await setUp();
      const down = (bucket: number) => fresh(t, { countDown: [{ pool: 'quota', bucket, cap: 9 }] });
      await refused(store, t, down(99), { reason: 'capacity', pools: ['quota'] });
      const twice = { countDown: [1, 2].map(() => ({ pool: 'quota', bucket: 7, cap: 9 })) };
      await refused(store, t, fresh(t, twice), { reason: 'capacity', pools: ['quota'] });
    });

    it('follows a cap that is lowered below what is used: no more up, down still works', async () => {
      const t = tenant();
      const { store } = subject();
      for (const id of ['1', '2', '3'])
        expect(await store.apply(insertOf(bookingOf(t, id), { countUp: up(3) }))).toEqual({ ok: true });
      const full = { ok: false, reason: 'capacity', pools: ['p'] };
      expect(await store.apply(insertOf(bookingOf(t, '4'), { countUp: up(1) }))).toEqual(full);
      const down = (id: string) => store.apply(insertOf(bookingOf(t, id), { countDown: up(1) }));
      expect(await down('5')).toEqual({ ok: true });
      expect(await down('6')).toEqual({ ok: true });
      expect(await store.apply(insertOf(bookingOf(t, '7'), { countUp: up(1) }))).toEqual(full);
      expect(await down('8')).toEqual({ ok: true });
      expect(await store.apply(insertOf(bookingOf(t, '9'), { countUp: up(1) }))).toEqual({ ok: true });
      expect((await store.counted(t, 'p', 0, 9)).value).toEqual([{ pool: 'p', bucket: 1, used: 1 }]);
    });

    it('is the net of ups and downs of one change', async () => {
      const { t, store } = await setUp();
      const both = fresh(t, {
        countUp: [{ pool: 'quota', bucket: 7, cap: 1 }],
        countDown: [{ pool: 'quota', bucket: 7, cap: 1 }],
      });
      expect(await store.apply(both)).toEqual({ ok: true });
      expect((await store.counted(t, '', 0, 9)).value).toEqual([{ pool: 'quota', bucket: 7, used: 1 }]);
    });
  });
}
