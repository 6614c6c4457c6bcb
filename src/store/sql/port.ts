/** What the SQL store asks of a driver: `executeSql`-sized, so that an adaptor is a few lines. */

/** One row by column name. 64-bit integers may come as number, bigint or decimal text. */
export type Row = Readonly<Record<string, unknown>>;

/** Runs one statement with parameters `$1`, `$2`, … (text, number, null, or arrays of these). */
export type Query = (sql: string, values: readonly unknown[]) => Promise<readonly Row[]>;

export interface SqlPort {
  /** On its own, in autocommit: one round trip. */
  readonly query: Query;
  /** All or nothing; rejects with what `work` rejected with, after rolling back. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** SQLSTATE of an error of PostgreSQL or PGlite, or the system's code (`ECONNRESET`); empty when it has none. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
