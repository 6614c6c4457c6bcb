/** Applies a plan to a tenant's maps. All questions are asked before the first write, so a refusal leaves nothing behind. */
import type { AuditRow, Booking, Change } from '../../booking/index.js';
import { BianminError } from '../../problem.js';
import type { CountStep, Plan } from '../plan.js';
import type { Applied, Refusal } from '../types.js';
import { inner, keep, type TenantState } from './state.js';

/** Refusals in order of precedence: idempotency, version (booking, then standing), claim, capacity. */
export function applyPlan(state: TenantState, plan: Plan): Applied {
  const { change } = plan;
  const refusal =
    refuseIdempotency(state, change) ??
    refuseVersion(state, change) ??
    refuseClaim(state, plan) ??
    refuseCapacity(state, plan);
  if (refusal) return { ok: false, ...refusal };
  refuseDoubles(state, change);
  writeBookings(state, change);
  writeClaims(state, plan);
  for (const step of plan.counts) writeCount(state, step);
  for (const standing of change.standings ?? []) state.standings.set(standing.person, keep(standing));
  if (change.idempotency) state.idempotency.set(change.idempotency.key, keep(change.idempotency));
  for (const row of change.audit) writeAudit(state, row);
  for (const row of change.outbox) state.outbox.set(row.id, { row: keep(row), at: change.at });
  return { ok: true };
}

/** Adds an audit row; its place must be free. */
export function writeAudit(state: TenantState, row: AuditRow): void {
  inner(state.audit, row.subject).set(row.seq, keep(row));
}

function refuseIdempotency(state: TenantState, { idempotency, at }: Change): Refusal | undefined {
  const old = idempotency && state.idempotency.get(idempotency.key);
  return old && old.expiresAt > at ? { reason: 'idempotency' } : undefined;
}

function refuseVersion(state: TenantState, change: Change): Refusal | undefined {
  const { insert = [], update = [], standings = [], audit } = change;
  const stale = update.some((b) => state.bookings.get(b.id)?.version !== b.version - 1);
  const known = insert.some(
    (b) => state.bookings.has(b.id) || state.references.has(b.reference) || tokenTaken(state, b),
  );
  const written = audit.some((row) => state.audit.get(row.subject)?.has(row.seq));
  if (stale || known || written) return { reason: 'version', of: 'booking' };
  if (standings.some((s) => (state.standings.get(s.person)?.version ?? 0) !== s.version - 1))
    return { reason: 'version', of: 'standing' };
  return undefined;
}

const tokenTaken = (state: TenantState, b: Booking): boolean =>
  b.tokenHash !== undefined && (state.tokens.get(b.tokenHash) ?? b.id) !== b.id;

function refuseClaim(state: TenantState, plan: Plan): Refusal | undefined {
  const taken = new Set<string>();
  for (const { resource, from, to } of plan.take) {
    for (let cell = from; cell < to; cell++) {
      const key = `${cell} ${resource}`;
      if (state.claims.get(resource)?.has(cell) || taken.has(key)) return { reason: 'claim' };
      taken.add(key);
    }
  }
  const gone = (resource: string, cell: number, booking: string) =>
    state.claims.get(resource)?.get(cell)?.booking !== booking;
  if (plan.move.some((m) => gone(m.resource, m.cell, m.from))) return { reason: 'claim' };
  for (const { resource, from, to, booking } of plan.free)
    for (let cell = from; cell < to; cell++) if (gone(resource, cell, booking)) return { reason: 'claim' };
  return undefined;
}

/** What a count would become, or undefined when it may not. */
function counted(state: TenantState, step: CountStep): { used: number; cap: number } | undefined {
  const old = state.counted.get(step.pool)?.get(step.bucket);
  const used = (old?.used ?? 0) + step.step;
  if (step.step < 0) return old && used >= 0 ? { used, cap: old.cap } : undefined;
  return used <= step.cap ? { used, cap: step.cap } : undefined;
}

function refuseCapacity(state: TenantState, plan: Plan): Refusal | undefined {
  const pools = plan.counts.filter((step) => !counted(state, step)).map((step) => step.pool);
  return pools.length ? { reason: 'capacity', pools: [...new Set(pools)] } : undefined;
}

/** What no honest caller does: an id used twice. The SQL stores meet a unique index here. */
function refuseDoubles(state: TenantState, { update = [], outbox }: Change): void {
  const moved = update.some(
    (b) => (state.references.get(b.reference) ?? b.id) !== b.id || tokenTaken(state, b),
  );
  if (moved || outbox.some((row) => state.outbox.has(row.id)))
    throw new BianminError({
      code: 'store_conflict',
      message: 'A reference, token or outbox id is in use already.',
    });
}

function writeBookings(state: TenantState, { insert = [], update = [] }: Change): void {
  for (const booking of [...insert, ...update]) {
    const old = state.bookings.get(booking.id);
    if (old) {
      state.references.delete(old.reference);
      if (old.tokenHash !== undefined) state.tokens.delete(old.tokenHash);
    }
    state.bookings.set(booking.id, keep(booking));
    state.references.set(booking.reference, booking.id);
    if (booking.tokenHash !== undefined) state.tokens.set(booking.tokenHash, booking.id);
  }
}

function writeClaims(state: TenantState, plan: Plan): void {
  for (const { resource, from, to } of plan.free)
    for (let cell = from; cell < to; cell++) inner(state.claims, resource).delete(cell);
  for (const { resource, from, to, booking, kind } of plan.take)
    for (let cell = from; cell < to; cell++) inner(state.claims, resource).set(cell, { booking, kind });
  for (const { resource, cell, booking, kind } of plan.move)
    inner(state.claims, resource).set(cell, { booking, kind });
}

function writeCount(state: TenantState, step: CountStep): void {
  const next = counted(state, step);
  if (next) inner(state.counted, step.pool).set(step.bucket, next);
}
