/** What goes in comes out: odd text, big numbers, many rows; tenants apart; the centre. */
import { describe, expect, it } from 'vitest';
import type { Booking, Change } from '../../src/booking/index.js';
import { auditOfSubject, bookingOf, claimOf, FAR_FUTURE, insertOf } from '../support/changes.js';
import { stateOf } from './applying.js';
import type { Bench } from './store.contract.js';

const NAUGHTY = [
  `'; DROP TABLE bm_booking; --`,
  '"quoted" {curly,comma} \\back\\slash (paren)',
  '预约 便民 𠮷野家 👩‍👩‍👧',
  '%_like%',
  'line\nfeed\ttab\u0001\u007f',
  'NULL',
  ' ',
  '\u202eright to left',
  '$1 #{x} {{y}}',
  'bianmin:claim',
  '\ue000 private',
];

export function keeping({ subject, tenant }: Bench): void {
  describe('what is kept', () => {
    it.each(NAUGHTY)('survives as key and value: %j', async (odd) => {
      const { store } = subject();
      const t = `${tenant()}${odd}`;
      const standing = { tenant: t, person: odd, version: 1, noShows: [1] };
      const idempotency = { key: odd, requestHash: odd, response: odd, expiresAt: FAR_FUTURE };
      const b = bookingOf(t, odd, { reference: odd, holder: odd, tokenHash: odd, office: odd, sealed: odd });
      const change = insertOf(b, {
        take: [claimOf(odd, odd, 1, 3)],
        countUp: [{ pool: odd, bucket: 1, cap: 1 }],
        standings: [standing],
        idempotency,
      });
      expect(await store.apply(change)).toEqual({ ok: true });
      const [kept] = change.insert as [Booking];
      expect((await store.bookingById(t, odd)).value).toEqual(kept);
      expect((await store.bookingByReference(t, odd)).value).toEqual(kept);
      expect((await store.bookingByToken(t, odd)).value).toEqual(kept);
      expect((await store.holdOf(t, odd)).value).toEqual(kept);
      const page = await store.bookings(t, { from: 0, to: 2e9, offices: [odd], states: ['held'], limit: 5 });
      expect(page.value).toEqual({ rows: [kept] });
      expect((await store.standing(t, odd)).value).toEqual(standing);
      expect((await store.idempotency(t, odd)).value).toEqual(idempotency);
      expect((await store.claims(t, 0, 9, [odd])).value).toEqual([claimOf(odd, odd, 1, 3)]);
      expect((await store.counted(t, odd, 0, 9)).value).toEqual([{ pool: odd, bucket: 1, used: 1 }]);
      expect((await store.touchedSince(t, 0)).value).toEqual([[odd, 1, 3]]);
      expect(await store.auditOf(t, `booking/${odd}`)).toEqual(change.audit);
      expect(await store.outbox(t, 5)).toEqual(change.outbox);
      expect(await store.verifyAudit(t)).toEqual({ rows: 1, sealed: 0, faults: [] });
      const refusal = { ok: false, reason: 'capacity', pools: [odd] };
      const again = insertOf(bookingOf(t, 'b'), { countUp: [{ pool: odd, bucket: 1, cap: 1 }] });
      expect(await store.apply(again)).toEqual(refusal);
    });

    it('may hold NUL and lone surrogates in documents', async () => {
      const { store } = subject();
      const t = tenant();
      const odd = { text: 'a\u0000b\ud800c', ['__proto__x']: null, list: [1.5, -0.25, true, 1e21] };
      const change = insertOf(bookingOf(t, 'a', { service: 'a\u0000b' }), {
        outbox: [{ id: 'o', subject: 's', seq: 1, topic: 't', data: odd }],
        audit: [auditOfSubject('booking/a', 1, undefined, { data: odd })],
      });
      expect(await store.apply(change)).toEqual({ ok: true });
      expect((await store.bookingById(t, 'a')).value?.service).toBe('a\u0000b');
      expect((await store.outbox(t, 5))[0]?.data).toEqual(odd);
      expect((await store.auditOf(t, 'booking/a'))[0]?.data).toEqual(odd);
    });

    it.each([
      'a\u0000b',
      'a\ud800',
      'x'.repeat(1001),
    ])('throws bad_input for a key that cannot be one: %j', async (odd) => {
      const { store } = subject();
      const t = tenant();
      const plain = insertOf(bookingOf(t, 'a'));
      const outbox = (more: object) => plain.outbox.map((row) => ({ ...row, ...more }));
      const audit = (more: object) => plain.audit.map((row) => ({ ...row, ...more }));
      const bad: Change[] = [
        insertOf(bookingOf(t, odd)),
        insertOf(bookingOf(odd, 'a')),
        ...(['reference', 'holder', 'office', 'tokenHash', 'auditHead'] as const).map((field) => ({
          ...plain,
          insert: [bookingOf(t, 'a', { [field]: odd })],
        })),
        { ...plain, take: [claimOf('a', odd, 1, 2)] },
        { ...plain, free: [claimOf(odd, 'r', 1, 2)] },
        { ...plain, countUp: [{ pool: odd, bucket: 1, cap: 1 }] },
        { ...plain, standings: [{ tenant: t, person: odd, version: 1, noShows: [] }] },
        { ...plain, idempotency: { key: odd, requestHash: '', response: '', expiresAt: 1 } },
        { ...plain, outbox: outbox({ subject: odd }) },
        { ...plain, outbox: outbox({ id: odd }) },
        { ...plain, outbox: outbox({ topic: odd }) },
        ...['id', 'subject', 'actor', 'action', 'prev', 'hash'].map((f) => ({
          ...plain,
          audit: audit({ [f]: odd }),
        })),
      ];
      for (const change of bad)
        await expect(store.apply(change)).rejects.toMatchObject({ problem: { code: 'bad_input' } });
      const reads = [
        () => store.bookingById(t, odd),
        () => store.bookingByReference(t, odd),
        () => store.bookingByToken(t, odd),
        () => store.holdOf(t, odd),
        () => store.standing(t, odd),
        () => store.idempotency(t, odd),
        () => store.auditOf(t, odd),
        () => store.counted(t, odd, 0, 1),
        () => store.claims(t, 0, 1, [odd]),
        () => store.bookingById(odd, 'a'),
      ];
      for (const read of reads)
        await expect((async () => read())()).rejects.toMatchObject({ problem: { code: 'bad_input' } });
      expect((await store.bookings(t, { from: 0, to: 2e9, limit: 9 })).value.rows).toEqual([]);
    });

    it('keeps big numbers and refuses those that do not fit', async () => {
      const { store } = subject();
      const t = tenant();
      const edge = 2 ** 31 - 1;
      const big = Number.MAX_SAFE_INTEGER;
      const b = bookingOf(t, 'a', { start: -edge, heldUntil: big, createdAt: big, cancelUntil: big });
      const take = [claimOf('a', 'r', edge - 3, edge), claimOf('a', 'r', -edge, -edge + 2)];
      const change = insertOf(b, {
        take,
        countUp: [{ pool: 'p', bucket: -edge, cap: edge }],
        idempotency: { key: 'key', requestHash: 'r', response: 'x'.repeat(1_000_000), expiresAt: big },
      });
      expect(await store.apply(change)).toEqual({ ok: true });
      expect((await store.holdOf(t, 'holder-a')).value).toEqual(change.insert?.[0]);
      expect((await store.claims(t, -edge, edge)).value).toEqual([take[1], take[0]]);
      expect((await store.counted(t, 'p', -edge, 0)).value).toEqual([{ pool: 'p', bucket: -edge, used: 1 }]);
      expect((await store.idempotency(t, 'key')).value).toEqual(change.idempotency);
      const bad: Partial<Change>[] = [
        { take: [claimOf('a', 'r', edge, edge + 2)] },
        { take: [claimOf('a', 'r', 1.5, 3)] },
        { take: [claimOf('a', 'r', 3, 3)] },
        { take: [claimOf('a', 'r', 3, Number.NaN)] },
        { countUp: [{ pool: 'p', bucket: 2 ** 40, cap: 1 }] },
        { insert: [bookingOf(t, 'c', { start: 2 ** 33 })] },
        { insert: [bookingOf(t, 'c', { heldUntil: Number.POSITIVE_INFINITY })] },
        { at: Number.NaN },
      ];
      for (const more of bad)
        await expect(
          store.apply({ ...insertOf(bookingOf(t, 'c')), audit: [], ...more }),
        ).rejects.toMatchObject({
          problem: { code: 'bad_input' },
        });
    });

    it('takes a change of many rows', async () => {
      const { store } = subject();
      const t = tenant();
      const parts = Array.from({ length: 60 }, (_, i) =>
        insertOf(bookingOf(t, `n${i}`), {
          take: [claimOf(`n${i}`, `r${i}`, 0, 40)],
          countUp: [{ pool: 'all', bucket: i, cap: 1 }],
        }),
      );
      const all: Change = {
        tenant: t,
        at: 1,
        insert: parts.flatMap((c) => c.insert ?? []),
        take: parts.flatMap((c) => c.take ?? []),
        countUp: parts.flatMap((c) => c.countUp ?? []),
        audit: parts.flatMap((c) => c.audit),
        outbox: parts.flatMap((c) => c.outbox),
      };
      expect(await store.apply(all)).toEqual({ ok: true });
      expect((await store.claims(t, 0, 40)).value).toHaveLength(60);
      expect((await store.verifyAudit(t)).rows).toBe(60);
      const over = { ...all, take: [claimOf('x', 'big', 0, 10_001)] };
      await expect(store.apply(over)).rejects.toMatchObject({ problem: { code: 'too_large' } });
    });

    it('is not changed by what the caller does to it later', async () => {
      const { store } = subject();
      const t = tenant();
      const data = { list: [1, 2] };
      const change = insertOf(bookingOf(t, 'a'), {
        outbox: [{ id: 'o', subject: 's', seq: 1, topic: 't', data }],
      });
      expect(await store.apply(change)).toEqual({ ok: true });
      data.list.push(3);
      expect((await store.outbox(t, 1))[0]?.data).toEqual({ list: [1, 2] });
    });
  });

  describe('tenants', () => {
    it('do not see or hinder each other', async () => {
      const { store } = subject();
      const change = (t: string) =>
        insertOf(bookingOf(t, 'a', { tokenHash: 'token' }), {
          take: [claimOf('a', 'desk', 1, 3)],
          countUp: [{ pool: 'p', bucket: 1, cap: 1 }],
          idempotency: { key: 'key', requestHash: 'r', response: 'x', expiresAt: FAR_FUTURE },
          standings: [{ tenant: t, person: 'person', version: 1, noShows: [] }],
        });
      const [one, two, three] = [tenant(), tenant(), tenant()];
      expect(await store.apply(change(one))).toEqual({ ok: true });
      const before = await stateOf(store, one);
      const empty = await stateOf(store, three);
      expect(await store.apply(change(two))).toEqual({ ok: true });
      expect(await stateOf(store, one)).toEqual(before);
      expect(await stateOf(store, three)).toEqual(empty);
      expect((await store.bookingByToken(two, 'token')).value?.tenant).toBe(two);
      await store.markSent(two, ['out-a-1'], 1);
      expect(await stateOf(store, one)).toEqual(before);
    });
  });

  describe('the centre document', () => {
    it('is saved version by version, with its audit row or not at all', async () => {
      const { store } = subject();
      const t = tenant();
      const row = (seq: number, prev?: string) => auditOfSubject('centre', seq, prev);
      expect((await store.centre(t)).value).toBeUndefined();
      const first = row(1);
      const document = { name: '便民', nothing: null, odd: '\u0000\ud800' };
      expect(await store.saveCentre(t, 1, document, first)).toBe(true);
      expect(await store.saveCentre(t, 1, { other: 1 }, row(2, first.hash))).toBe(false);
      expect(await store.saveCentre(t, 3, { other: 1 }, row(2, first.hash))).toBe(false);
      expect(await store.saveCentre(t, 2, { other: 1 }, row(1))).toBe(false);
      expect((await store.centre(t)).value).toEqual({ version: 1, document });
      expect(await store.saveCentre(t, 2, ['second'], row(2, first.hash))).toBe(true);
      expect((await store.centre(t)).value).toEqual({ version: 2, document: ['second'] });
      expect(await store.auditOf(t, 'centre')).toHaveLength(2);
      expect(await store.verifyAudit(t)).toEqual({ rows: 2, sealed: 0, faults: [] });
    });

    it('is saved by one of many at once', async () => {
      const { store } = subject();
      const t = tenant();
      const saves = Array.from({ length: 8 }, (_, i) =>
        store.saveCentre(t, 1, { i }, auditOfSubject('centre')),
      );
      expect((await Promise.all(saves)).filter(Boolean)).toHaveLength(1);
    });
  });
}
