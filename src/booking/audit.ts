/**
 * The hash chain of the audit log. One chain per subject (`booking/<id>`, `standing/<hash>`, `centre`):
 * `hash = SHA-256(prev ∥ canonical JSON of the row without prev and hash)`.
 */
import { BianminError } from '../problem.js';
import { sha256Hex } from './sha256.js';
import type { AuditRow, Booking } from './types.js';

/** `prev` of a chain's first row. */
export const AUDIT_ROOT = '0'.repeat(64);

/**
 * JSON with sorted keys and no white space (RFC 8785 for the values used here): equal data give equal
 * text, however a store ordered the keys. Absent and `undefined` members are the same.
 * Throws `BianminError` for what JSON cannot say (functions, NaN, infinities, bigint).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value))
    return `[${value.map((item) => canonicalJson(item === undefined ? null : item)).join(',')}]`;
  if (typeof value === 'object') {
    const record = value as Record<string, unknown>;
    const members: string[] = [];
    for (const key of Object.keys(record).sort()) {
      if (record[key] !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(record[key])}`);
    }
    return `{${members.join(',')}}`;
  }
  throw new BianminError({ code: 'internal', message: `canonicalJson: a ${typeof value} is not JSON` });
}

/** Hash of a row (hex SHA-256) over its `prev` and its facts; `hash` itself, when given, is not read. */
export function auditHash(row: Omit<AuditRow, 'hash'>): string {
  const { id, at, subject, seq, actor, action, data, touched } = row;
  return sha256Hex(row.prev + canonicalJson({ id, at, subject, seq, actor, action, data, touched }));
}

/** A row with its hash, ready to store. */
export const auditRow = (row: Omit<AuditRow, 'hash'>): AuditRow => ({ ...row, hash: auditHash(row) });

/**
 * What a decision's audit row keeps of the booking it made: SHA-256 (hex) of its canonical JSON. `auditHead` is left
 * out: it is the hash of that very row.
 */
export function bookingDigest(booking: Omit<Booking, 'auditHead'>): string {
  const { auditHead: _of, ...rest } = booking as Booking;
  return sha256Hex(canonicalJson(rest));
}
