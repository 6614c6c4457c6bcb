/** From a decided booking to a `Change`: versions, audit chain and outbox rows in one place. */
import type { Problem, Result } from '../problem.js';
import type { UtcMs } from '../time/index.js';
import { AUDIT_ROOT, auditRow, bookingDigest } from './audit.js';
import { diffHoldings, type HoldingsDiff, touchedBy } from './holdings.js';
import type {
  Actor,
  AuditRow,
  Booking,
  Change,
  ClaimSpan,
  Holdings,
  OutboxRow,
  OwnedClaim,
  Standing,
} from './types.js';

/** Who acts, and the database's clock. */
export interface Moment {
  readonly now: UtcMs;
  readonly actor: Actor;
}

/** A decision: the booking as it will be, and the change that makes it so. */
export interface Decision {
  readonly booking: Booking;
  readonly change: Change;
}

export const NOTHING: Holdings = { claims: [], counted: [] };

export const refuse = (problem: Problem): { readonly ok: false; readonly problem: Problem } => ({
  ok: false,
  problem,
});

/** The first refusal of a list of checks, or the decision. */
export const unless = (
  checks: readonly (Problem | undefined)[],
  decide: () => Decision,
): Result<Decision> => {
  const problem = checks.find((check) => check !== undefined);
  return problem ? refuse(problem) : { ok: true, value: decide() };
};

export const actorText = (actor: Actor): string => `${actor.kind}/${actor.id}`;

/** What to make of an old row (none: a new booking). */
export interface Step {
  readonly old?: Booking;
  /** All fields but those this file keeps: version, updatedAt, auditHead. */
  readonly next: Omit<Booking, 'version' | 'updatedAt' | 'auditHead'>;
  /** e.g. `booking.confirmed`; names the audit row's action and the outbox topic. */
  readonly topic: string;
  /** Plain facts for the audit row, no personal data. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** One booking's step as a change. The audit row's `seq` is the version: every change adds exactly one of both. */
export function decide(step: Step, at: Moment): Decision {
  const { old, next, topic, facts } = step;
  const version = (old?.version ?? 0) + 1;
  const diff = diffHoldings(old?.holdings ?? NOTHING, next.holdings);
  const row = { ...next, version, updatedAt: at.now };
  const audit = auditRow({
    id: `${next.id}.${version}`,
    at: at.now,
    subject: `booking/${next.id}`,
    seq: version,
    actor: actorText(at.actor),
    action: topic,
    data: { state: next.state, ...facts, digest: bookingDigest(row) },
    touched: touchedBy(diff),
    prev: old?.auditHead ?? AUDIT_ROOT,
  });
  const booking: Booking = { ...row, auditHead: audit.hash };
  return { booking, change: toChange(booking, old === undefined, diff, audit, topic, at.now) };
}

function toChange(
  booking: Booking,
  isNew: boolean,
  diff: HoldingsDiff,
  audit: AuditRow,
  topic: string,
  now: UtcMs,
): Change {
  const outbox: OutboxRow = {
    id: audit.id,
    subject: audit.subject,
    seq: audit.seq,
    topic,
    data: {
      booking: booking.id,
      version: booking.version,
      state: booking.state,
      service: booking.service,
      office: booking.office,
      start: booking.start,
    },
  };
  return {
    tenant: booking.tenant,
    at: now,
    ...(isNew ? { insert: [booking] } : { update: [booking] }),
    take: owned(diff.take, booking.id),
    free: owned(diff.free, booking.id),
    countUp: diff.countUp,
    countDown: diff.countDown,
    audit: [audit],
    outbox: [outbox],
  };
}

const owned = (spans: readonly ClaimSpan[], booking: string): readonly OwnedClaim[] =>
  spans.map((span) => ({ ...span, booking, kind: 'appointment' as const }));

/** Two changes of one moment as one: all of it is applied, or nothing. */
export function together(a: Change, b: Change): Change {
  const join = <T>(x: readonly T[] | undefined, y: readonly T[] | undefined): readonly T[] => [
    ...(x ?? []),
    ...(y ?? []),
  ];
  return {
    tenant: a.tenant,
    at: a.at,
    insert: join(a.insert, b.insert),
    update: join(a.update, b.update),
    take: join(a.take, b.take),
    free: join(a.free, b.free),
    countUp: join(a.countUp, b.countUp),
    countDown: join(a.countDown, b.countDown),
    standings: join(a.standings, b.standings),
    audit: join(a.audit, b.audit),
    outbox: join(a.outbox, b.outbox),
  };
}

/** A change of a person's conduct alone. `prev` is the hash of its newest audit row, absent for the first. */
export function standingChange(
  standing: Standing,
  prev: string | undefined,
  topic: string,
  facts: Readonly<Record<string, unknown>>,
  at: Moment,
): Change {
  const subject = `standing/${standing.person}`;
  const audit = auditRow({
    id: `${standing.person}.${standing.version}`,
    at: at.now,
    subject,
    seq: standing.version,
    actor: actorText(at.actor),
    action: topic,
    data: facts,
    touched: [],
    prev: prev ?? AUDIT_ROOT,
  });
  const outbox: OutboxRow = { id: audit.id, subject, seq: audit.seq, topic, data: facts };
  return { tenant: standing.tenant, at: at.now, standings: [standing], audit: [audit], outbox: [outbox] };
}
