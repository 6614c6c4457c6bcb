/** PostgreSQL through `pg` (an optional peer: it is loaded when a store is made from a URL). */
import { sha256Hex } from '../../booking/index.js';
import { BianminError } from '../../problem.js';
import type { Query, Row, SqlPort } from '../sql/port.js';
import { isLost } from '../sql/retry.js';
import { createSqlStore } from '../sql/store.js';
import type { Store } from '../types.js';

interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values: unknown[];
}

interface Connection {
  query(statement: Statement): Promise<{ readonly rows: readonly Row[] }>;
  release(broken?: boolean): void;
}

/** What is used of a `pg.Pool`. */
export interface PgPool {
  query(statement: Statement): Promise<{ readonly rows: readonly Row[] }>;
  connect(): Promise<Connection>;
}

export type PostgresStoreOptions = {
  /** Milliseconds added to the database's clock: for demos. */
  readonly clockOffsetMs?: number;
  /** Named prepared statements, default true. False behind a pooler that mixes sessions (PgBouncer before 1.21). */
  readonly prepared?: boolean;
} & (
  | {
      /** `postgres://user:password@host:port/database?options…`; the store ends its connections on `close`. */
      readonly url: string;
      /** Most connections, default 10. */
      readonly connections?: number;
    }
  /** A `pg.Pool` of the host's own; it stays open on `close`. */
  | { readonly pool: PgPool }
);

/**
 * A store over a PostgreSQL server. Call `migrate()` before first use.
 * Throws `bad_input` when `pg` is not installed; a server that cannot be reached shows at the first call.
 */
export async function createPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { clockOffsetMs = 0, prepared = true } = options;
  if ('pool' in options)
    return createSqlStore(
      portOf(options.pool, prepared, async () => {}),
      { kind: 'postgres', clockOffsetMs },
    );
  const { Pool } = await loadPg();
  const pool = new Pool({ connectionString: options.url, max: options.connections ?? 10 });
  // An idle connection that breaks is replaced at the next call; without a listener it would end the process.
  pool.on('error', () => {});
  const port = portOf(pool as unknown as PgPool, prepared, () => pool.end());
  return createSqlStore(port, { kind: 'postgres', clockOffsetMs });
}

async function loadPg(): Promise<typeof import('pg').default> {
  try {
    return (await import('pg')).default;
  } catch (cause) {
    const message = 'The PostgreSQL store needs the package pg: npm install pg.';
    throw new BianminError({ code: 'bad_input', message }, { cause });
  }
}

/** Names of prepared statements: by content, so that processes behind one pooler agree. */
const names = new Map<string, string>();
const MOST_NAMES = 600;

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= MOST_NAMES) return known;
  const name = `bm_${sha256Hex(text).slice(0, 24)}`;
  names.set(text, name);
  return name;
}

function portOf(pool: PgPool, prepared: boolean, close: () => Promise<void>): SqlPort {
  const statement = (text: string, values: readonly unknown[]): Statement => {
    const name = prepared ? nameOf(text) : undefined;
    return name ? { name, text, values: [...values] } : { text, values: [...values] };
  };
  return {
    query: async (text, values) => (await pool.query(statement(text, values))).rows,
    transaction: async (work) => {
      const connection = await pool.connect();
      // Outside `statement`: transaction control and DDL are not worth a name.
      const query: Query = async (text, values) =>
        (await connection.query({ text, values: [...values] })).rows;
      try {
        await query('BEGIN', []);
        const result = await work(query);
        await query('COMMIT', []);
        connection.release();
        return result;
      } catch (error) {
        const undone =
          !isLost(error) &&
          (await query('ROLLBACK', []).then(
            () => true,
            () => false,
          ));
        connection.release(!undone);
        throw error;
      }
    },
    close,
  };
}
