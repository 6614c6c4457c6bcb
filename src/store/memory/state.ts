/** What the memory store keeps of one tenant: plain maps, one for each table of the SQL stores. */
import type {
  AuditRow,
  Booking,
  ClaimKind,
  IdempotencyRow,
  OutboxRow,
  Standing,
} from '../../booking/index.js';
import type { AuditSeal } from '../types.js';

export interface TenantState {
  readonly bookings: Map<string, Booking>;
  /** Booking ids by reference and by token hash: unique, as the indexes of the SQL stores. */
  readonly references: Map<string, string>;
  readonly tokens: Map<string, string>;
  /** By resource, then cell. */
  readonly claims: Map<string, Map<number, { readonly booking: string; readonly kind: ClaimKind }>>;
  /** By pool, then bucket. */
  readonly counted: Map<string, Map<number, { readonly used: number; readonly cap: number }>>;
  readonly standings: Map<string, Standing>;
  readonly idempotency: Map<string, IdempotencyRow>;
  /** By subject, then seq. */
  readonly audit: Map<string, Map<number, AuditRow>>;
  /** By seq; with the place and hash of every row it covers. */
  readonly seals: AuditSeal[];
  readonly sealed: Map<
    string,
    { readonly seal: number; readonly subject: string; readonly seq: number; readonly hash: string }
  >;
  /** By id, in order of arrival. */
  readonly outbox: Map<string, { readonly row: OutboxRow; readonly at: number; readonly sentAt?: number }>;
  /** Documents of versions 1, 2, 3, … */
  readonly centres: unknown[];
}

export const emptyTenant = (): TenantState => ({
  bookings: new Map(),
  references: new Map(),
  tokens: new Map(),
  claims: new Map(),
  counted: new Map(),
  standings: new Map(),
  idempotency: new Map(),
  audit: new Map(),
  seals: [],
  sealed: new Map(),
  outbox: new Map(),
  centres: [],
});

/** The map of a key, made when absent. */
export function inner<K, V>(outer: Map<K, Map<number, V>>, key: K): Map<number, V> {
  let found = outer.get(key);
  if (!found) {
    found = new Map();
    outer.set(key, found);
  }
  return found;
}

export const sealedKey = (row: { subject: string; seq: number }): string => `${row.seq} ${row.subject}`;

/** A frozen copy as JSON would carry it: what a caller changes later does not change the store. */
export function keep<T>(value: T): T {
  return freeze(JSON.parse(JSON.stringify(value)) as T);
}

function freeze<T>(value: T): T {
  if (value !== null && typeof value === 'object') {
    for (const member of Object.values(value)) freeze(member);
    Object.freeze(value);
  }
  return value;
}
