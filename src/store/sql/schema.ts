/**
 * The tables, as numbered migrations. Every key begins with the tenant; nothing here goes beyond what
 * PostgreSQL, PGlite, YugabyteDB and CockroachDB share (no range types, domains, deferrable keys, triggers).
 * Text keys sort by code point (`COLLATE "C"`). Times: `*_at`, `at`, `held_until` UTC milliseconds;
 * `starts` UTC minutes. `doc` and other JSON is kept as the text that was written, so that any Unicode survives.
 *
 * A migration that is out is never edited; a change is a new number.
 *
 * Rights: who migrates owns the tables. The role that serves requests needs no more than
 *   GRANT SELECT, INSERT, UPDATE, DELETE ON bm_claim, bm_idempotency TO app;
 *   GRANT SELECT, INSERT, UPDATE ON bm_booking, bm_counted, bm_standing, bm_outbox TO app;
 *   GRANT SELECT, INSERT ON bm_audit, bm_audit_seal, bm_audit_sealed, bm_centre, bm_migration TO app;
 * so that it cannot change or remove what the audit holds.
 */

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly statements: readonly string[];
}

/** Exists before the first migration; its rows are the claims on the right to run one. */
export const MIGRATION_TABLE = `CREATE TABLE IF NOT EXISTS bm_migration (
  version integer PRIMARY KEY,
  name text NOT NULL,
  applied_at bigint NOT NULL
)`;

const booking = [
  `CREATE TABLE bm_booking (
    tenant text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    version integer NOT NULL CHECK (version >= 1),
    state text NOT NULL,
    office text NOT NULL,
    starts integer NOT NULL,
    holder text COLLATE "C" NOT NULL,
    reference text COLLATE "C" NOT NULL,
    token_hash text COLLATE "C",
    held_until bigint,
    created_at bigint NOT NULL,
    audit_head text NOT NULL,
    doc text NOT NULL,
    PRIMARY KEY (tenant, id)
  )`,
  'CREATE UNIQUE INDEX bm_booking_reference ON bm_booking (tenant, reference)',
  'CREATE UNIQUE INDEX bm_booking_token ON bm_booking (tenant, token_hash) WHERE token_hash IS NOT NULL',
  'CREATE INDEX bm_booking_starts ON bm_booking (tenant, starts, id)',
  `CREATE INDEX bm_booking_due ON bm_booking (tenant, held_until, id) WHERE state = 'held'`,
  `CREATE INDEX bm_booking_holder ON bm_booking (tenant, holder) WHERE state = 'held'`,
];

/** The guarantee: two rows of one cell cannot exist; more than `cap` cannot be stored. */
const capacity = [
  `CREATE TABLE bm_claim (
    tenant text COLLATE "C" NOT NULL,
    resource text COLLATE "C" NOT NULL,
    cell integer NOT NULL,
    booking text COLLATE "C" NOT NULL,
    kind text NOT NULL,
    PRIMARY KEY (tenant, resource, cell)
  )`,
  // `step` is the last change: ups and downs then pass through one upsert in one key order.
  `CREATE TABLE bm_counted (
    tenant text COLLATE "C" NOT NULL,
    pool text COLLATE "C" NOT NULL,
    bucket integer NOT NULL,
    used integer NOT NULL,
    cap integer NOT NULL,
    step integer NOT NULL,
    PRIMARY KEY (tenant, pool, bucket),
    CHECK (used >= 0 AND used <= cap)
  )`,
];

const conduct = [
  `CREATE TABLE bm_standing (
    tenant text COLLATE "C" NOT NULL,
    person text COLLATE "C" NOT NULL,
    version integer NOT NULL CHECK (version >= 1),
    doc text NOT NULL,
    PRIMARY KEY (tenant, person)
  )`,
  `CREATE TABLE bm_idempotency (
    tenant text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    request_hash text NOT NULL,
    response text NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (tenant, key)
  )`,
  'CREATE INDEX bm_idempotency_expiry ON bm_idempotency (tenant, expires_at)',
];

/** Append-only: the store never updates or deletes here, so grant it SELECT and INSERT alone. */
const audit = [
  `CREATE TABLE bm_audit (
    tenant text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    seq integer NOT NULL,
    id text NOT NULL,
    at bigint NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    data text NOT NULL,
    touched text NOT NULL,
    prev text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (tenant, subject, seq)
  )`,
  'CREATE INDEX bm_audit_at ON bm_audit (tenant, at)',
];

const outbox = [
  `CREATE TABLE bm_outbox (
    tenant text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    seq integer NOT NULL,
    at bigint NOT NULL,
    topic text NOT NULL,
    data text NOT NULL,
    sent_at bigint,
    PRIMARY KEY (tenant, id)
  )`,
  'CREATE INDEX bm_outbox_unsent ON bm_outbox (tenant, at, subject, seq) WHERE sent_at IS NULL',
];

const centre = [
  `CREATE TABLE bm_centre (
    tenant text COLLATE "C" NOT NULL,
    version integer NOT NULL CHECK (version >= 1),
    document text NOT NULL,
    PRIMARY KEY (tenant, version)
  )`,
];

/** The second chain. A table of its own, because audit rows are never updated. */
const seals = [
  `CREATE TABLE bm_audit_seal (
    tenant text COLLATE "C" NOT NULL,
    seq integer NOT NULL,
    at bigint NOT NULL,
    rows integer NOT NULL,
    digest text NOT NULL,
    prev text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (tenant, seq)
  )`,
  `CREATE TABLE bm_audit_sealed (
    tenant text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    seq integer NOT NULL,
    seal integer NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (tenant, subject, seq)
  )`,
  'CREATE INDEX bm_audit_sealed_seal ON bm_audit_sealed (tenant, seal)',
];

export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    name: 'bookings, claims, audit, outbox',
    statements: [...booking, ...capacity, ...conduct, ...audit, ...outbox, ...centre],
  },
  { version: 2, name: 'audit seals', statements: seals },
];
