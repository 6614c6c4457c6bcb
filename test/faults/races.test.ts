/** Races on real PostgreSQL between two processes. The database alone decides; nobody talks to each other. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Booking, Change } from '../../src/booking/index.js';
import type { Applied, Store } from '../../src/store/index.js';
import { createPostgresStore } from '../../src/store/postgres/index.js';
import { bookingOf, claimOf, FAR_FUTURE, insertOf, updateOf } from '../support/changes.js';
import { type PostgresServer, poolOf, type TestDatabase, usePostgres } from '../support/postgres.js';
import { startWorker, type Worker } from '../support/processes.js';

let server: PostgresServer;
let database: TestDatabase;
let store: Store;
let workers: Worker[];

beforeAll(async () => {
  server = await usePostgres();
  database = await server.database();
  store = await createPostgresStore({ url: database.url });
  await store.migrate();
  workers = await Promise.all([1, 2].map(() => startWorker('store', { url: database.url, connections: 16 })));
});

afterAll(async () => {
  for (const worker of workers ?? []) await worker.end();
  await store?.close();
  await database?.drop();
  await server?.stop();
});

/** Both processes begin at one moment; the answers of each, round by round. */
async function together(...lists: Change[][][]): Promise<Applied[][][]> {
  const at = Date.now() + 150;
  return Promise.all(workers.map((worker, i) => worker.ask<Applied[][]>({ at, rounds: lists[i] ?? [] })));
}

const deadlocks = async (): Promise<number> => {
  const pool = poolOf(database.url);
  const { rows } = await pool.query(
    'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
  );
  await pool.end();
  return Number(rows[0]?.deadlocks ?? 0);
};

