/** Small rules that every store keeps alike. */
import type { Booking, OwnedClaim } from '../booking/index.js';
import { BianminError } from '../problem.js';
import { byCell, byText, checkKey } from './plan.js';
import type { BookingFilter } from './types.js';

/**
 * Milliseconds by which `touchedSince` looks further back than asked. A change carries the time its state
 * was read (`at`) and becomes visible later; up to this much later it is still found.
 */
export const TOUCH_MARGIN_MS = 15_000;

/** `[resource, fromCell, toCell]`. */
export type Span = readonly [string, number, number];

/** Each span once, by resource and time. */
export function distinctSpans(spans: Iterable<Span>): readonly Span[] {
  const seen = new Map<string, Span>();
  for (const span of spans) seen.set(`${span[1]} ${span[2]} ${span[0]}`, span);
  return [...seen.values()].sort((a, b) => byText(a[0], b[0]) || a[1] - b[1] || a[2] - b[2]);
}

/** Cells of `[resource, cell, booking, kind]` merged to spans per booking and kind, by resource and time. */
export function mergeCells(
  cells: Iterable<readonly [string, number, string, OwnedClaim['kind']]>,
): readonly OwnedClaim[] {
  const spans = Array.from(cells, ([resource, cell, booking, kind]) => ({
    resource,
    from: cell,
    to: cell + 1,
    booking,
    kind,
  })).sort(byCell);
  const merged: OwnedClaim[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    const joins =
      last?.resource === span.resource &&
      last.to === span.from &&
      last.booking === span.booking &&
      last.kind === span.kind;
    if (joins) merged[merged.length - 1] = { ...last, to: span.to };
    else merged.push(span);
  }
  return merged;
}

/** Where a page of bookings ended: start and id of its last row. */
export interface Cursor {
  readonly start: number;
  readonly id: string;
}

/** The opaque word for the place after this row. */
export const cursorAfter = (row: Booking): string => `${row.start}.${row.id}`;

/** Throws `bad_input` for a cursor that was not given out by a store or a limit that is no positive integer. */
export function readCursor(filter: BookingFilter): Cursor | undefined {
  checkLimit(filter.limit);
  if (filter.after === undefined) return undefined;
  const [, start, id] = /^(-?\d{1,10})\.(.+)$/su.exec(filter.after) ?? [];
  if (start === undefined || id === undefined)
    throw new BianminError({
      code: 'bad_input',
      message: 'after must be a cursor from the page before.',
      field: 'after',
    });
  checkKey(id, 'after');
  return { start: Number(start), id };
}

/** Throws unless a limit is an integer of at least 1. */
export function checkLimit(limit: number): void {
  if (Number.isSafeInteger(limit) && limit >= 1) return;
  throw new BianminError({
    code: 'bad_input',
    message: 'limit must be an integer of at least 1.',
    field: 'limit',
  });
}

/** The first text after all that begin with a prefix, by code points; undefined when there is none. */
export function prefixEnd(prefix: string): string | undefined {
  const points = Array.from(prefix, (c) => c.codePointAt(0) ?? 0);
  while (points.length) {
    const last = points.pop() ?? 0;
    if (last < 0x10ffff) return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
  }
  return undefined;
}
