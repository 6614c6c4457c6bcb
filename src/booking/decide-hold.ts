/** The life of a hold: taken, extended once, released, expired, confirmed. */
import type { Channel, Policy } from '../catalog/index.js';
import type { Problem, Result } from '../problem.js';
import type { UtcMs } from '../time/index.js';
import { type Decision, decide, type Moment, NOTHING, refuse, together, unless } from './decision.js';
import { holderPlace, holdingsOf, isHolderPool, personPlaces } from './holdings.js';
import type { Place } from './place.js';
import type { ServicePolicy } from './policy.js';
import { checkStandings } from './rules.js';
import { checkAct } from './states.js';
import type { Booking, Standing } from './types.js';

export interface HoldCommand {
  readonly tenant: string;
  readonly id: string;
  readonly reference: string;
  readonly place: Place;
  readonly channel: Channel;
  /** Keyed hash of the holder. */
  readonly holder: string;
  readonly language?: string | undefined;
}

const facts = (booking: Pick<Booking, 'service' | 'office' | 'resource' | 'start' | 'end' | 'channel'>) => {
  const { service, office, resource, start, end, channel } = booking;
  return { service, office, resource, start, end, channel };
};

/**
 * Holds a place. A live hold of the same holder (`earlier`) is released in the same change; cells and
 * counted places of both pass from one to the other.
 */
export function decideHold(
  command: HoldCommand,
  hold: Policy['hold'],
  earlier: Booking | undefined,
  at: Moment,
): Result<Decision> {
  const { place, tenant, id, reference, channel, holder, language } = command;
  const start = place.start;
  const { claims, counted } = holdingsOf(place);
  const next = {
    tenant,
    id,
    reference,
    state: 'held' as const,
    service: place.service,
    office: place.office,
    resource: place.resource,
    start,
    end: start + place.minutes,
    channel,
    holdings: { claims, counted: [...counted, holderPlace(holder)] },
    holder,
    heldUntil: at.now + hold.minutes * 60_000,
    extended: false,
    cancelUntil: (start - place.cancelUntil) * 60_000,
    ...(language ? { language } : {}),
    createdAt: at.now,
    sequence: 0,
  };
  const held = decide({ next, topic: 'booking.held', facts: facts(next) }, at);
  if (!earlier) return { ok: true, value: held };
  const released = decideRelease(earlier, { holder, reason: 'replaced' }, at);
  if (!released.ok) return released;
  return {
    ok: true,
    value: { booking: held.booking, change: together(held.change, released.value.change) },
  };
}

/** `not_found` for anyone but the holder: a hold's id alone opens nothing. */
export function checkHolder(booking: Pick<Booking, 'holder'>, holder: string): Problem | undefined {
  if (booking.holder === holder) return undefined;
  return { code: 'not_found', message: 'There is no such hold.' };
}

/** `hold_expired`: the time is up, whether or not housekeeping has seen it. */
export function checkHeld(booking: Pick<Booking, 'heldUntil' | 'state'>, now: UtcMs): Problem | undefined {
  if (booking.state !== 'held' || now < (booking.heldUntil ?? 0)) return undefined;
  return { code: 'hold_expired', message: 'The hold has ended; please choose a time again.' };
}

/** Extends a live hold once by the policy's minutes. */
export function decideExtend(
  booking: Booking,
  holder: string,
  hold: Policy['hold'],
  at: Moment,
): Result<Decision> {
  const spent: Problem | undefined =
    booking.extended || hold.extend <= 0
      ? {
          code: 'hold_extended_already',
          message: 'A hold can be extended once only.',
          data: { extend: hold.extend },
        }
      : undefined;
  const checks = [
    checkHolder(booking, holder),
    checkAct(booking, 'extend'),
    checkHeld(booking, at.now),
    spent,
  ];
  return unless(checks, () => {
    const heldUntil = (booking.heldUntil ?? at.now) + hold.extend * 60_000;
    return decide(
      {
        old: booking,
        next: { ...booking, heldUntil, extended: true },
        topic: 'booking.extended',
        facts: { heldUntil },
      },
      at,
    );
  });
}

