/** Bookings as the wire shows them: wall times, masked persons, what may still be done. */
import { type Booking, checkAct, checkCancel, maskPerson, type PersonData } from '../booking/index.js';
import type { UtcMinute, UtcMs, Zone } from '../time/index.js';
import { formatWall } from '../time/index.js';
import type { Context } from './context.js';
import type * as w from './wire/index.js';

/** ISO 8601 UTC of milliseconds. */
export const isoOf = (ms: UtcMs): string => new Date(ms).toISOString();

/** `YYYY-MM-DDTHH:MM` by the centre's clock. */
export function wallOf(zone: Zone, instant: UtcMinute): string {
  const { day, minute } = zone.toWall(instant);
  return formatWall(day, minute);
}

const CITIZEN = { kind: 'citizen', id: '-' } as const;

export function bookingView(
  ctx: Context,
  booking: Booking,
  person: PersonData | undefined,
  now: UtcMs,
): w.BookingView {
  const site = ctx.site();
  const desk = site.desks.get(booking.resource);
  const inTime = !checkCancel(booking, CITIZEN, now);
  return {
    reference: booking.reference,
    state: booking.state,
    version: booking.version,
    service: booking.service,
    office: booking.office,
    desk: { id: booking.resource, name: desk?.name ?? booking.resource },
    start: wallOf(site.zone, booking.start),
    minutes: booking.end - booking.start,
    startsAt: isoOf(booking.start * 60_000),
    ...(person ? { person: maskPerson(person) } : {}),
    mayCancel: inTime && !checkAct(booking, 'cancel'),
    mayMove: inTime && !checkAct(booking, 'move') && site.services.has(booking.service),
    cancelUntil: isoOf(booking.cancelUntil),
  };
}

export function holdView(ctx: Context, booking: Booking, now: UtcMs): w.HoldView {
  const site = ctx.site();
  const extend = site.services.get(booking.service)?.policy.rules.hold.extend ?? 0;
  return {
    hold: booking.id,
    service: booking.service,
    office: booking.office,
    start: wallOf(site.zone, booking.start),
    minutes: booking.end - booking.start,
    startsAt: isoOf(booking.start * 60_000),
    heldUntil: isoOf(booking.heldUntil ?? now),
    asOf: isoOf(now),
    mayExtend: !booking.extended && extend > 0,
  };
}

/** What the citizen told us, opened. Undefined while nothing is known. */
export async function personOf(ctx: Context, booking: Booking): Promise<PersonData | undefined> {
  if (booking.sealed === undefined) return undefined;
  return JSON.parse(await ctx.vault.open(`person/${booking.id}`, booking.sealed)) as PersonData;
}

export const sealPerson = (ctx: Context, booking: string, person: PersonData): Promise<string> =>
  ctx.vault.seal(`person/${booking}`, JSON.stringify(person));
