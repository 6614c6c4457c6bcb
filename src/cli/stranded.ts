/** Promises that the opening hours no longer cover: after a changed centre file, or a holiday notice that came late. */
import { calendarsOf } from '../app/index.js';
import { openingWindows } from '../availability/index.js';
import type { Booking } from '../booking/index.js';
import type { Centre } from '../catalog/index.js';
import { must } from '../problem.js';
import type { Store } from '../store/index.js';
import { type HolidayProvider, zoneOf } from '../time/index.js';

/** Bookings looked at, at most. */
const MOST = 500;
/** Minutes ahead: half a year. */
const AHEAD = 183 * 1440;

/** Appointments ahead whose desk is gone, or whose time lies outside its windows. Nothing is changed. */
export async function stranded(
  centre: Centre,
  holidays: HolidayProvider,
  store: Store,
): Promise<readonly Booking[]> {
  const now = Math.floor((await store.now()) / 60_000);
  const states = ['confirmed', 'needs_reassign'] as const;
  const { value } = await store.bookings(centre.tenant, { from: now, to: now + AHEAD, states, limit: MOST });
  const zone = must(zoneOf(centre.zone));
  const provider = openingWindows(centre, calendarsOf(centre, holidays));
  const known = new Set(provider.resources().map((r) => r.id));
  return value.rows.filter((booking) => {
    if (!known.has(booking.resource)) return true;
    const { day, minute } = zone.toWall(booking.start);
    const end = minute + (booking.end - booking.start);
    const windows = provider.windows(booking.resource, day);
    return !windows.some(
      (w) => w.from <= minute && end <= w.to && (w.services?.includes(booking.service) ?? true),
    );
  });
}
