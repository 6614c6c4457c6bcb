/** PGlite: PostgreSQL inside the process, in memory or in a directory (an optional peer). */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { PGlite, Results } from '@electric-sql/pglite';
import { BianminError } from '../../problem.js';
import type { Query, Row, SqlPort } from '../sql/port.js';
import { createSqlStore } from '../sql/store.js';
import type { Store } from '../types.js';
import { lockDirectory } from './lock.js';

export type PgliteStoreOptions = {
  /** Milliseconds added to the database's clock: for demos. */
  readonly clockOffsetMs?: number;
} & (
  | {
      /** Made when absent; holds the database (`db/`) and a lock file. One process at a time. */
      readonly dir: string;
    }
  | { readonly memory: true }
);

/** The store and the database under it, for dumps and for reading with tools of one's own. */
export interface PgliteStore extends Store {
  readonly database: PGlite;
}

interface Runner {
  query<T>(sql: string, values?: unknown[]): Promise<Results<T>>;
}

/**
 * A store over PGlite. Call `migrate()` before first use.
 * Throws `store_conflict` naming the process when another one has the directory open (two would silently lose
 * each other's rows), and `bad_input` when the package is not installed.
 */
export async function createPgliteStore(options: PgliteStoreOptions): Promise<PgliteStore> {
  const { clockOffsetMs = 0 } = options;
  const open = (database: PGlite, release: () => Promise<void>): PgliteStore => ({
    ...createSqlStore(portOf(database, release), { kind: 'pglite', clockOffsetMs }),
    database,
  });
  const { PGlite } = await loadPglite();
  if (!('dir' in options)) return open(await PGlite.create(), async () => {});
  const dir = resolve(options.dir);
  await mkdir(dir, { recursive: true });
  const release = await lockDirectory(dir);
  try {
    return open(await PGlite.create(join(dir, 'db')), release);
  } catch (error) {
    await release();
    throw error;
  }
}

async function loadPglite(): Promise<typeof import('@electric-sql/pglite')> {
  try {
    return await import('@electric-sql/pglite');
  } catch (cause) {
    const message =
      'The PGlite store needs the package @electric-sql/pglite: npm install @electric-sql/pglite.';
    throw new BianminError({ code: 'bad_input', message }, { cause });
  }
}

interface Database extends Runner {
  transaction<T>(work: (runner: Runner) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const queryOf =
  (runner: Runner): Query =>
  async (sql, values) =>
    (await runner.query<Row>(sql, [...values])).rows;

function portOf(database: Database, release: () => Promise<void>): SqlPort {
  let closing: Promise<void> | undefined;
  return {
    query: queryOf(database),
    transaction: (work) => database.transaction((runner) => work(queryOf(runner))),
    close: () => {
      closing ??= database.close().finally(release);
      return closing;
    },
  };
}
