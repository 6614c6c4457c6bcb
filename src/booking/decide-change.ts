/** Moving and cancelling an appointment. */
import type { Result } from '../problem.js';
import { ended, withPersons } from './decide-hold.js';
import { type Decision, decide, type Moment, unless } from './decision.js';
import { holdingsOf, identitiesOf } from './holdings.js';
import type { Place } from './place.js';
import type { ServicePolicy } from './policy.js';
import { checkCancel } from './rules.js';
import { checkAct, checkVersion } from './states.js';
import type { Booking } from './types.js';

/**
 * Another place for the same appointment, in one change: the new cells are taken and the old ones given
 * back, cells of both are kept; when a new cell is taken by someone else nothing of it happens.
 */
export function decideMove(
  booking: Booking,
  command: { readonly place: Place; readonly version?: number | undefined },
  policy: ServicePolicy,
  at: Moment,
): Result<Decision> {
  const { place, version } = command;
  const checks = [
    checkVersion(booking, version),
    checkAct(booking, 'move'),
    checkCancel(booking, at.actor, at.now),
  ];
  return unless(checks, () => {
    const next = {
      ...booking,
      state: 'confirmed' as const,
      office: place.office,
      resource: place.resource,
      start: place.start,
      end: place.start + place.minutes,
      holdings: withPersons(holdingsOf(place), identitiesOf(booking), policy, place.day),
      cancelUntil: (place.start - place.cancelUntil) * 60_000,
      sequence: booking.sequence + 1,
    };
    const from = { office: booking.office, resource: booking.resource, start: booking.start };
    const to = { office: next.office, resource: next.resource, start: next.start };
    return decide({ old: booking, next, topic: 'booking.moved', facts: { from, to } }, at);
  });
}

/** Ends an appointment; all its places and personal limits are free again. */
export function decideCancel(
  booking: Booking,
  command: { readonly version?: number | undefined; readonly reason?: string },
  at: Moment,
): Result<Decision> {
  const checks = [
    checkVersion(booking, command.version),
    checkAct(booking, 'cancel'),
    checkCancel(booking, at.actor, at.now),
  ];
  return unless(checks, () => {
    const next = { ...ended(booking, 'cancelled'), sequence: booking.sequence + 1 };
    return decide(
      { old: booking, next, topic: 'booking.cancelled', facts: { reason: command.reason ?? 'asked' } },
      at,
    );
  });
}
