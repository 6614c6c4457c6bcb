/**
 * All other statements. Reads that are judged by time begin with `CLOCK`: the one place where the database's
 * clock is read; `$1` is the offset in milliseconds (demos), `$2` the tenant.
 */

import { BOOKING } from './parts.js';

const CLOCK = `WITH clock AS (SELECT floor(extract(epoch FROM now()) * 1000)::bigint + $1::bigint AS now)`;

/** A snapshot: at least one row, `now` in each, the other columns null when nothing was found. */
const asOf = (columns: string, table: string, on: string, rest = ''): string =>
  `${CLOCK} SELECT clock.now, ${columns} FROM clock LEFT JOIN ${table} ON ${on} ${rest}`;

const booking = (on: string, rest = ''): string =>
  asOf('b.doc', 'bm_booking b', `b.tenant = $2 AND ${on}`, rest);

export const NOW = `${CLOCK} SELECT now FROM clock`;

export const BOOKING_BY_ID = booking('b.id = $3');
export const BOOKING_BY_REFERENCE = booking('b.reference = $3');
export const BOOKING_BY_TOKEN = booking('b.token_hash = $3');
export const HOLD_OF = booking(
  `b.holder = $3 AND b.state = 'held' AND b.held_until > clock.now`,
  'ORDER BY b.created_at DESC, b.id LIMIT 1',
);
export const DUE_HOLDS = booking(
  `b.state = 'held' AND b.held_until <= clock.now`,
  'ORDER BY b.held_until, b.id LIMIT $3',
);
/** from, to, offices or null, states or null, limit, start and id of the last row before or null. */
export const BOOKINGS = booking(
  `b.starts >= $3 AND b.starts < $4 AND ($5::text[] IS NULL OR b.office = ANY($5::text[]))
    AND ($6::text[] IS NULL OR b.state = ANY($6::text[]))
    AND ($8::int IS NULL OR (b.starts, b.id) > ($8::int, $9::text))`,
  'ORDER BY b.starts, b.id LIMIT $7',
);

export const STANDING = asOf('s.doc', 'bm_standing s', 's.tenant = $2 AND s.person = $3');
export const IDEMPOTENCY = asOf(
  'i.key, i.request_hash, i.response, i.expires_at',
  'bm_idempotency i',
  'i.tenant = $2 AND i.key = $3 AND i.expires_at > clock.now',
);
export const PURGE = `${CLOCK} DELETE FROM bm_idempotency USING clock
  WHERE tenant = $2 AND expires_at <= clock.now RETURNING 1`;

/** Runs of cells, from a table `c`: within a run, cell less its rank is constant. */
const runs = (source: string): string => `(${source}, cells AS (
      SELECT c.resource, c.cell, c.booking, c.kind,
        c.cell - row_number() OVER (PARTITION BY c.resource, c.booking, c.kind ORDER BY c.cell) AS run
      FROM names JOIN bm_claim c ON c.tenant = $2 AND c.resource = names.resource AND c.cell >= $3 AND c.cell < $4)
    SELECT resource, min(cell) AS first, max(cell) + 1 AS past, booking, kind FROM cells
    GROUP BY resource, booking, kind, run) AS s`;
const claims = (source: string): string =>
  asOf(
    's.resource, s.first, s.past, s.booking, s.kind',
    runs(source),
    'true',
    'ORDER BY s.resource, s.first',
  );

/** from, to, resources. */
export const CLAIMS_OF = claims(
  'WITH names AS (SELECT DISTINCT n AS resource FROM unnest($5::text[]) AS u(n))',
);
/**
 * from, to. Walks from resource to resource by the key, so that the past, which nobody asks for, is not read and
 * no second index slows down taking a claim.
 */
export const CLAIMS = claims(`WITH RECURSIVE names AS (
      SELECT (SELECT min(resource) FROM bm_claim WHERE tenant = $2) AS resource
      UNION ALL
      SELECT (SELECT min(resource) FROM bm_claim WHERE tenant = $2 AND resource > names.resource)
      FROM names WHERE names.resource IS NOT NULL)`);
/** prefix, from, to, and the first text after all with this prefix, or null. */
export const COUNTED = asOf(
  'c.pool, c.bucket, c.used',
  'bm_counted c',
  `c.tenant = $2 AND c.pool >= $3 AND ($6::text IS NULL OR c.pool < $6::text)
    AND c.bucket >= $4 AND c.bucket < $5 AND c.used > 0`,
  'ORDER BY c.pool, c.bucket',
);
export const TOUCHED = asOf('a.touched', 'bm_audit a', `a.tenant = $2 AND a.at >= $3 AND a.touched <> '[]'`);

