/** Upgrades of an existing database: from version 1 with rows, by one process or several at once. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/index.js';
import { bookingOf, claimOf, insertOf } from '../support/changes.js';

const LATEST = 2;
const TENANT = '上虞';

/** The database as version 1 left it: statements, one by one. */
export const versionOne = (): readonly string[] =>
  readFileSync(fileURLToPath(new URL('./fixtures/version-1.sql', import.meta.url)), 'utf8')
    .split(/;\n/u)
    .filter((statement) => statement.trim() !== '');

/** An empty database of its own, with as many stores over it as asked for. */
export interface Site {
  readonly stores: readonly Store[];
  execute(sql: string): Promise<unknown>;
  close(): Promise<void>;
}

export function upgrading(name: string, open: (stores: number) => Promise<Site>): void {
  describe(`${name}: migrations`, () => {
    const at = async (stores: number, work: (site: Site, store: Store) => Promise<void>) => {
      const site = await open(stores);
      try {
        await work(site, site.stores[0] as Store);
      } finally {
        await site.close();
      }
    };

    it('make an empty database, once', () =>
      at(1, async (_, store) => {
        expect(await store.migrate()).toEqual({ from: 0, to: LATEST });
        expect(await store.migrate()).toEqual({ from: LATEST, to: LATEST });
      }));

    it('upgrade a database of version 1 and keep its rows', () =>
      at(1, async ({ execute }, store) => {
        for (const statement of versionOne()) await execute(statement);
        expect(await store.migrate()).toEqual({ from: 1, to: LATEST });
        expect((await store.bookingByToken(TENANT, 'token-a')).value).toMatchObject({
          id: 'a',
          state: 'held',
        });
        const page = await store.bookings(TENANT, { from: 0, to: 2e9, limit: 9 });
        expect(page.value.rows.map((b) => b.id)).toEqual(['a', "b'quoted"]);
        expect((await store.claims(TENANT, 0, 99)).value).toEqual([
          claimOf('a', 'desk-1', 10, 16),
          claimOf("b'quoted", 'desk-2', 3, 9),
        ]);
        expect((await store.counted(TENANT, 'quota/', 0, 99_999)).value).toHaveLength(1);
        expect((await store.standing(TENANT, 'person')).value?.noShows).toEqual([1]);
        expect((await store.idempotency(TENANT, 'key')).value?.response).toBe('sealed');
        expect((await store.outbox(TENANT, 9)).map((row) => row.id)).toEqual(["out-b'quoted-1"]);
        expect((await store.centre(TENANT)).value).toEqual({ version: 1, document: { name: '便民' } });
        expect(await store.verifyAudit(TENANT)).toEqual({ rows: 3, sealed: 0, faults: [] });
        expect(await store.sealAudit(TENANT, 1, 9)).toMatchObject({ rows: 3 });
        const clash = insertOf(bookingOf(TENANT, 'c'), { take: [claimOf('c', 'desk-1', 15, 17)] });
        expect(await store.apply(clash)).toEqual({ ok: false, reason: 'claim' });
      }));

    it('are run once by several that start at once', () =>
      at(4, async ({ stores }, store) => {
        await Promise.all(stores.map((each) => each.migrate()));
        expect(await store.apply(insertOf(bookingOf('t', 'a')))).toEqual({ ok: true });
        expect(await store.migrate()).toEqual({ from: LATEST, to: LATEST });
      }));
  });
}
