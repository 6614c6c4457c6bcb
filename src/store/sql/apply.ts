/**
 * A plan as ONE statement: data-modifying CTEs and a guard. The guard asks each CTE in turn whether it wrote
 * as many rows as it must; at the first that did not, a cast of the reason to integer fails, and with it the
 * whole statement. So a change costs one round trip in autocommit and a refusal leaves nothing behind.
 *
 * PostgreSQL runs a CTE when the guard first reads it, hence in the order of the parts below: idempotency,
 * bookings, audit, standing, claims taken, moved, freed, counts; the outbox comes last. All stores wait for
 * each other in this one order, and within a part by key, so that two changes cannot wait in a circle.
 * (Order is a matter of speed only: what must not happen, keys and the CHECK forbid.)
 * All CTEs see the snapshot of the statement's start; a cell never is in two of them (`planChange` sees to it).
 */
import type { AuditRow, Booking, OutboxRow, OwnedClaim } from '../../booking/index.js';
import type { Plan } from '../plan.js';
import type { Refusal } from '../types.js';
import { codeOf } from './port.js';

/** One section of the statement; `$(n)` is the placeholder of its n-th value, `$1` the tenant. */
interface Part {
  /** How many rows of SQL it needs (0: none): part of the statement's shape. */
  readonly size: (plan: Plan) => number;
  readonly sql: (
    $: (n: number) => string,
    size: number,
  ) => { readonly ctes: readonly string[]; readonly guard?: string };
  readonly values: (plan: Plan) => readonly unknown[];
}

const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const some = (list: readonly unknown[] | undefined): number => (list?.length ? 1 : 0);
const wrote = (cte: string): string => `(SELECT count(*) FROM ${cte})`;

/** `($2,$3),($4,$5)`: rows of a VALUES list, each after the tenant. */
const rowsOf = ($: (n: number) => string, rows: number, width: number): string =>
  times(rows, (r) => `($1,${times(width, (c) => $(r * width + c)).join(',')})`).join(',');