export const CENTRE = asOf(
  'c.version, c.document',
  '(SELECT version, document FROM bm_centre WHERE tenant = $2 ORDER BY version DESC LIMIT 1) AS c',
  'true',
);
/** The rows below have `$1` the tenant: no clock. */
export const insertCentre = (audit: string): string =>
  `WITH cen AS (INSERT INTO bm_centre (tenant, version, document)
      SELECT $1, $2::int, $3 WHERE $2::int - 1 = (SELECT coalesce(max(version), 0) FROM bm_centre WHERE tenant = $1)
      ON CONFLICT DO NOTHING RETURNING 1),
    ${audit}
    SELECT ('bianmin:' || CASE WHEN (SELECT count(*) FROM cen) <> 1 THEN 'centre'
      WHEN (SELECT count(*) FROM aud) <> 1 THEN 'audit' END)::int AS refused`;

/** Is this very audit row there? subject, seq, hash. */
export const AUDIT_IS_OURS =
  'SELECT 1 AS found FROM bm_audit WHERE tenant = $1 AND subject = $2 AND seq = $3 AND hash = $4';
const AUDIT_COLUMNS = 'id, at, subject, seq, actor, action, data, touched, prev, hash';
export const AUDIT_OF = `SELECT ${AUDIT_COLUMNS} FROM bm_audit WHERE tenant = $1 AND subject = $2 ORDER BY seq`;
/** A page of all rows after (subject, seq). */
export const AUDIT_PAGE = `SELECT ${AUDIT_COLUMNS} FROM bm_audit
  WHERE tenant = $1 AND (subject, seq) > ($2, $3) ORDER BY subject, seq LIMIT $4`;
export const AUDIT_HEADS = `SELECT id, ${BOOKING.join(', ')} FROM bm_booking WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT $3`;

export const UNSEALED = `SELECT a.subject, a.seq, a.hash FROM bm_audit a
  WHERE a.tenant = $1 AND NOT EXISTS (SELECT 1 FROM bm_audit_sealed s
    WHERE s.tenant = a.tenant AND s.subject = a.subject AND s.seq = a.seq)
  ORDER BY a.at, a.subject, a.seq LIMIT $2`;
const SEAL_COLUMNS = 'seq, at, rows, digest, prev, hash';
export const LAST_SEAL = `SELECT ${SEAL_COLUMNS} FROM bm_audit_seal WHERE tenant = $1 ORDER BY seq DESC LIMIT 1`;
export const SEALS = `SELECT ${SEAL_COLUMNS} FROM bm_audit_seal WHERE tenant = $1 ORDER BY seq`;
export const INSERT_SEAL = `INSERT INTO bm_audit_seal (tenant, ${SEAL_COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7)
  ON CONFLICT DO NOTHING RETURNING seq`;
export const INSERT_SEALED = `INSERT INTO bm_audit_sealed (tenant, subject, seq, seal, hash)
  SELECT $1, u.subject, u.seq, $5::int, u.hash FROM unnest($2::text[], $3::int[], $4::text[]) AS u(subject, seq, hash)
  ON CONFLICT DO NOTHING RETURNING 1`;
export const SEALED_HASHES = 'SELECT hash FROM bm_audit_sealed WHERE tenant = $1 AND seal = $2';
export const SEALED_LOST = `SELECT s.subject, s.seq FROM bm_audit_sealed s
  WHERE s.tenant = $1 AND NOT EXISTS (SELECT 1 FROM bm_audit a
    WHERE a.tenant = s.tenant AND a.subject = s.subject AND a.seq = s.seq AND a.hash = s.hash)
  ORDER BY s.seal, s.subject, s.seq`;

/** A row waits while an unsent row of its subject with a lower seq carries a later time (clocks may step back). */
export const OUTBOX = `SELECT o.id, o.subject, o.seq, o.topic, o.data FROM bm_outbox o
  WHERE o.tenant = $1 AND o.sent_at IS NULL AND NOT EXISTS (SELECT 1 FROM bm_outbox b
    WHERE b.tenant = $1 AND b.sent_at IS NULL AND b.subject = o.subject AND b.seq < o.seq AND b.at > o.at)
  ORDER BY o.at, o.subject, o.seq LIMIT $2`;
export const MARK_SENT =
  'UPDATE bm_outbox SET sent_at = $3 WHERE tenant = $1 AND id = ANY($2::text[]) AND sent_at IS NULL';
