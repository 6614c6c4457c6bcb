/**
 * Verification of the audit. Two chains are recomputed: every subject's own (each row's hash holds the
 * one before) and the tenant's seals (each seal's hash holds the digest of its rows and the seal before).
 * A subject's chain alone shows changes, gaps and reordering; the newest hash kept in the booking shows a
 * missing tail; the seals show a chain that was removed or rewritten whole. The digest in a booking's newest
 * row shows a booking that was edited or removed behind the store's back.
 */
import {
  AUDIT_ROOT,
  type AuditRow,
  auditHash,
  type Booking,
  bookingDigest,
  canonicalJson,
  sha256Hex,
} from '../booking/index.js';
import type { AuditReport, AuditSeal } from './types.js';

/** What verification reads; rows come by subject and seq. */
export interface AuditSource {
  rows(): AsyncIterable<AuditRow> | Iterable<AuditRow>;
  /** What each booking keeps. */
  heads(): AsyncIterable<AuditHead> | Iterable<AuditHead>;
  /** By seq. */
  seals(): Promise<readonly AuditSeal[]> | readonly AuditSeal[];
  /** Hashes that a seal covers, in any order. */
  sealedHashes(seal: number): Promise<readonly string[]> | readonly string[];
  /** Sealed rows that are gone or have another hash now. */
  lost(): Promise<readonly AuditPlace[]> | readonly AuditPlace[];
}

export interface AuditHead {
  readonly subject: string;
  /** Newest hash as the booking keeps it. */
  readonly hash: string;
  /** The booking; undefined when its columns contradict it, or it cannot be read at all. */
  readonly booking: Booking | undefined;
}

export interface AuditPlace {
  readonly subject: string;
  readonly seq: number;
}

type Fault = AuditReport['faults'][number];

/** SHA-256 over the sorted hashes of the rows of a seal, as hex. */
export const sealDigest = (hashes: readonly string[]): string => sha256Hex([...hashes].sort().join(''));

/** The hash of a seal: `SHA-256(prev ∥ canonical JSON of at, digest, rows, seq)`, as hex. */
export const sealHash = (seal: Omit<AuditSeal, 'hash'>): string =>
  sha256Hex(seal.prev + canonicalJson({ seq: seal.seq, at: seal.at, rows: seal.rows, digest: seal.digest }));

/** The next seal of a tenant. */
export function makeSeal(last: AuditSeal | undefined, at: number, hashes: readonly string[]): AuditSeal {
  const digest = sealDigest(hashes);
  const seal = { seq: (last?.seq ?? 0) + 1, at, rows: hashes.length, digest, prev: last?.hash ?? AUDIT_ROOT };
  return { ...seal, hash: sealHash(seal) };
}

/** Recomputes both chains; `sealed` counts the rows under a seal. */
export async function verifyChains(source: AuditSource): Promise<AuditReport> {
  const faults: Fault[] = [];
  const ends = new Map<string, AuditRow>();
  let rows = 0;
  for await (const row of source.rows()) {
    rows++;
    checkRow(row, ends.get(row.subject), faults);
    ends.set(row.subject, row);
  }
  for await (const head of source.heads()) {
    checkHead(head, ends.get(head.subject), faults);
    ends.delete(head.subject);
  }
  // Chains without a booking: the centre's, standings; with a digest it was a booking's.
  for (const { subject, seq, data } of ends.values())
    if (data['digest'] !== undefined && subject.startsWith('booking/'))
      faults.push({ subject, seq, fault: 'the booking is missing' });
  for (const { subject, seq } of await source.lost())
    faults.push({ subject, seq, fault: 'sealed row is missing or was changed' });
  const sealed = await checkSeals(source, faults);
  return { rows, sealed, faults };
}

function checkRow(row: AuditRow, before: AuditRow | undefined, faults: Fault[]): void {
  const { subject, seq } = row;
  if (auditHash(row) !== row.hash) faults.push({ subject, seq, fault: 'row does not match its hash' });
  const expected = (before?.seq ?? 0) + 1;
  if (seq !== expected) faults.push({ subject, seq: expected, fault: 'row is missing' });
  else if (row.prev !== (before?.hash ?? AUDIT_ROOT))
    faults.push({ subject, seq, fault: 'row does not follow the row before' });
}

function checkHead(head: AuditHead, end: AuditRow | undefined, faults: Fault[]): void {
  const { subject, hash, booking } = head;
  const seq = end?.seq ?? 1;
  const fault = end ? 'chain does not end at the hash kept in the booking' : 'whole chain is missing';
  if (end?.hash !== hash) faults.push({ subject, seq, fault });
  if (!booking) faults.push({ subject, seq, fault: 'columns of the booking contradict its document' });
  else if (end?.hash === hash && isEdited(booking, end))
    faults.push({ subject, seq, fault: 'booking is not as its newest row left it' });
}

/** Rows written before there were digests say nothing of the booking. */
function isEdited(booking: Booking, { data }: AuditRow): boolean {
  return data['digest'] !== undefined && data['digest'] !== bookingDigest(booking);
}

async function checkSeals(source: AuditSource, faults: Fault[]): Promise<number> {
  let before: AuditSeal | undefined;
  let sealed = 0;
  for (const seal of await source.seals()) {
    const hashes = await source.sealedHashes(seal.seq);
    sealed += hashes.length;
    const place = { subject: 'seal', seq: seal.seq };
    if (seal.seq !== (before?.seq ?? 0) + 1) faults.push({ ...place, fault: 'a seal before it is missing' });
    else if (seal.prev !== (before?.hash ?? AUDIT_ROOT))
      faults.push({ ...place, fault: 'seal does not follow the seal before' });
    if (sealHash(seal) !== seal.hash) faults.push({ ...place, fault: 'seal does not match its hash' });
    if (hashes.length !== seal.rows || sealDigest(hashes) !== seal.digest)
      faults.push({ ...place, fault: 'sealed rows do not match the digest' });
    before = seal;
  }
  return sealed;
}
