/** Reads: pages, spans, counts, holds by the clock, the outbox. */
import { describe, expect, it } from 'vitest';
import type { Booking } from '../../src/booking/index.js';
import { type Store, TOUCH_MARGIN_MS } from '../../src/store/index.js';
import { auditOfSubject, bookingOf, claimOf, FAR_FUTURE, insertOf, updateOf } from '../support/changes.js';
import type { Bench } from './store.contract.js';

export function reading({ subject, tenant }: Bench): void {
  const put = async (store: Store, t: string, id: string, b: Partial<Booking> = {}): Promise<Booking> => {
    const change = insertOf(bookingOf(t, id, b));
    expect(await store.apply(change)).toEqual({ ok: true });
    return change.insert?.[0] as Booking;
  };

  describe('bookings', () => {
    const ids = (rows: readonly Booking[]) => rows.map((b) => b.id).join('');

    it('come by start and id, filtered, page after page', async () => {
      const { store } = subject();
      const t = tenant();
      for (const [i, id] of [...'gbadcfe'].entries())
        await put(store, t, id, {
          start: 100 + (i % 3),
          office: i % 2 ? 'east' : 'west',
          state: i < 5 ? 'held' : 'confirmed',
        });
      const all = await store.bookings(t, { from: 0, to: 1000, limit: 100 });
      expect(ids(all.value.rows)).toBe('degbcaf');
      expect(all.value.next).toBeUndefined();
      for (const limit of [1, 2, 3, 7]) {
        const seen: Booking[] = [];
        let after: string | undefined;
        do {
          const page = await store.bookings(t, { from: 0, to: 1000, limit, after });
          expect(page.value.rows.length).toBeLessThanOrEqual(limit);
          seen.push(...page.value.rows);
          after = page.value.next;
        } while (after !== undefined);
        expect(seen).toEqual(all.value.rows);
      }
      const filtered = async (more: object) =>
        ids((await store.bookings(t, { from: 0, to: 1000, limit: 9, ...more })).value.rows);
      expect(await filtered({ from: 101, to: 102 })).toBe('bc');
      expect(await filtered({ offices: ['east'] })).toBe('dbf');
      expect(await filtered({ states: ['confirmed'] })).toBe('ef');
      expect(await filtered({ offices: ['east', 'west'], states: ['confirmed', 'held'] })).toBe('degbcaf');
      expect(await filtered({ offices: [] })).toBe('');
      expect(await filtered({ from: 102, to: 102 })).toBe('');
    });

    it('sort ids by code point on every store', async () => {
      const { store } = subject();
      const t = tenant();
      for (const id of ['\u{1f600}', '\ue000', 'é', 'a', 'Z', '_', '10', '9']) await put(store, t, id);
      const page = await store.bookings(t, { from: 0, to: 2e9, limit: 9 });
      expect(page.value.rows.map((b) => b.id)).toEqual([
        '10',
        '9',
        'Z',
        '_',
        'a',
        'é',
        '\ue000',
        '\u{1f600}',
      ]);
    });

    it('refuse a cursor or limit that makes no sense', async () => {
      const { store } = subject();
      const t = tenant();
      for (const more of [
        { limit: 0 },
        { limit: 1.5 },
        { limit: Number.NaN },
        { after: '' },
        { after: 'x' },
        { after: '1.\u0000' },
      ])
        await expect(
          (async () => store.bookings(t, { from: 0, to: 9, limit: 1, ...more }))(),
        ).rejects.toMatchObject({
          problem: { code: 'bad_input' },
        });
    });

    it('are not found by what nobody has', async () => {
      const { store } = subject();
      const t = tenant();
      await put(store, t, 'a');
      expect((await store.bookingById(t, 'b')).value).toBeUndefined();
      expect((await store.bookingByReference(t, '')).value).toBeUndefined();
      expect((await store.bookingByToken(t, '')).value).toBeUndefined();
      expect((await store.standing(t, 'x')).value).toBeUndefined();
      expect(Math.abs((await store.bookingById(t, 'b')).now - (await store.now()))).toBeLessThan(60_000);
    });
  });

  describe('holds', () => {
    it('are live until their time by the clock, then due, oldest first', async () => {
      const { store } = subject();
      const t = tenant();
      const now = await store.now();
      await put(store, t, 'late', { holder: 'h', heldUntil: now - 1000 });
      await put(store, t, 'older', { holder: 'h2', heldUntil: now - 2000 });
      await put(store, t, 'confirmed', { holder: 'h', state: 'confirmed', heldUntil: now - 9000 });
      expect((await store.holdOf(t, 'h')).value).toBeUndefined();
      const live = await put(store, t, 'live', { holder: 'h', heldUntil: now + 600_000 });
      expect((await store.holdOf(t, 'h')).value).toEqual(live);
      expect((await store.dueHolds(t, 9)).value.map((b) => b.id)).toEqual(['older', 'late']);
      expect((await store.dueHolds(t, 1)).value.map((b) => b.id)).toEqual(['older']);
      const older = (await store.bookingById(t, 'older')).value as Booking;
      expect(await store.apply(updateOf(older, { state: 'expired' }))).toEqual({ ok: true });
      expect((await store.dueHolds(t, 9)).value.map((b) => b.id)).toEqual(['late']);
      expect(await store.apply(updateOf(live, { state: 'confirmed', heldUntil: undefined }))).toEqual({
        ok: true,
      });
      expect((await store.holdOf(t, 'h')).value).toBeUndefined();
    });

    it('leave idempotency rows that purge removes after their time', async () => {
      const { store } = subject();
      const t = tenant();
      const now = await store.now();
      for (const [i, expiresAt] of [now - 1, now - 5, FAR_FUTURE].entries()) {
        const idempotency = { key: `k${i}`, requestHash: 'r', response: 'x', expiresAt };
        expect(await store.apply(insertOf(bookingOf(t, `${i}`), { idempotency }))).toEqual({ ok: true });
      }
      expect(await store.purge(t)).toBe(2);
      expect(await store.purge(t)).toBe(0);
      expect((await store.idempotency(t, 'k2')).value?.key).toBe('k2');
    });
  });

  describe('claims', () => {
    it('are merged to spans, cut at the range, kept apart by booking and kind', async () => {
      const { store } = subject();
      const t = tenant();
      const take = [
        claimOf('a', 'r1', 5, 8),
        claimOf('a', 'r1', 8, 10),
        claimOf('a', 'r1', 11, 12),
        claimOf('a', 'r1', 12, 13, 'travel'),
        claimOf('a', 'r2', 0, 3),
      ];
      expect(await store.apply(insertOf(bookingOf(t, 'a'), { take }))).toEqual({ ok: true });
      const other = claimOf('b', 'r1', 10, 11);
      expect(await store.apply(insertOf(bookingOf(t, 'b'), { take: [other] }))).toEqual({ ok: true });
      expect((await store.claims(t, 0, 100)).value).toEqual([
        claimOf('a', 'r1', 5, 10),
        other,
        claimOf('a', 'r1', 11, 12),
        claimOf('a', 'r1', 12, 13, 'travel'),
        claimOf('a', 'r2', 0, 3),
      ]);
      expect((await store.claims(t, 6, 11, ['r1', 'r9', 'r1'])).value).toEqual([
        claimOf('a', 'r1', 6, 10),
        other,
      ]);
      expect((await store.claims(t, 2, 5)).value).toEqual([claimOf('a', 'r2', 2, 3)]);
      expect((await store.claims(t, 0, 100, [])).value).toEqual([]);
    });
  });

  describe('counts', () => {
    it('are found by a plain prefix and half-open buckets, without empty ones', async () => {
      const { store } = subject();
      const t = tenant();
      const pools = [
        'quota/web',
        'quota/web_x',
        'quota/',
        'quotb',
        'quot',
        'quota/\u{10ffff}',
        'Quota/web',
        '%',
      ];
      const countUp = pools.flatMap((pool) => [1, 2].map((bucket) => ({ pool, bucket, cap: 1 })));
      expect(await store.apply(insertOf(bookingOf(t, 'a'), { countUp }))).toEqual({ ok: true });
      const down = { countDown: [{ pool: 'quota/web_x', bucket: 1, cap: 1 }] };
      expect(await store.apply(insertOf(bookingOf(t, 'b'), down))).toEqual({ ok: true });
      const found = async (prefix: string) =>
        (await store.counted(t, prefix, 1, 2)).value.map((row) => row.pool);
      expect(await found('quota/')).toEqual(['quota/', 'quota/web', 'quota/\u{10ffff}']);
      expect(await found('quota/\u{10ffff}')).toEqual(['quota/\u{10ffff}']);
      expect(await found('%')).toEqual(['%']);
      expect(await found('')).toHaveLength(7);
    });
  });

  describe('spans touched', () => {
    it('are found from the time asked for, less the margin, each once', async () => {
      const { store } = subject();
      const t = tenant();
      const since = 1_800_000_000_000;
      const rows = [
        { at: since - TOUCH_MARGIN_MS - 1, touched: [['old', 1, 2]] as const },
        { at: since - TOUCH_MARGIN_MS, touched: [['edge', 1, 2]] as const },
        {
          at: since + 5,
          touched: [
            ['r', 3, 4],
            ['r', 1, 2],
          ] as const,
        },
        { at: since + 6, touched: [['r', 1, 2]] as const },
        { at: since + 7, touched: [] },
      ];
      for (const [i, more] of rows.entries()) {
        const audit = [auditOfSubject(`booking/${i}`, 1, undefined, more)];
        expect(await store.apply(insertOf(bookingOf(t, `${i}`), { audit }))).toEqual({ ok: true });
      }
      expect((await store.touchedSince(t, since)).value).toEqual([
        ['edge', 1, 2],
        ['r', 1, 2],
        ['r', 3, 4],
      ]);
    });
  });

  describe('the outbox', () => {
    const row = (id: string, s: string, seq: number) => ({ id, subject: s, seq, topic: 't', data: { id } });

    it('gives unsent rows by time and in order per subject until they are marked', async () => {
      const { store } = subject();
      const t = tenant();
      const at = (time: number, id: string, outbox: ReturnType<typeof row>[]) =>
        store.apply(insertOf(bookingOf(t, id), { at: time, outbox }));
      expect(await at(3000, 'a', [row('a2', 'a', 2), row('a1', 'a', 1)])).toEqual({ ok: true });
      expect(await at(1000, 'b', [row('b1', 'b', 1)])).toEqual({ ok: true });
      // The clock stepped back: a3 has an earlier time than a1 and a2, and still waits for them.
      expect(await at(2000, 'c', [row('a3', 'a', 3), row('c1', 'c', 1)])).toEqual({ ok: true });
      const ids = async (limit = 9) => (await store.outbox(t, limit)).map((r) => r.id).join(' ');
      expect(await ids()).toBe('b1 c1 a1 a2');
      expect(await ids(2)).toBe('b1 c1');
      await store.markSent(t, ['b1', 'a1', 'unknown'], 5000);
      expect(await ids()).toBe('c1 a2');
      await store.markSent(t, ['c1', 'a2'], 5000);
      await store.markSent(t, ['c1', 'a2'], 6000);
      expect(await ids()).toBe('a3');
      await store.markSent(t, [], 1);
    });
  });
}
