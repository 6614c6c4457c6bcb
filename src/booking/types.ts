/**
 * A booking's life as data. Deciding is pure: state + command + now -> a `Change` (plain data, see
 * `store/`) or a `Problem`. Nothing here reads a clock, draws a random number or does I/O.
 */
import type { Channel } from '../catalog/index.js';
import type { UtcMinute, UtcMs } from '../time/index.js';

/** `expired`, `cancelled`, `released`, `served` and `no-show` are final. `needs_reassign`: promised, but its place was lost. */
export type BookingState =
  | 'held'
  | 'confirmed'
  | 'checked-in'
  | 'served'
  | 'no-show'
  | 'cancelled'
  | 'released'
  | 'expired'
  | 'needs_reassign';

/** What may own claims. Later issues add offers, visits, breaks, travel. */
export type ClaimKind = 'appointment' | 'offer' | 'visit' | 'break' | 'travel' | 'block';

/** Cells `[from, to)` of one exclusive resource. A cell is `floor(UtcMinute / grid)`. */
export interface ClaimSpan {
  readonly resource: string;
  readonly from: number;
  readonly to: number;
}

/** One unit in one bucket of a counted pool: a quota, a personal limit, or a cell of a resource with capacity > 1. */
export interface CountedPlace {
  /** e.g. `quota/web/hall`, `person/<hash>/day`, `pool/<resource>`. */
  readonly pool: string;
  /** Integer: day number, Monday's or first-of-month's day number, or cell. */
  readonly bucket: number;
  /** The limit in force when it was taken. */
  readonly cap: number;
}

/** All a booking owns; stored with it so that it can be freed exactly. */
export interface Holdings {
  readonly claims: readonly ClaimSpan[];
  readonly counted: readonly CountedPlace[];
}

export interface Booking {
  readonly tenant: string;
  /** Opaque random id (nanoid). Never shown to citizens. */
  readonly id: string;
  /** Human reference, e.g. `BM7K-2Q9F-X4`; random, with check character. */
  readonly reference: string;
  readonly state: BookingState;
  /** Compare-and-set: every change adds one. */
  readonly version: number;
  readonly service: string;
  readonly office: string;
  readonly resource: string;
  readonly start: UtcMinute;
  readonly end: UtcMinute;
  readonly channel: Channel;
  readonly holdings: Holdings;
  /** Keyed hash of who holds (the browser's random holder key, or the person when known). */
  readonly holder: string;
  /** Keyed hash of the person served (its first identifier); set at confirm. */
  readonly person?: string;
  /** Keyed hashes of all identifiers given, `person` first: limits and conduct count by each. See `identitiesOf`. */
  readonly identities?: readonly string[];
  /** Sealed person data (AES-GCM, base64url with key id); absent while held. */
  readonly sealed?: string;
  /** SHA-256 of the 256-bit manage token, base64url; set at confirm. */
  readonly tokenHash?: string;
  readonly heldUntil?: UtcMs;
  readonly extended: boolean;
  /** Citizen may cancel or move until then. */
  readonly cancelUntil: UtcMs;
  readonly language?: string;
  readonly createdAt: UtcMs;
  readonly updatedAt: UtcMs;
  /** ICS SEQUENCE: adds one with every change of place or time. */
  readonly sequence: number;
  /** Hash of this booking's newest audit row (hex SHA-256). */
  readonly auditHead: string;
}

/** What is known of a person's conduct (no-shows), by keyed hash only. */
export interface Standing {
  readonly tenant: string;
  readonly person: string;
  readonly version: number;
  /** Starts of appointments missed, newest last. */
  readonly noShows: readonly UtcMs[];
  readonly blockedUntil?: UtcMs;
}

/** Who did it, as the audit keeps it. No personal data: a staff subject or the word for the door. */
export interface Actor {
  readonly kind: 'citizen' | 'staff' | 'system';
  readonly id: string;
}

/** One atomic step. Arrays may be empty; a store sorts keys before it locks. */
export interface Change {
  readonly tenant: string;
  /** The database's clock as read with the state that was decided on. */
  readonly at: UtcMs;
  /** New bookings. */
  readonly insert?: readonly Booking[];
  /** Whole new rows; applied only if the stored version is `version - 1`. */
  readonly update?: readonly Booking[];
  /** Claims taken: all cells free or the change is refused (`claim`). Never overlaps the same booking's kept cells. */
  readonly take?: readonly OwnedClaim[];
  /** Claims given back: exactly these, owned by that booking. */
  readonly free?: readonly OwnedClaim[];
  /** Pools counted up (`used < cap` or refused: `capacity`) and down. */
  readonly countUp?: readonly CountedPlace[];
  readonly countDown?: readonly CountedPlace[];
  /** Insert (version 1) or replace (stored version is `version - 1`); each person once. */
  readonly standings?: readonly Standing[];
  readonly idempotency?: IdempotencyRow;
  readonly audit: readonly AuditRow[];
  readonly outbox: readonly OutboxRow[];
}

export interface OwnedClaim extends ClaimSpan {
  readonly booking: string;
  readonly kind: ClaimKind;
}

/** Remembers an answer so that a repeated request gets it again. */
export interface IdempotencyRow {
  /** Scope (route + caller) and key, already hashed: no personal data. */
  readonly key: string;
  /** SHA-256 of the canonical request; a different one with the same key is an error. */
  readonly requestHash: string;
  /** The answer, sealed with the tenant's key. */
  readonly response: string;
  readonly expiresAt: UtcMs;
}

/**
 * One audit row. Rows of a subject form a chain: `hash = SHA-256(prev ∥ canonical JSON of the rest)`,
 * the first `prev` is 64 zeros. The newest hash stands in the booking. No global lock is needed;
 * `sealAudit` ties all rows of a tenant into one second chain afterwards.
 */
export interface AuditRow {
  readonly id: string;
  readonly at: UtcMs;
  /** `booking/<id>`, `standing/<hash>`, `centre`. */
  readonly subject: string;
  /** Position in the subject's chain, from 1. */
  readonly seq: number;
  readonly actor: string;
  readonly action: string;
  /** Plain facts, no personal data. Of a booking also `digest`: the row as it became (`bookingDigest`). */
  readonly data: Readonly<Record<string, unknown>>;
  /** Spans whose free time changed, so that read models can follow: `[resource, fromCell, toCell]`. */
  readonly touched: readonly (readonly [string, number, number])[];
  readonly prev: string;
  readonly hash: string;
}

/** A fact for the outside, delivered at least once, in order per subject. */
export interface OutboxRow {
  readonly id: string;
  readonly subject: string;
  readonly seq: number;
  readonly topic: string;
  readonly data: Readonly<Record<string, unknown>>;
}
