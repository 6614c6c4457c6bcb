/** Sections of the apply statement that write whole rows: idempotency, bookings, audit, standing, outbox. */
import type { AuditRow, Booking } from '../../booking/index.js';
import { byText, type Plan } from '../plan.js';

/** Names the n-th value of a section as a placeholder. */
export type Mark = (n: number) => string;

/** One section of the statement; `$1` is the tenant. */
export interface Part {
  /** What of the plan the text depends on; empty: the section is not needed. */
  readonly shape: (plan: Plan) => string;
  /** CTEs, and the guard: `WHEN … THEN reason` if they wrote other than they must. */
  readonly sql: ($: Mark, plan: Plan) => { readonly ctes: readonly string[]; readonly guard: string };
  readonly values: (plan: Plan) => readonly unknown[];
}

export const times = <T>(n: number, make: (i: number) => T): T[] =>
  Array.from({ length: n }, (_, i) => make(i));
export const wrote = (cte: string): string => `(SELECT count(*) FROM ${cte})`;
const rows = (list: readonly unknown[] | undefined): string => (list?.length ? String(list.length) : '');

/** `($1,$2,$3),($1,$4,$5)`: rows of a VALUES list, each after the tenant. */
const valueRows = ($: Mark, count: number, width: number): string =>
  times(count, (r) => `($1,${times(width, (c) => $(r * width + c)).join(',')})`).join(',');

/** A row past its time counts as absent. */
export const idempotency: Part = {
  shape: ({ change }) => (change.idempotency ? '1' : ''),
  sql: ($) => ({
    ctes: [
      `idem AS (INSERT INTO bm_idempotency (tenant, key, request_hash, response, expires_at)
        VALUES ($1,${$(0)},${$(1)},${$(2)},${$(3)})
        ON CONFLICT (tenant, key) DO UPDATE SET request_hash = excluded.request_hash,
          response = excluded.response, expires_at = excluded.expires_at
        WHERE bm_idempotency.expires_at <= ${$(4)}::bigint RETURNING 1)`,
    ],
    guard: `WHEN ${wrote('idem')} <> 1 THEN 'idempotency'`,
  }),
  values: ({ change: { idempotency: row, at } }) =>
    row ? [row.key, row.requestHash, row.response, row.expiresAt, at] : [],
};

/** Columns of a booking after its id; all but `doc` repeat the document, for indexes. */
export const BOOKING = [
  'version',
  'state',
  'office',
  'starts',
  'holder',
  'reference',
  'token_hash',
  'held_until',
  'created_at',
  'audit_head',
  'doc',
];
const BOOKING_WIDTH = BOOKING.length + 1;

export const bookingValues = (b: Booking): readonly unknown[] => [
  b.id,
  b.version,
  b.state,
  b.office,
  b.start,
  b.holder,
  b.reference,
  b.tokenHash ?? null,
  b.heldUntil ?? null,
  b.createdAt,
  b.auditHead,
  JSON.stringify(b),
];

/** One CTE a booking: run in the order of the ids. */
export const updates: Part = {
  shape: ({ change }) => rows(change.update),
  sql: ($, { change: { update = [] } }) => ({
    ctes: update.map((_, i) => {
      const set = BOOKING.map((column, c) => `${column} = ${$(i * BOOKING_WIDTH + c + 1)}`).join(', ');
      return `upd${i} AS (UPDATE bm_booking SET ${set} WHERE tenant = $1 AND id = ${$(i * BOOKING_WIDTH)}
        AND version = ${$(i * BOOKING_WIDTH + 1)} - 1 RETURNING 1)`;
    }),
    guard: `WHEN ${update.map((_, i) => `${wrote(`upd${i}`)} <> 1`).join(' OR ')} THEN 'booking'`,
  }),
  values: ({ change }) => (change.update ?? []).flatMap(bookingValues),
};

