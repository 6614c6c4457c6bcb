/**
 * The store's port. Domain code decides on a `Change`, plain data; a store applies it whole or not at
 * all. Three stores keep one contract: memory (the reference model), PGlite, PostgreSQL.
 *
 * Guarantees, on every store:
 * - two changes never own one claim cell; a counted pool never exceeds its cap;
 * - a change is applied once for its idempotency key; a version is passed once;
 * - effect, idempotency row, audit rows and outbox rows stand or fall together.
 * Every key begins with the tenant. `now` is the database's clock, read once and handed on.
 */
import type {
  AuditRow,
  Booking,
  Change,
  IdempotencyRow,
  OutboxRow,
  OwnedClaim,
  Standing,
} from '../booking/index.js';
import type { UtcMs } from '../time/index.js';

// Plain data that deciding makes and a store applies; it lives with the deciding side (imports point one way).
export type { AuditRow, Change, IdempotencyRow, OutboxRow, OwnedClaim } from '../booking/index.js';

export type StoreKind = 'memory' | 'pglite' | 'postgres';

/** A value as of the database's clock. */
export interface Snapshot<T> {
  readonly now: UtcMs;
  readonly value: T;
}

/** Why a change was not applied; nothing of it was. `busy`: serialization or deadlock retries ran out. */
export type Refusal =
  | { readonly reason: 'claim' }
  | { readonly reason: 'capacity'; readonly pools: readonly string[] }
  | { readonly reason: 'version'; readonly of: 'booking' | 'standing' }
  | { readonly reason: 'idempotency' }
  | { readonly reason: 'busy' };

export type Applied = { readonly ok: true } | ({ readonly ok: false } & Refusal);

/** A link of the second chain: seals the audit rows listed. */
export interface AuditSeal {
  readonly seq: number;
  readonly at: UtcMs;
  readonly rows: number;
  /** SHA-256 over the sorted row hashes. */
  readonly digest: string;
  readonly prev: string;
  readonly hash: string;
}

/** What verification found; `faults` is empty when the log is whole. */
export interface AuditReport {
  readonly rows: number;
  readonly sealed: number;
  readonly faults: readonly { readonly subject: string; readonly seq: number; readonly fault: string }[];
}

export interface BookingFilter {
  /** Starts in `[from, to)`, UTC minutes. */
  readonly from: number;
  readonly to: number;
  readonly offices?: readonly string[];
  readonly states?: readonly Booking['state'][];
  readonly limit: number;
  /** Opaque: continues after the last row of the page before. */
  readonly after?: string;
}

export interface Store {
  readonly kind: StoreKind;
  /** Creates or upgrades the schema; safe to call on every start, safe when two processes do it at once. */
  migrate(): Promise<{ readonly from: number; readonly to: number }>;
  /** The database's clock. */
  now(): Promise<UtcMs>;

  apply(change: Change): Promise<Applied>;

  bookingById(tenant: string, id: string): Promise<Snapshot<Booking | undefined>>;
  bookingByReference(tenant: string, reference: string): Promise<Snapshot<Booking | undefined>>;
  bookingByToken(tenant: string, tokenHash: string): Promise<Snapshot<Booking | undefined>>;
  /** The live hold of a holder, if any. */
  holdOf(tenant: string, holder: string): Promise<Snapshot<Booking | undefined>>;
  standing(tenant: string, person: string): Promise<Snapshot<Standing | undefined>>;
  bookings(
    tenant: string,
    filter: BookingFilter,
  ): Promise<Snapshot<{ readonly rows: readonly Booking[]; readonly next?: string }>>;
  /** Holds past their time, oldest first. */
  dueHolds(tenant: string, limit: number): Promise<Snapshot<readonly Booking[]>>;
  idempotency(tenant: string, key: string): Promise<Snapshot<IdempotencyRow | undefined>>;
  /** Deletes idempotency rows past their time; returns how many. */
  purge(tenant: string): Promise<number>;

  /** Claims of all or some resources with cells in `[from, to)`, merged to spans per booking. */
  claims(
    tenant: string,
    from: number,
    to: number,
    resources?: readonly string[],
  ): Promise<Snapshot<readonly OwnedClaim[]>>;
  /** Use of counted pools whose key starts with a prefix, buckets in `[from, to)`. */
  counted(
    tenant: string,
    prefix: string,
    from: number,
    to: number,
  ): Promise<Snapshot<readonly { readonly pool: string; readonly bucket: number; readonly used: number }[]>>;
  /** Spans touched by changes recorded at or after `since` (with some rows twice: callers re-read, which is idempotent). */
  touchedSince(
    tenant: string,
    since: UtcMs,
  ): Promise<Snapshot<readonly (readonly [string, number, number])[]>>;

  /** The centre document in force, and its history by version. */
  centre(
    tenant: string,
  ): Promise<Snapshot<{ readonly version: number; readonly document: unknown } | undefined>>;
  /** Stores a new version if the newest is `version - 1`. */
  saveCentre(tenant: string, version: number, document: unknown, audit: AuditRow): Promise<boolean>;

  auditOf(tenant: string, subject: string): Promise<readonly AuditRow[]>;
  sealAudit(tenant: string, at: UtcMs, limit: number): Promise<AuditSeal | undefined>;
  verifyAudit(tenant: string): Promise<AuditReport>;
  /** Unsent outbox rows, oldest first, in order per subject; and their mark. */
  outbox(tenant: string, limit: number): Promise<readonly OutboxRow[]>;
  markSent(tenant: string, ids: readonly string[], at: UtcMs): Promise<void>;

  close(): Promise<void>;
}
