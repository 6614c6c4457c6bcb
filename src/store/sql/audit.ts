/** Seals and verification over SQL. */
import type { AuditRow, Booking } from '../../booking/index.js';
import type { UtcMs } from '../../time/index.js';
import type { AuditReport, AuditSeal } from '../types.js';
import { type AuditHead, makeSeal, verifyChains } from '../verify.js';
import { BOOKING, bookingValues } from './parts.js';
import type { Query, Row, SqlPort } from './port.js';
import { isConflict } from './retry.js';
import * as sql from './statements.js';

/** Rows read at once in verification. */
const PAGE = 2_000;

export const auditRowOf = (row: Row): AuditRow => ({
  id: String(row['id']),
  at: Number(row['at']),
  subject: String(row['subject']),
  seq: Number(row['seq']),
  actor: String(row['actor']),
  action: String(row['action']),
  data: json(row['data'], {}),
  touched: json(row['touched'], []),
  prev: String(row['prev']),
  hash: String(row['hash']),
});

/** Text that somebody spoiled must not stop verification: the hash shows it. */
function json<T>(text: unknown, spoiled: T): T {
  try {
    return JSON.parse(String(text)) as T;
  } catch {
    return spoiled;
  }
}

const sealOf = (row: Row): AuditSeal => ({
  seq: Number(row['seq']),
  at: Number(row['at']),
  rows: Number(row['rows']),
  digest: String(row['digest']),
  prev: String(row['prev']),
  hash: String(row['hash']),
});

/** Somebody else sealed first. */
class Overtaken extends Error {}

/** Seals at most `limit` rows that have no seal yet, oldest first; undefined when there are none. */
export async function sealTenant(
  port: SqlPort,
  tenant: string,
  at: UtcMs,
  limit: number,
): Promise<AuditSeal | undefined> {
  for (;;) {
    try {
      return await port.transaction((query) => sealOnce(query, tenant, at, limit));
    } catch (error) {
      if (!(error instanceof Overtaken) && !isConflict(error)) throw error;
    }
  }
}

async function sealOnce(
  query: Query,
  tenant: string,
  at: UtcMs,
  limit: number,
): Promise<AuditSeal | undefined> {
  const [last] = await query(sql.LAST_SEAL, [tenant]);
  const rows = await query(sql.UNSEALED, [tenant, limit]);
  if (!rows.length) return undefined;
  const hashes = rows.map((row) => String(row['hash']));
  const seal = makeSeal(last && sealOf(last), at, hashes);
  const { seq, rows: count, digest, prev, hash } = seal;
  const written = await query(sql.INSERT_SEAL, [tenant, seq, at, count, digest, prev, hash]);
  if (!written.length) throw new Overtaken();
  const covered = await query(sql.INSERT_SEALED, [
    tenant,
    rows.map((row) => row['subject']),
    rows.map((row) => Number(row['seq'])),
    hashes,
    seq,
  ]);
  if (covered.length !== rows.length) throw new Overtaken();
  return seal;
}

/** Recomputes both chains, page by page. */
export function verifyTenant({ query }: SqlPort, tenant: string): Promise<AuditReport> {
  return verifyChains({
    rows: () => allRows(query, tenant),
    heads: () => allHeads(query, tenant),
    seals: async () => (await query(sql.SEALS, [tenant])).map(sealOf),
    sealedHashes: async (seal) =>
      (await query(sql.SEALED_HASHES, [tenant, seal])).map((row) => String(row['hash'])),
    lost: async () =>
      (await query(sql.SEALED_LOST, [tenant])).map((row) => ({
        subject: String(row['subject']),
        seq: Number(row['seq']),
      })),
  });
}

async function* allRows(query: Query, tenant: string): AsyncIterable<AuditRow> {
  let subject = '';
  let seq = -2_147_483_648;
  for (;;) {
    const page = (await query(sql.AUDIT_PAGE, [tenant, subject, seq, PAGE])).map(auditRowOf);
    yield* page;
    const last = page.at(-1);
    if (page.length < PAGE || !last) return;
    ({ subject, seq } = last);
  }
}

async function* allHeads(query: Query, tenant: string): AsyncIterable<AuditHead> {
  let id = '';
  for (;;) {
    const page = await query(sql.AUDIT_HEADS, [tenant, id, PAGE]);
    for (const row of page)
      yield { subject: `booking/${row['id']}`, hash: String(row['audit_head']), booking: soundBooking(row) };
    if (page.length < PAGE) return;
    id = String(page.at(-1)?.['id']);
  }
}

/** The document, if every column that repeats it says the same and the row is this tenant's. */
function soundBooking(row: Row): Booking | undefined {
  const booking = json<Booking | undefined>(row['doc'], undefined);
  if (booking === null || typeof booking !== 'object') return undefined;
  const said = bookingValues(booking);
  const isTold = ['id', ...BOOKING].every(
    (column, i) => column === 'doc' || text(row[column]) === text(said[i]),
  );
  return isTold ? booking : undefined;
}

/** Drivers give 64-bit integers as numbers, bigints or text. */
const text = (value: unknown): string | undefined =>
  value === null || value === undefined ? undefined : String(value);