/** A used id, reference or token ends the statement by itself (23505): there is nothing to be counted. */
export const inserts: Part = {
  shape: ({ change }) => rows(change.insert),
  sql: ($, { change: { insert = [] } }) => ({
    ctes: [
      `ins AS (INSERT INTO bm_booking (tenant, id, ${BOOKING.join(', ')})
        VALUES ${valueRows($, insert.length, BOOKING_WIDTH)} RETURNING 1)`,
    ],
    guard: `WHEN ${wrote('ins')} <> ${insert.length} THEN 'booking'`,
  }),
  values: ({ change }) => (change.insert ?? []).flatMap(bookingValues),
};

export const auditValues = (row: AuditRow): readonly unknown[] => [
  row.subject,
  row.seq,
  row.id,
  row.at,
  row.actor,
  row.action,
  JSON.stringify(row.data),
  JSON.stringify(row.touched),
  row.prev,
  row.hash,
];

/** `count` audit rows; a used place ends the statement by itself (23505). */
export const auditInsert = ($: Mark, count: number): string =>
  `aud AS (INSERT INTO bm_audit (tenant, subject, seq, id, at, actor, action, data, touched, prev, hash)
    VALUES ${valueRows($, count, 10)} RETURNING 1)`;

export const audit: Part = {
  shape: ({ change }) => rows(change.audit),
  sql: ($, { change }) => ({
    ctes: [auditInsert($, change.audit.length)],
    guard: `WHEN ${wrote('aud')} <> ${change.audit.length} THEN 'booking'`,
  }),
  values: ({ change }) => change.audit.flatMap(auditValues),
};

/** First versions, then next ones; each in the order of the keys. */
const standingsOf = ({ change: { standings = [] } }: Plan) => {
  const sorted = standings.length > 1 ? [...standings].sort((a, b) => byText(a.person, b.person)) : standings;
  return { first: sorted.filter((s) => s.version === 1), next: sorted.filter((s) => s.version !== 1) };
};

export const standings: Part = {
  shape: (plan) => {
    const { first, next } = standingsOf(plan);
    return first.length + next.length > 0 ? `${first.length}/${next.length}` : '';
  },
  sql: ($, plan) => {
    const { first, next } = standingsOf(plan);
    const insert = `sta AS (INSERT INTO bm_standing (tenant, person, version, doc) VALUES ${valueRows($, first.length, 3)}
      ON CONFLICT DO NOTHING RETURNING 1)`;
    const updates = next.map((_, i) => {
      const at = (first.length + i) * 3;
      return `sta${i} AS (UPDATE bm_standing SET version = ${$(at + 1)}, doc = ${$(at + 2)}
        WHERE tenant = $1 AND person = ${$(at)} AND version = ${$(at + 1)} - 1 RETURNING 1)`;
    });
    const faults = next.map((_, i) => `${wrote(`sta${i}`)} <> 1`);
    if (first.length > 0) faults.unshift(`${wrote('sta')} <> ${first.length}`);
    return {
      ctes: first.length > 0 ? [insert, ...updates] : updates,
      guard: `WHEN ${faults.join(' OR ')} THEN 'standing'`,
    };
  },
  values: (plan) => {
    const { first, next } = standingsOf(plan);
    return [...first, ...next].flatMap((s) => [s.person, s.version, JSON.stringify(s)]);
  },
};

/**
 * The outbox is the statement's end: its rows are written when the guard found nothing. (So there is no result
 * set to describe and read, which is a tenth of a driver's work.)
 */
export const outboxInsert = ($: Mark, count: number, unless: string): string => {
  const row = (r: number) =>
    OUTBOX_TYPES.map((type, c) => `${$(r * OUTBOX_TYPES.length + c)}::${type}`).join(',');
  return `INSERT INTO bm_outbox (tenant, id, subject, seq, at, topic, data)
    SELECT $1, o.* FROM (VALUES ${times(count, (r) => `(${row(r)})`).join(',')}) AS o WHERE ${unless} IS NULL`;
};

const OUTBOX_TYPES = ['text', 'text', 'int', 'bigint', 'text', 'text'];

export const outboxValues = ({ change }: Plan): readonly unknown[] =>
  change.outbox.flatMap((row) => [
    row.id,
    row.subject,
    row.seq,
    change.at,
    row.topic,
    JSON.stringify(row.data),
  ]);
