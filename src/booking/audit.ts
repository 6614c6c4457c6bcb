/**
 * The audit's hash. A row is hashed as `SHA-256(prev ∥ canonical JSON of all fields but prev and hash)`,
 * so that anyone with the rows can recompute the chain. Canonical JSON follows RFC 8785 (JCS).
 */

/** `prev` of the first row of every chain: 64 zeros. */
export const AUDIT_ROOT = '0'.repeat(64);

/** What of an audit row goes into its hash, `prev` first. The same shape as `AuditRow` of `store/` without `hash`. */
export interface AuditFacts {
  readonly id: string;
  /** UTC milliseconds. */
  readonly at: number;
  readonly subject: string;
  readonly seq: number;
  readonly actor: string;
  readonly action: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** `[resource, fromCell, toCell]`. */
  readonly touched: readonly (readonly [string, number, number])[];
  readonly prev: string;
}

/** JSON with keys sorted by UTF-16 code units, without spaces; `undefined` members are left out (RFC 8785). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 of UTF-8 text in lower-case hex. WebCrypto: also there in browsers and service workers. */
export async function sha256Hex(text: string): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The hash of one audit row (hex). Extra members of the argument (such as `hash`) do not count. */
export function auditHash(row: AuditFacts): Promise<string> {
  const { id, at, subject, seq, actor, action, data, touched, prev } = row;
  return sha256Hex(prev + canonicalJson({ id, at, subject, seq, actor, action, data, touched }));
}
