/** Questions to a tenant's maps. `now` is the store's clock, read once by the caller. */
import type { Booking, OutboxRow, OwnedClaim } from '../../booking/index.js';
import { byText } from '../plan.js';
import { cursorAfter, distinctSpans, mergeCells, readCursor, type Span, TOUCH_MARGIN_MS } from '../shared.js';
import type { BookingFilter } from '../types.js';
import type { TenantState } from './state.js';

export function liveHold(state: TenantState, holder: string, now: number): Booking | undefined {
  return [...state.bookings.values()]
    .filter((b) => b.state === 'held' && b.holder === holder && (b.heldUntil ?? 0) > now)
    .sort((a, b) => b.createdAt - a.createdAt || byText(a.id, b.id))[0];
}

export function pageOfBookings(
  state: TenantState,
  filter: BookingFilter,
): { rows: readonly Booking[]; next?: string } {
  const cursor = readCursor(filter);
  const rows = [...state.bookings.values()]
    .filter((b) => b.start >= filter.from && b.start < filter.to)
    .filter((b) => !filter.offices || filter.offices.includes(b.office))
    .filter((b) => !filter.states || filter.states.includes(b.state))
    .filter(
      (b) => !cursor || b.start > cursor.start || (b.start === cursor.start && byText(b.id, cursor.id) > 0),
    )
    .sort((a, b) => a.start - b.start || byText(a.id, b.id));
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return rows.length > page.length && last ? { rows: page, next: cursorAfter(last) } : { rows: page };
}

export function overdueHolds(state: TenantState, now: number, limit: number): readonly Booking[] {
  return [...state.bookings.values()]
    .filter((b) => b.state === 'held' && b.heldUntil !== undefined && b.heldUntil <= now)
    .sort((a, b) => (a.heldUntil ?? 0) - (b.heldUntil ?? 0) || byText(a.id, b.id))
    .slice(0, limit);
}

export function claimsBetween(
  state: TenantState,
  from: number,
  to: number,
  resources?: readonly string[],
): readonly OwnedClaim[] {
  const cells: (readonly [string, number, string, OwnedClaim['kind']])[] = [];
  for (const resource of resources ? new Set(resources) : state.claims.keys())
    for (const [cell, { booking, kind }] of state.claims.get(resource) ?? [])
      if (cell >= from && cell < to) cells.push([resource, cell, booking, kind]);
  return mergeCells(cells);
}

export function countedBetween(state: TenantState, prefix: string, from: number, to: number) {
  const rows: { pool: string; bucket: number; used: number }[] = [];
  for (const [pool, buckets] of state.counted)
    if (pool.startsWith(prefix))
      for (const [bucket, { used }] of buckets)
        if (bucket >= from && bucket < to && used > 0) rows.push({ pool, bucket, used });
  return rows.sort((a, b) => byText(a.pool, b.pool) || a.bucket - b.bucket);
}

export function spansTouched(state: TenantState, since: number): readonly Span[] {
  const spans: Span[] = [];
  for (const rows of state.audit.values())
    for (const row of rows.values()) if (row.at >= since - TOUCH_MARGIN_MS) spans.push(...row.touched);
  return distinctSpans(spans);
}

/** Oldest first; a row waits while an unsent row of its subject with a lower seq carries a later time. */
export function unsent(state: TenantState, limit: number): readonly OutboxRow[] {
  const open = [...state.outbox.values()].filter((o) => o.sentAt === undefined);
  return open
    .filter((o) => !open.some((b) => b.row.subject === o.row.subject && b.row.seq < o.row.seq && b.at > o.at))
    .sort((a, b) => a.at - b.at || byText(a.row.subject, b.row.subject) || a.row.seq - b.row.seq)
    .slice(0, limit)
    .map((o) => o.row);
}