/** Gives a hold back before its time. */
export function decideRelease(
  booking: Booking,
  command: { readonly holder: string; readonly reason?: string },
  at: Moment,
): Result<Decision> {
  return unless([checkHolder(booking, command.holder), checkAct(booking, 'release')], () =>
    decide(
      {
        old: booking,
        next: ended(booking, 'released'),
        topic: 'booking.released',
        facts: { reason: command.reason ?? 'asked' },
      },
      at,
    ),
  );
}

/** Ends a hold whose time is up; `wrong_state` while it lives. */
export function decideExpire(booking: Booking, at: Moment): Result<Decision> {
  const wrong = checkAct(booking, 'expire');
  if (wrong) return refuse(wrong);
  if (!checkHeld(booking, at.now))
    return refuse({ code: 'wrong_state', message: 'The hold still lives.', data: { act: 'expire' } });
  return {
    ok: true,
    value: decide({ old: booking, next: ended(booking, 'expired'), topic: 'booking.expired' }, at),
  };
}

/** A booking that ended before it came true owns nothing more. */
export function ended(booking: Booking, state: 'released' | 'expired' | 'cancelled'): Booking {
  const { heldUntil: _gone, ...rest } = booking;
  return { ...rest, state, holdings: NOTHING };
}

export interface ConfirmCommand {
  readonly holder: string;
  /** Keyed hashes of all that names the person; empty when the service asks for nothing that does. */
  readonly identities: readonly string[];
  readonly sealed: string;
  readonly tokenHash: string;
  readonly language?: string | undefined;
  /** Civil day of the start: limits count by it. */
  readonly day: number;
}

/** Makes a live hold an appointment. Personal limits become counted places of the booking. */
export function decideConfirm(
  booking: Booking,
  command: ConfirmCommand,
  known: { readonly policy: ServicePolicy; readonly standings: readonly Standing[] },
  at: Moment,
): Result<Decision> {
  const { policy, standings } = known;
  const checks = [
    checkHolder(booking, command.holder),
    checkAct(booking, 'confirm'),
    checkHeld(booking, at.now),
    policy.rules.noShow ? checkStandings(standings, at.now) : undefined,
  ];
  return unless(checks, () => {
    const { heldUntil: _gone, ...rest } = booking;
    const [person] = command.identities;
    const next = {
      ...rest,
      state: 'confirmed' as const,
      holdings: withPersons(booking.holdings, command.identities, policy, command.day),
      ...(person === undefined ? {} : { person, identities: command.identities }),
      sealed: command.sealed,
      tokenHash: command.tokenHash,
      ...(command.language ? { language: command.language } : {}),
    };
    return decide({ old: booking, next, topic: 'booking.confirmed', facts: facts(next) }, at);
  });
}

/** Holdings with the personal limits of a day, under every identity, in place of those of another day or of the holder's. */
export function withPersons(
  holdings: Booking['holdings'],
  identities: readonly string[],
  policy: ServicePolicy,
  day: number,
): Booking['holdings'] {
  const others = holdings.counted.filter(({ pool }) => !pool.startsWith('person/') && !isHolderPool(pool));
  const limits = policy.rules.limits ?? {};
  const own = identities.flatMap((one) => personPlaces(one, policy.limitsOwner, limits, day));
  return { claims: holdings.claims, counted: [...others, ...own] };
}

/** Hold and confirm in one step, for staff: one change, two steps in the audit. */
export function decideBook(
  hold: HoldCommand,
  confirm: ConfirmCommand,
  known: { readonly policy: ServicePolicy; readonly standings: readonly Standing[] },
  at: Moment,
): Result<Decision> {
  const held = decideHold(hold, known.policy.rules.hold, undefined, at);
  if (!held.ok) return held;
  const confirmed = decideConfirm(held.value.booking, confirm, known, at);
  if (!confirmed.ok) return confirmed;
  const { booking, change } = confirmed.value;
  return {
    ok: true,
    value: {
      booking,
      change: { ...together(held.value.change, change), insert: [booking], update: [] },
    },
  };
}
