/** The day itself: check-in, served, no-show; and lifting the block that no-shows brought. */
import type { Policy } from '../catalog/index.js';
import { fail, type Problem, type Result } from '../problem.js';
import type { UtcMs, Zone } from '../time/index.js';
import { type Decision, decide, type Moment, refuse, standingChange, together, unless } from './decision.js';
import { identitiesOf } from './holdings.js';
import { afterNoShow } from './rules.js';
import { type Act, checkAct, checkVersion, TRANSITIONS } from './states.js';
import type { Booking, Change, Holdings, Standing } from './types.js';

interface StaffCommand {
  readonly version?: number | undefined;
}

/** Its time is given back; limits and quotas stay used: the appointment came true (or was missed). */
const afterwards = (holdings: Holdings): Holdings => ({
  claims: [],
  counted: holdings.counted.filter((place) => !place.pool.startsWith('pool/')),
});

const wallDay = (zone: Zone, ms: UtcMs): number => zone.toWall(Math.floor(ms / 60_000)).day;

function checkDay(booking: Booking, zone: Zone, now: UtcMs): Problem | undefined {
  if (wallDay(zone, now) === wallDay(zone, booking.start * 60_000)) return undefined;
  return {
    code: 'wrong_state',
    message: 'Check-in is possible on the day of the appointment only.',
    data: { rule: 'day', act: 'check-in' },
  };
}

function checkBegun(booking: Booking, now: UtcMs): Problem | undefined {
  if (now >= booking.start * 60_000) return undefined;
  return {
    code: 'wrong_state',
    message: 'An appointment can be missed only after its start.',
    data: { rule: 'not_begun', act: 'no-show' },
  };
}

function stepTo(booking: Booking, act: Act, at: Moment): Decision {
  const state = TRANSITIONS[act].to;
  const holdings = state === 'checked-in' ? booking.holdings : afterwards(booking.holdings);
  return decide({ old: booking, next: { ...booking, state, holdings }, topic: `booking.${state}` }, at);
}

export function decideCheckIn(
  booking: Booking,
  command: StaffCommand,
  zone: Zone,
  at: Moment,
): Result<Decision> {
  const checks = [
    checkVersion(booking, command.version),
    checkAct(booking, 'check-in'),
    checkDay(booking, zone, at.now),
  ];
  return unless(checks, () => stepTo(booking, 'check-in', at));
}

export function decideServe(booking: Booking, command: StaffCommand, at: Moment): Result<Decision> {
  return unless([checkVersion(booking, command.version), checkAct(booking, 'serve')], () =>
    stepTo(booking, 'serve', at),
  );
}

/** What is known under one identity: conduct, and the newest hash of its audit chain. */
export interface Conduct {
  readonly standing?: Standing | undefined;
  readonly head?: string | undefined;
}

/** Marks an appointment missed and counts it under every identity of it, with a block when the policy says so. */
export function decideNoShow(
  booking: Booking,
  command: StaffCommand,
  known: {
    /** By identity; absent: nothing is known yet. */
    readonly conduct: ReadonlyMap<string, Conduct>;
    readonly rule: Policy['noShow'];
    readonly zone: Zone;
  },
  at: Moment,
): Result<Decision> {
  const checks = [
    checkVersion(booking, command.version),
    checkAct(booking, 'no-show'),
    checkBegun(booking, at.now),
  ];
  return unless(checks, () => {
    const missed = stepTo(booking, 'no-show', at);
    const { tenant } = booking;
    const start = booking.start * 60_000;
    let { change } = missed;
    for (const person of identitiesOf(booking)) {
      const { standing, head } = known.conduct.get(person) ?? {};
      const next = afterNoShow(known.rule, standing, {
        tenant,
        person,
        start,
        now: at.now,
        zone: known.zone,
      });
      const { noShows, blockedUntil } = next;
      const told = { booking: booking.id, noShows: noShows.length, blockedUntil };
      change = together(change, standingChange(next, head, 'standing.no-show', told, at));
    }
    return { booking: missed.booking, change };
  });
}

/** Lifts all blocks of a person and starts those counts afresh. `wrong_state` when there is none. */
export function decideLift(
  conduct: readonly Conduct[],
  command: { readonly reason: string; readonly booking: string },
  at: Moment,
): Result<Change> {
  const lifts = conduct.flatMap(({ standing, head }) => {
    if (!standing?.blockedUntil || standing.blockedUntil <= at.now) return [];
    const { blockedUntil: _lifted, ...rest } = standing;
    const next: Standing = { ...rest, version: standing.version + 1, noShows: [] };
    const told = { booking: command.booking, reason: command.reason };
    return [standingChange(next, head, 'standing.lifted', told, at)];
  });
  if (lifts.length === 0)
    return fail('wrong_state', 'This person is not blocked.', { data: { act: 'lift' } });
  if (at.actor.kind !== 'staff')
    return refuse({ code: 'forbidden', message: 'Only staff may lift a block.' });
  return { ok: true, value: lifts.reduce(together) };
}