describe('two processes', () => {
  it('never both get a cell: 400 bids on overlapping places of 4 desks', async () => {
    const t = 'rush';
    const bid = (who: string) => (n: number) => {
      const id = `${who}${n}`;
      const from = (n * 7) % 40;
      return insertOf(bookingOf(t, id), {
        take: [claimOf(id, `desk-${n % 4}`, from, from + 6)],
        countUp: [{ pool: 'day', bucket: 1, cap: 15 }],
      });
    };
    const rounds = (who: string) =>
      Array.from({ length: 5 }, (_, r) => Array.from({ length: 40 }, (_, i) => bid(who)(r * 40 + i)));
    const answers = (await together(rounds('a'), rounds('b'))).flat(2);
    const won = answers.filter((answer) => answer.ok).length;
    const claims = (await store.claims(t, 0, 100)).value;
    expect(claims.reduce((cells, c) => cells + c.to - c.from, 0)).toBe(won * 6);
    expect(new Set(claims.map((c) => c.booking)).size).toBe(won);
    expect((await store.counted(t, 'day', 0, 9)).value).toEqual([{ pool: 'day', bucket: 1, used: won }]);
    expect((await store.bookings(t, { from: 0, to: 2e9, limit: 500 })).value.rows).toHaveLength(won);
    expect(won).toBeGreaterThan(4);
    expect(won).toBeLessThanOrEqual(15);
    for (const answer of answers) if (!answer.ok) expect(['claim', 'capacity']).toContain(answer.reason);
    expect((await store.verifyAudit(t)).faults).toEqual([]);
    expect(await deadlocks()).toBe(0);
  });

  it('fill a pool of 50 to exactly 50, without a deadlock, when 250 ask', async () => {
    const t = 'pool';
    const ask = (who: string) =>
      Array.from({ length: 125 }, (_, i) => {
        const countUp = [
          { pool: 'quota/web', bucket: 1, cap: 200 },
          { pool: 'hall', bucket: 1, cap: 50 },
        ];
        return insertOf(bookingOf(t, `${who}${i}`), { countUp: i % 2 ? countUp : [...countUp].reverse() });
      });
    const answers = (await together([ask('a')], [ask('b')])).flat(2);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(50);
    expect((await store.counted(t, '', 0, 9)).value.map((row) => row.used)).toEqual([50, 50]);
    expect(await deadlocks()).toBe(0);
  });

  it('either confirm a hold or let it expire, never both', async () => {
    const t = 'expiry';
    const holds: Booking[] = [];
    for (let i = 0; i < 40; i++) {
      const change = insertOf(bookingOf(t, `h${i}`), { take: [claimOf(`h${i}`, `desk-${i}`, 1, 7)] });
      expect(await store.apply(change)).toEqual({ ok: true });
      holds.push(change.insert?.[0] as Booking);
    }
    const confirm = holds.map((b) => updateOf(b, { state: 'confirmed', heldUntil: undefined }));
    // Without an audit row of its own, so that the version alone decides (a used place of the audit would, too).
    const expire = holds.map((b) => ({
      ...updateOf(b, {}, { free: [claimOf(b.id, `desk-${b.id.slice(1)}`, 1, 7)], outbox: [], audit: [] }),
      update: [{ ...b, version: 2, state: 'expired' as const }],
    }));
    const [confirmed = [], expired = []] = (await together([confirm], [expire])).map((answers) => answers[0]);
    const claims = (await store.claims(t, 0, 10)).value.map((c) => c.booking);
    for (const [i, { id }] of holds.entries()) {
      expect([confirmed[i]?.ok, expired[i]?.ok].filter(Boolean)).toHaveLength(1);
      const state = (await store.bookingById(t, id)).value?.state;
      expect(state).toBe(confirmed[i]?.ok ? 'confirmed' : 'expired');
      expect(claims.includes(id)).toBe(confirmed[i]?.ok);
    }
    // Expired without an audit row, those bookings are edited ones to verification; nothing else is wrong.
    const unaudited = holds.filter((_, i) => expired[i]?.ok).map(({ id }) => `booking/${id}`);
    const { faults } = await store.verifyAudit(t);
    expect(faults.map((fault) => fault.subject).sort()).toEqual(unaudited.sort());
  });

  it('swap and chase places without losing or doubling one', async () => {
    const t = 'moves';
    const places = 12;
    const bookings: Booking[] = [];
    for (let i = 0; i < places / 2; i++) {
      const change = insertOf(bookingOf(t, `m${i}`), {
        take: [claimOf(`m${i}`, `desk-${i}`, 1, 7)],
        countUp: [{ pool: 'day', bucket: i, cap: 1 }],
      });
      expect(await store.apply(change)).toEqual({ ok: true });
      bookings.push(change.insert?.[0] as Booking);
    }
    /** Both processes try to move every booking, up or down, also to places that are taken. */
    const to = (step: number) =>
      bookings.map((b, i) => {
        const place = (i + step + places) % places;
        return updateOf(
          b,
          {},
          {
            take: [claimOf(b.id, `desk-${place}`, 1, 7)],
            free: [claimOf(b.id, `desk-${i}`, 1, 7)],
            countUp: [{ pool: 'day', bucket: place, cap: 1 }],
            countDown: [{ pool: 'day', bucket: i, cap: 1 }],
          },
        );
      });
    const answers = (await together([to(1), to(6)], [to(-1), to(6)])).flat(2);
    expect(answers.filter((answer) => answer.ok).length).toBeGreaterThan(0);
    const claims = (await store.claims(t, 0, 10)).value;
    expect(claims.map((c) => c.booking).sort()).toEqual(bookings.map((b) => b.id));
    expect(claims.every((c) => c.to - c.from === 6)).toBe(true);
    const buckets = (await store.counted(t, 'day', 0, places)).value.map((row) => `desk-${row.bucket}`);
    expect(buckets.sort()).toEqual(claims.map((c) => c.resource).sort());
    expect((await store.verifyAudit(t)).faults).toEqual([]);
  });

  it('apply a request once, however often and in whatever order it comes', async () => {
    const t = 'keys';
    const change = (n: number): Change =>
      insertOf(bookingOf(t, `k${n}`), {
        take: [claimOf(`k${n}`, `desk-${n}`, 1, 7)],
        idempotency: {
          key: `key-${n}`,
          requestHash: `r${n}`,
          response: `answer-${n}`,
          expiresAt: FAR_FUTURE,
        },
      });
    const once = Array.from({ length: 20 }, (_, n) => change(n));
    const answers = await together([[...once, ...once]], [[...once].reverse(), once]);
    const flat = answers.flat(2);
    expect(flat.filter((answer) => answer.ok)).toHaveLength(20);
    for (const answer of flat) if (!answer.ok) expect(answer.reason).toBe('idempotency');
    expect(await store.outbox(t, 100)).toHaveLength(20);
    expect((await store.verifyAudit(t)).rows).toBe(20);
    // A later step that overtakes an earlier one is refused, and succeeds when its turn comes.
    const first = once[0]?.insert?.[0] as Booking;
    const second = updateOf(first, { sequence: 1 });
    const third = updateOf(second.update?.[0] as Booking, { sequence: 2 });
    expect(await store.apply(third)).toEqual({ ok: false, reason: 'version', of: 'booking' });
    expect(await store.apply(second)).toEqual({ ok: true });
    expect(await store.apply(third)).toEqual({ ok: true });
  });
});
