/** A lost connection, a killed server, a directory opened twice: what was acknowledged stays. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/index.js';
import { createPostgresStore } from '../../src/store/postgres/index.js';
import { bookingOf, claimOf, FAR_FUTURE, insertOf } from '../support/changes.js';
import { type OwnPostgresServer, startPostgres, type TestDatabase } from '../support/postgres.js';
import { startWorker } from '../support/processes.js';
import { type CuttingProxy, startProxy } from '../support/proxy.js';

const keyed = (t: string, id: string) =>
  insertOf(bookingOf(t, id), {
    take: [claimOf(id, `desk-${id}`, 1, 7)],
    idempotency: { key: `key-${id}`, requestHash: 'r', response: `sealed-${id}`, expiresAt: FAR_FUTURE },
  });

describe('a server of PostgreSQL', () => {
  let server: OwnPostgresServer;
  let database: TestDatabase;
  let proxy: CuttingProxy;
  let store: Store;

  beforeAll(async () => {
    server = await startPostgres({ fsync: true });
    database = await server.database();
    proxy = await startProxy(server.port);
    const url = new URL(database.url);
    url.port = String(proxy.port);
    store = await createPostgresStore({ url: url.href, connections: 4 });
    await store.migrate();
  });

  afterAll(async () => {
    await store?.close();
    await proxy?.close();
    await server?.stop();
  });

  it('that commits and cuts the line: the retry finds its own work and says ok', async () => {
    const before = proxy.cuts();
    proxy.cutAfter('key-cut');
    expect(await store.apply(keyed('cut', 'cut'))).toEqual({ ok: true });
    expect(proxy.cuts()).toBe(before + 1);
    expect(await store.outbox('cut', 10)).toHaveLength(1);
    expect((await store.verifyAudit('cut')).rows).toBe(1);
  });

  it('that cuts the line of another’s key: the retry does not take it for its own', async () => {
    expect(await store.apply(keyed('other', 'a'))).toEqual({ ok: true });
    const mine = { ...keyed('other', 'b'), idempotency: keyed('other', 'a').idempotency };
    const before = proxy.cuts();
    proxy.cutAfter('REF-b');
    expect(await store.apply(mine)).toEqual({ ok: false, reason: 'idempotency' });
    expect(proxy.cuts()).toBe(before + 1);
  });

  it('that cuts the line of a change without a key: it is not tried twice', async () => {
    const { idempotency: _, ...change } = keyed('nokey', 'n');
    proxy.cutAfter('REF-n');
    await expect(store.apply(change)).rejects.toMatchObject({ problem: { code: 'store_busy' } });
    expect(await store.outbox('nokey', 10)).toHaveLength(1);
  });

  it('that is killed loses no booking it acknowledged', async () => {
    const direct = await createPostgresStore({ url: database.url, connections: 8 });
    const acknowledged: string[] = [];
    let stop = false;
    const book = async (client: number): Promise<void> => {
      for (let n = 0; !stop; n++) {
        const id = `${client}-${n}`;
        try {
          // Without a key, so that an acknowledgement is one answer of one statement.
          const { idempotency: _, ...change } = keyed('killed', id);
          if ((await direct.apply(change)).ok) acknowledged.push(id);
        } catch {
          return;
        }
      }
    };
    const clients = Array.from({ length: 8 }, (_, i) => book(i));
    for (let i = 0; i < 200 && acknowledged.length < 150; i++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await server.kill();
    stop = true;
    await Promise.all(clients);
    await server.restart();
    const survived: string[] = [];
    for (let after: string | undefined, page = 0; page === 0 || after !== undefined; page++) {
      const { value } = await direct.bookings('killed', { from: 0, to: 2e9, limit: 1000, after });
      survived.push(...value.rows.map((b) => b.id));
      after = value.next;
    }
    expect(acknowledged.length).toBeGreaterThan(20);
    expect(acknowledged.filter((id) => !survived.includes(id))).toEqual([]);
    // Nothing is there by halves: every booking has its six cells, its audit row and its outbox row.
    const cells = (await direct.claims('killed', 0, 10)).value.filter((c) => c.to - c.from === 6);
    expect(cells.map((c) => c.booking).sort()).toEqual([...survived].sort());
    expect(await direct.outbox('killed', 10_000)).toHaveLength(survived.length);
    const report = await direct.verifyAudit('killed');
    expect(report).toEqual({ rows: survived.length, sealed: 0, faults: [] });
    await direct.close();
  });

  it('that is killed under a change with a key: the change waits for it to come back', async () => {
    await server.kill();
    const applied = store.apply(keyed('back', 'x'));
    await server.restart();
    expect(await applied).toEqual({ ok: true });
    expect(await store.outbox('back', 10)).toHaveLength(1);
  });
});

describe('a directory of PGlite', () => {
  const dir = mkdtempSync(join(tmpdir(), 'bianmin-pglite-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('is open in one process at a time; a dead one’s lock is taken over and its rows are there', async () => {
    const [one, two] = await Promise.all([startWorker('pglite', { dir }), startWorker('pglite', { dir })]);
    expect(await one.ask({ act: 'open' })).toBe('open');
    const refused = await two.ask<{ refused: string; problem: { code: string } }>({ act: 'open' });
    expect(refused.refused).toContain(`process ${one.pid}`);
    expect(refused.problem.code).toBe('store_conflict');
    expect(await one.ask({ act: 'book', id: 'kept' })).toEqual({ ok: true });
    await one.kill();
    expect(await two.ask({ act: 'open' })).toBe('open');
    expect(await two.ask({ act: 'book', id: 'kept' })).toEqual({
      ok: false,
      reason: 'version',
      of: 'booking',
    });
    expect(await two.ask({ act: 'close' })).toBe('closed');
    await two.end();
  });

  it('is given to exactly one of several that start at once', async () => {
    const all = await Promise.all([1, 2, 3].map(() => startWorker('pglite', { dir })));
    const answers = await Promise.all(all.map((worker) => worker.ask({ act: 'open' })));
    expect(answers.filter((answer) => answer === 'open')).toHaveLength(1);
    for (const worker of all) await worker.kill();
  });
});
