/** Small, valid changes for tests of the stores: every member can be replaced. */
import {
  AUDIT_ROOT,
  type AuditRow,
  auditRow,
  type Booking,
  bookingDigest,
  type Change,
  type OwnedClaim,
} from '../../src/booking/index.js';

/** UTC milliseconds that no clock reaches in these tests. */
export const FAR_FUTURE = 4_000_000_000_000;

export const bookingOf = (tenant: string, id: string, more: Partial<Booking> = {}): Booking => ({
  tenant,
  id,
  reference: `REF-${id}`,
  state: 'held',
  version: 1,
  service: 'id-card',
  office: 'hall',
  resource: 'desk-1',
  start: 29_000_000,
  end: 29_000_030,
  channel: 'web',
  holdings: { claims: [], counted: [] },
  holder: `holder-${id}`,
  heldUntil: FAR_FUTURE,
  extended: false,
  cancelUntil: FAR_FUTURE,
  createdAt: 1_790_000_000_000,
  updatedAt: 1_790_000_000_000,
  sequence: 0,
  auditHead: AUDIT_ROOT,
  ...more,
});

/** The row at `seq` of a subject; `prev` is the hash before. */
export const auditOfSubject = (
  subject: string,
  seq = 1,
  prev: string = AUDIT_ROOT,
  more: Partial<AuditRow> = {},
): AuditRow =>
  auditRow({
    id: `audit-${subject}-${seq}`,
    at: 1_790_000_000_000,
    subject,
    seq,
    actor: 'citizen:web',
    action: 'hold',
    data: { state: 'held' },
    touched: [],
    prev,
    ...more,
  });

export const claimOf = (
  booking: string,
  resource: string,
  from: number,
  to: number,
  kind: OwnedClaim['kind'] = 'appointment',
): OwnedClaim => ({
  resource,
  from,
  to,
  booking,
  kind,
});

/** A change that inserts a booking with its first audit and outbox row; `more` replaces members. */
export function insertOf(booking: Booking, more: Partial<Change> = {}): Change {
  const subject = `booking/${booking.id}`;
  const touched = (more.take ?? []).map((c) => [c.resource, c.from, c.to] as const);
  const data = { state: 'held', digest: bookingDigest(booking) };
  const row = auditOfSubject(subject, 1, AUDIT_ROOT, { touched, data });
  return {
    tenant: booking.tenant,
    at: row.at,
    insert: [{ ...booking, auditHead: row.hash }],
    audit: [row],
    outbox: [{ id: `out-${booking.id}-1`, subject, seq: 1, topic: 'booking.held', data: { id: booking.id } }],
    ...more,
  };
}

/** A change that replaces a booking by its next version. `before` is the row as stored. */
export function updateOf(before: Booking, next: Partial<Booking>, more: Partial<Change> = {}): Change {
  const version = before.version + 1;
  const subject = `booking/${before.id}`;
  const after = { ...before, ...next, version };
  const data = { state: after.state, digest: bookingDigest(after) };
  const row = auditOfSubject(subject, version, before.auditHead, { action: 'change', data });
  return {
    tenant: before.tenant,
    at: row.at,
    update: [{ ...after, auditHead: row.hash }],
    audit: [row],
    outbox: [
      { id: `out-${before.id}-${version}`, subject, seq: version, topic: 'booking.changed', data: {} },
    ],
    ...more,
  };
}