const idempotency: Part = {
  size: (plan) => (plan.change.idempotency ? 1 : 0),
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

const BOOKING = ['version', 'state', 'office', 'starts', 'holder', 'reference', 'token_hash'] as const;
const BOOKING_MORE = ['held_until', 'created_at', 'audit_head', 'doc'] as const;
const BOOKING_COLUMNS = [...BOOKING, ...BOOKING_MORE];
const WIDTH = BOOKING_COLUMNS.length + 1;

const bookingValues = (b: Booking): readonly unknown[] => [
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
const updates: Part = {
  size: ({ change }) => change.update?.length ?? 0,
  sql: ($, size) => ({
    ctes: times(size, (i) => {
      const set = BOOKING_COLUMNS.map((column, c) => `${column} = ${$(i * WIDTH + c + 1)}`).join(', ');
      return `upd${i} AS (UPDATE bm_booking SET ${set}
        WHERE tenant = $1 AND id = ${$(i * WIDTH)} AND version = ${$(i * WIDTH + 1)} - 1 RETURNING 1)`;
    }),
    guard: `WHEN ${times(size, (i) => `${wrote(`upd${i}`)} <> 1`).join(' OR ')} THEN 'booking'`,
  }),
  values: ({ change }) => (change.update ?? []).flatMap(bookingValues),
};

const inserts: Part = {
  size: ({ change }) => change.insert?.length ?? 0,
  sql: ($, size) => ({
    ctes: [
      `ins AS (INSERT INTO bm_booking (tenant, id, ${BOOKING_COLUMNS.join(', ')})
        VALUES ${rowsOf($, size, WIDTH)} ON CONFLICT DO NOTHING RETURNING 1)`,
    ],
    guard: `WHEN ${wrote('ins')} <> ${size} THEN 'booking'`,
  }),
  values: ({ change }) => (change.insert ?? []).flatMap(bookingValues),
};

const auditValues = (row: AuditRow): readonly unknown[] => [
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

/** Also for changes that are not a `Change`: the centre's audit row. */
export const auditInsert = ($: (n: number) => string, size: number): string =>
  `aud AS (INSERT INTO bm_audit (tenant, subject, seq, id, at, actor, action, data, touched, prev, hash)
    VALUES ${rowsOf($, size, 10)} ON CONFLICT DO NOTHING RETURNING 1)`;

export { auditValues };

const audit: Part = {
  size: ({ change }) => change.audit.length,
  sql: ($, size) => ({
    ctes: [auditInsert($, size)],
    guard: `WHEN ${wrote('aud')} <> ${size} THEN 'booking'`,
  }),
  values: ({ change }) => change.audit.flatMap(auditValues),
};

const standing: Part = {
  size: ({ change }) => (change.standing ? (change.standing.version === 1 ? 1 : 2) : 0),
  sql: ($, size) => ({
    ctes: [
      size === 1
        ? `sta AS (INSERT INTO bm_standing (tenant, person, version, doc) VALUES ($1,${$(0)},${$(1)},${$(2)})
            ON CONFLICT DO NOTHING RETURNING 1)`
        : `sta AS (UPDATE bm_standing SET version = ${$(1)}, doc = ${$(2)}
            WHERE tenant = $1 AND person = ${$(0)} AND version = ${$(1)} - 1 RETURNING 1)`,
    ],
    guard: `WHEN ${wrote('sta')} <> 1 THEN 'standing'`,
  }),
  values: ({ change: { standing: s } }) => (s ? [s.person, s.version, JSON.stringify(s)] : []),
};

const spanArrays = (spans: readonly OwnedClaim[]): unknown[][] => [
  spans.map((s) => s.resource),
  spans.map((s) => s.from),
  spans.map((s) => s.to),
  spans.map((s) => s.booking),
];

const take: Part = {
  size: (plan) => some(plan.take),
  sql: ($) => ({
    ctes: [
      `tak AS (INSERT INTO bm_claim (tenant, resource, cell, booking, kind)
        SELECT $1, u.resource, g.cell, u.booking, u.kind
        FROM unnest(${$(0)}::text[], ${$(1)}::int[], ${$(2)}::int[], ${$(3)}::text[], ${$(4)}::text[])
          WITH ORDINALITY AS u(resource, first, past, booking, kind, place),
          generate_series(u.first, u.past - 1) AS g(cell)
        ORDER BY u.place, g.cell ON CONFLICT DO NOTHING RETURNING 1)`,
    ],
    guard: `WHEN ${wrote('tak')} <> ${$(5)}::int THEN 'claim'`,
  }),
  values: (plan) => [...spanArrays(plan.take), plan.take.map((s) => s.kind), plan.takeCells],
};

const move: Part = {
  size: (plan) => some(plan.move),
  sql: ($) => ({
    ctes: [
      `mov AS (UPDATE bm_claim c SET booking = u.booking, kind = u.kind
        FROM unnest(${$(0)}::text[], ${$(1)}::int[], ${$(2)}::text[], ${$(3)}::text[], ${$(4)}::text[])
          AS u(resource, cell, old, booking, kind)
        WHERE c.tenant = $1 AND c.resource = u.resource AND c.cell = u.cell AND c.booking = u.old RETURNING 1)`,
    ],
    guard: `WHEN ${wrote('mov')} <> cardinality(${$(0)}::text[]) THEN 'claim'`,
  }),
  values: ({ move: m }) => [
    m.map((c) => c.resource),
    m.map((c) => c.cell),
    m.map((c) => c.from),
    m.map((c) => c.booking),
    m.map((c) => c.kind),
  ],
};

const free: Part = {
  size: (plan) => some(plan.free),
  sql: ($) => ({
    ctes: [
      `fre AS (DELETE FROM bm_claim c
        USING unnest(${$(0)}::text[], ${$(1)}::int[], ${$(2)}::int[], ${$(3)}::text[])
          AS u(resource, first, past, booking)
        WHERE c.tenant = $1 AND c.resource = u.resource AND c.cell >= u.first AND c.cell < u.past
          AND c.booking = u.booking RETURNING 1)`,
    ],
    guard: `WHEN ${wrote('fre')} <> ${$(4)}::int THEN 'claim'`,
  }),
  values: (plan) => [...spanArrays(plan.free), plan.freeCells],
};

/**
 * Up and down in one upsert. A place that goes down is proposed with cap 0, so that it shows when there was
 * no such row; a place that goes up beyond its cap is not proposed at all. Missing places are told by number.
 */
const counts: Part = {
  size: (plan) => some(plan.counts),
  sql: ($) => {
    const places = `unnest(${$(0)}::text[], ${$(1)}::int[], ${$(2)}::int[], ${$(3)}::int[])
      WITH ORDINALITY AS u(pool, bucket, step, cap, place)`;
    return {
      ctes: [
        `cou AS (INSERT INTO bm_counted AS c (tenant, pool, bucket, used, cap, step)
          SELECT $1, u.pool, u.bucket, greatest(u.step, 0), CASE WHEN u.step > 0 THEN u.cap ELSE 0 END, u.step
          FROM ${places} WHERE u.step <= u.cap ORDER BY u.place
          ON CONFLICT (tenant, pool, bucket) DO UPDATE SET used = c.used + excluded.step,
            cap = CASE WHEN excluded.step > 0 THEN excluded.cap ELSE c.cap END, step = excluded.step
          WHERE c.used + excluded.step >= 0 AND (excluded.step < 0 OR c.used + excluded.step <= excluded.cap)
          RETURNING c.pool, c.bucket, c.cap)`,
      ],
      guard: `WHEN (SELECT count(*) FROM cou WHERE cap > 0) <> cardinality(${$(0)}::text[]) THEN 'capacity:' ||
        (SELECT string_agg((u.place - 1)::text, ',' ORDER BY u.place) FROM ${places} WHERE NOT EXISTS
          (SELECT 1 FROM cou WHERE cou.cap > 0 AND cou.pool = u.pool AND cou.bucket = u.bucket))`,
    };
  },
  values: ({ counts: c }) => [
    c.map((s) => s.pool),
    c.map((s) => s.bucket),
    c.map((s) => s.step),
    c.map((s) => s.cap),
  ],
};

const outboxValues = (row: OutboxRow, at: number): readonly unknown[] => [
  row.id,
  row.subject,
  row.seq,
  at,
  row.topic,
  JSON.stringify(row.data),
];

const outbox: Part = {
  size: ({ change }) => change.outbox.length,
  sql: ($, size) => ({
    ctes: [
      `out AS (INSERT INTO bm_outbox (tenant, id, subject, seq, at, topic, data) VALUES ${rowsOf($, size, 6)})`,
    ],
  }),
  values: ({ change }) => change.outbox.flatMap((row) => outboxValues(row, change.at)),
};

const PARTS = [idempotency, updates, inserts, audit, standing, take, move, free, counts, outbox];

/** Statements by shape. Shapes of few rows are few and kept; others are built anew. */
const known = new Map<string, string>();
const KEPT_SHAPES = 500;

/** The statement and its values. One text a shape, so that a driver can prepare it. */
export function applyStatement(
  plan: Plan,
): { readonly sql: string; readonly values: readonly unknown[] } | undefined {
  const used = PARTS.filter((part) => part.size(plan) > 0);
  if (!used.length) return undefined;
  const values = [plan.change.tenant, ...used.flatMap((part) => part.values(plan))];
  const shape = PARTS.map((part) => part.size(plan)).join('.');
  let sql = known.get(shape);
  if (!sql) {
    sql = build(used, plan);
    if (known.size < KEPT_SHAPES) known.set(shape, sql);
  }
  return { sql, values };
}

function build(used: readonly Part[], plan: Plan): string {
  let next = 2;
  const built = used.map((part) => {
    const first = next;
    next += part.values(plan).length;
    return part.sql((n) => `$${first + n}`, part.size(plan));
  });
  const guards = built.flatMap(({ guard }) => guard ?? []);
  const reason = guards.length ? `CASE ${guards.join('\n')} END` : 'NULL';
  return `WITH ${built.flatMap(({ ctes }) => ctes).join(',\n')}\nSELECT ('bianmin:' || ${reason})::int AS refused`;
}

/** The refusal in the guard's error; undefined for every other error. */
export function refusalIn(error: unknown, plan: Plan): Refusal | undefined {
  if (codeOf(error) !== '22P02' || !(error instanceof Error)) return undefined;
  const [, reason, places] = /bianmin:([a-z]+)(?::([\d,]+))?/u.exec(error.message) ?? [];
  if (reason === 'idempotency' || reason === 'claim') return { reason };
  if (reason === 'booking' || reason === 'standing') return { reason: 'version', of: reason };
  if (reason !== 'capacity' || !places) return undefined;
  const pools = places.split(',').flatMap((place) => plan.counts[Number(place)]?.pool ?? []);
  return { reason, pools: [...new Set(pools)] };
}
