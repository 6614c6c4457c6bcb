/**
 * The rules of booking, one function each. Pure: facts in, `undefined` (allowed) or a `Problem` out,
 * with a code of its own and the plain facts behind it.
 */
import type { Channel, Policy, Service } from '../catalog/index.js';
import type { Problem } from '../problem.js';
import type { CivilDate, UtcMinute, UtcMs, Zone } from '../time/index.js';
import { addMonths, dayOf, formatDate } from '../time/index.js';
import type { Actor, Booking, CountedPlace, Standing } from './types.js';

const problem = (code: Problem['code'], message: string, more: Partial<Problem> = {}): Problem => ({
  code,
  message,
  ...more,
});
const iso = (ms: UtcMs): string => new Date(ms).toISOString();

/** `outside_booking_window`: the date is nearer or farther than the policy allows. */
export function checkAhead(
  window: { readonly first: CivilDate; readonly last: CivilDate },
  date: CivilDate,
): Problem | undefined {
  if (date >= window.first && date <= window.last) return undefined;
  return problem('outside_booking_window', 'The date is outside the days that can be booked now.', {
    field: 'start',
    data: { rule: 'ahead', first: window.first, last: window.last },
  });
}

/** The first UTC minute that may still be booked: after now, and by `notice` minutes. */
export const earliestStart = (notice: number | undefined, now: UtcMs): UtcMinute =>
  Math.max(Math.floor(now / 60_000) + 1, Math.ceil(now / 60_000) + (notice ?? 0));

/** `outside_booking_window`: the start is past, or nearer than the notice (minutes) the office needs. */
export function checkNotice(notice: number | undefined, start: UtcMinute, now: UtcMs): Problem | undefined {
  if (start >= earliestStart(notice, now)) return undefined;
  return problem('outside_booking_window', `The start must be at least ${notice ?? 0} minutes from now.`, {
    field: 'start',
    data: { rule: 'notice', minutes: notice ?? 0 },
  });
}

/** `not_offered`: the service is not open to this channel. */
export function checkChannel(service: Pick<Service, 'channels'>, channel: Channel): Problem | undefined {
  if (service.channels.includes(channel)) return undefined;
  return problem('not_offered', 'The service is not offered through this channel.', {
    field: 'channel',
    data: { rule: 'channel', channel, channels: service.channels },
  });
}

/** `blocked_no_show`: too many appointments were missed under one of the person's identifiers. */
export function checkStandings(standings: readonly Standing[], now: UtcMs): Problem | undefined {
  const until = Math.max(...standings.map((standing) => standing.blockedUntil ?? 0));
  if (now >= until) return undefined;
  return problem(
    'blocked_no_show',
    'Booking is blocked after missed appointments; the office can lift the block.',
    {
      data: { until: iso(until) },
    },
  );
}

/** `cancel_too_late`: citizens cancel or move until so long before the start; staff may at any time. */
export function checkCancel(
  booking: Pick<Booking, 'cancelUntil'>,
  actor: Actor,
  now: UtcMs,
): Problem | undefined {
  if (actor.kind !== 'citizen' || now <= booking.cancelUntil) return undefined;
  return problem(
    'cancel_too_late',
    'It is too late to change this appointment online; please call the office.',
    {
      data: { until: iso(booking.cancelUntil) },
    },
  );
}

/** What a full pool means to the person: `limit_reached`, `channel_quota_used`, `full` or `slot_taken`. */
export function poolProblem(pool: string, place: CountedPlace | undefined): Problem {
  const parts = pool.split('/');
  if (parts[0] === 'person') {
    const per = parts[3];
    return problem('limit_reached', `One person may have at most ${place?.cap ?? 'a few'} a ${per}.`, {
      data: { per, limit: place?.cap },
    });
  }
  if (parts[0] === 'quota')
    return problem('channel_quota_used', 'The places of this channel are used up for the day.', {
      data: { quota: place?.cap, channel: parts[3], date: place && formatDate(place.bucket) },
    });
  if (parts[0] === 'special')
    return problem('full', 'All places of this special opening are taken.', {
      data: { capacity: place?.cap },
    });
  if (parts[0] === 'holder')
    return problem('version_conflict', 'Another hold of yours is being made; please repeat the request.');
  return problem('slot_taken', 'This time has just been taken.');
}

/** Counts a missed appointment: the new conduct of a person, blocked when the policy says so. */
export function afterNoShow(
  rule: Policy['noShow'],
  standing: Standing | undefined,
  missed: {
    readonly tenant: string;
    readonly person: string;
    readonly start: UtcMs;
    readonly now: UtcMs;
    readonly zone: Zone;
  },
): Standing {
  const { tenant, person, start, now, zone } = missed;
  const since = rule ? monthsFrom(now, -rule.withinMonths, zone) : Number.NEGATIVE_INFINITY;
  const noShows = [...(standing?.noShows ?? []).filter((at) => at >= since), start].sort((a, b) => a - b);
  const base = { tenant, person, version: (standing?.version ?? 0) + 1 };
  const blocked = standing?.blockedUntil !== undefined ? { blockedUntil: standing.blockedUntil } : {};
  if (!rule || noShows.length < rule.count) return { ...base, noShows, ...blocked };
  // Misses that led to a block are settled by it: the count starts again.
  const until = Math.max(standing?.blockedUntil ?? 0, monthsFrom(now, rule.blockMonths, zone));
  return { ...base, noShows: [], blockedUntil: until };
}

/** Midnight of the same civil day so many months on, by the office's clock. */
function monthsFrom(now: UtcMs, months: number, zone: Zone): UtcMs {
  const { day } = zone.toWall(Math.floor(now / 60_000));
  const date = addMonths(formatDate(day), months);

  return zone.toUtc(dayOf(date), 0).instant * 60_000;
}
