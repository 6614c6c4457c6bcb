/** Rows to the nouns of the port. */
import type { ClaimKind, IdempotencyRow, OutboxRow, OwnedClaim } from '../../booking/index.js';
import type { Row } from './port.js';

export const claimOf = (row: Row): OwnedClaim => ({
  resource: String(row['resource']),
  from: Number(row['first']),
  to: Number(row['past']),
  booking: String(row['booking']),
  kind: String(row['kind']) as ClaimKind,
});

export const countOf = (row: Row): { pool: string; bucket: number; used: number } => ({
  pool: String(row['pool']),
  bucket: Number(row['bucket']),
  used: Number(row['used']),
});

export const idempotencyOf = (row: Row): IdempotencyRow => ({
  key: String(row['key']),
  requestHash: String(row['request_hash']),
  response: String(row['response']),
  expiresAt: Number(row['expires_at']),
});

export const outboxRowOf = (row: Row): OutboxRow => ({
  id: String(row['id']),
  subject: String(row['subject']),
  seq: Number(row['seq']),
  topic: String(row['topic']),
  data: JSON.parse(String(row['data'])) as OutboxRow['data'],
});
