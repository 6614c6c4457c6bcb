/**
 * A small model of bookings, written apart from the code: it knows slots, states and limits, nothing of cells,
 * pools or chains. And the commands that random histories are made of.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Booking } from '../../src/booking/index.js';
import { shanghai } from '../support/clinic.js';

export const MIN = 60_000;
export const HOUR = 60 * MIN;
export const DAYS = ['2026-09-15', '2026-09-16', '2026-09-17'];
export const TIMES = ['09:00', '09:30', '10:00'];
/** One counter and a room for two. */
export const PLACES = 3;
export const LIMITS = { day: 1, week: 2 };
export const FINAL = ['served', 'no-show', 'cancelled', 'released', 'expired'];
export const USED = ['confirmed', 'checked-in', 'served', 'no-show'];

export interface Move {
  readonly kind: 'move';
  readonly nth: number;
  readonly slot: number;
}

export type Op =
  | { readonly kind: 'wait'; readonly minutes: number }
  | { readonly kind: 'wait-for'; readonly nth: number; readonly minutes: number }
  | { readonly kind: 'hold' | 'staff-book'; readonly who: number; readonly slot: number }
  | { readonly kind: 'confirm'; readonly nth: number; readonly who: number; readonly person: number }
  | { readonly kind: 'extend' | 'release'; readonly nth: number; readonly who: number }
  | Move
  | { readonly kind: 'cancel' | 'check-in' | 'serve' | 'no-show' | 'lift'; readonly nth: number }
  | { readonly kind: 'tend' };

/** One of the bookings so far, often the newest. */
export const nth = fc.oneof({ weight: 2, arbitrary: fc.nat(30) }, { weight: 3, arbitrary: fc.constant(-1) });
export const who = fc.nat(3);
/** Mostly the holder itself; else some other. */
export const asWho = fc.oneof({ weight: 9, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: who });
export const slot = fc.oneof(fc.nat(2), fc.nat(DAYS.length * TIMES.length - 1));
export const op: fc.Arbitrary<Op> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      minutes: fc.constantFrom(0, 1, 4, 9, 10, 60, 600, 1440),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constantFrom('hold' as const, 'staff-book' as const), who, slot }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('confirm' as const), nth, who: asWho, person: fc.nat(2) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('extend' as const, 'release' as const), nth, who: asWho }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('move' as const), nth, slot }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'cancel' as const,
        'check-in' as const,
        'serve' as const,
        'no-show' as const,
        'lift' as const,
      ),
      nth,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait-for' as const),
      nth,
      minutes: fc.constantFrom(-600, -121, -120, -119, -1, 0, 1, 30),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('tend' as const) }) },
);

export interface Known {
  readonly id: string;
  state: string;
  slot: number;
  version: number;
  holder: number;
  heldUntil: number;
  extended: boolean;
  person?: number;
  token?: string;
}

export const dateOf = (s: number) => DAYS[Math.floor(s / TIMES.length)]!;
export const wallOf = (s: number) => `${dateOf(s)}T${TIMES[s % TIMES.length]}`;
export const startOf = (s: number) => shanghai(wallOf(s));

export class Model {
  readonly bookings: Known[] = [];
  readonly misses = new Map<number, number>();
  readonly blocked = new Set<number>();
  now: number;
  constructor(now: number) {
    this.now = now;
  }
  due = (b: Known) => b.state === 'held' && this.now >= b.heldUntil;
  live = (b: Known) => ['held', 'confirmed', 'checked-in'].includes(b.state) && !this.due(b);
  taken = (s: number, but?: Known) =>
    this.bookings.filter((b) => b !== but && b.slot === s && this.live(b)).length;
  holdOf = (h: number) => this.bookings.find((b) => b.holder === h && b.state === 'held' && !this.due(b));
  placeFault(s: number, own?: Known): string | undefined {
    if (startOf(s) <= this.now) return 'outside_booking_window';
    return this.taken(s, own) >= PLACES ? 'slot_taken' : undefined;
  }
  limitFault(person: number, s: number, but?: Known): string | undefined {
    const own = this.bookings.filter((b) => b !== but && b.person === person && USED.includes(b.state));
    const day = own.filter((b) => dateOf(b.slot) === dateOf(s)).length;
    return day >= LIMITS.day || own.length >= LIMITS.week ? 'limit_reached' : undefined;
  }
}

/** What the model expects: undefined for success, else the code. */
export function expected(m: Model, b: Known | undefined, o: Op): string | undefined {
  switch (o.kind) {
    case 'hold':
      return m.placeFault(o.slot, m.holdOf(o.who));
    case 'staff-book': {
      const person = o.who % 3;
      const place = m.placeFault(o.slot);
      if (place) return place;
      return m.blocked.has(person) ? 'blocked_no_show' : m.limitFault(person, o.slot);
    }
    case 'confirm':
      if (!b || b.holder !== o.who) return 'not_found';
      if (b.state === 'expired' || b.state === 'released' || m.due(b)) return 'hold_expired';
      if (b.state !== 'held') return 'wrong_state';
      return m.blocked.has(o.person) ? 'blocked_no_show' : m.limitFault(o.person, b.slot);
    case 'extend':
      if (!b || b.holder !== o.who) return 'not_found';
      if (b.state === 'expired' || b.state === 'released' || m.due(b)) return 'hold_expired';
      if (b.state !== 'held') return 'wrong_state';
      return b.extended ? 'hold_extended_already' : undefined;
    case 'release':
      if (!b || b.holder !== o.who) return 'not_found';
      return ['held', 'released', 'expired'].includes(b.state) ? undefined : 'wrong_state';
    case 'cancel':
    case 'move': {
      if (!b?.token) return 'not_found';
      if (b.state !== 'confirmed') return 'wrong_state';
      if (m.now > startOf(b.slot) - 2 * HOUR) return 'cancel_too_late';
      if (o.kind !== 'move' || o.slot === b.slot) return undefined;
      return m.placeFault(o.slot, b) ?? m.limitFault(b.person!, o.slot, b);
    }
    case 'check-in':
      if (!b) return 'not_found';
      if (b.state !== 'confirmed') return 'wrong_state';
      return dayOf(m.now) === dateOf(b.slot) ? undefined : 'wrong_state';
    case 'serve':
      if (!b) return 'not_found';
      return b.state === 'checked-in' ? undefined : 'wrong_state';
    case 'no-show':
      if (!b) return 'not_found';
      return ['confirmed', 'checked-in'].includes(b.state) && m.now >= startOf(b.slot)
        ? undefined
        : 'wrong_state';
    case 'lift':
      return b?.person === undefined ? 'not_found' : undefined;
    default:
      return undefined;
  }
}

export const dayOf = (ms: number) => new Date(ms + 8 * HOUR).toISOString().slice(0, 10);
/** What success does to the model. */
export function advance(
  m: Model,
  b: Known | undefined,
  o: Op,
  value: unknown,
  stored: (id: string) => Booking,
  all: readonly Booking[],
): void {
  const step = (state: string) => {
    if (!b) return;
    b.state = state;
    b.version += 1;
  };
  switch (o.kind) {
    case 'hold': {
      const earlier = m.holdOf(o.who);
      if (earlier) Object.assign(earlier, { state: 'released', version: earlier.version + 1 });
      const id = (value as { hold: string }).hold;
      m.bookings.push({
        id,
        state: 'held',
        slot: o.slot,
        version: 1,
        holder: o.who,
        heldUntil: m.now + 10 * MIN,
        extended: false,
      });
      return;
    }
    case 'staff-book': {
      const { token, booking } = value as { token: string; booking: { reference: string } };
      const { id } = all.find((one) => one.reference === booking.reference)!;
      m.bookings.push({
        id,
        state: 'confirmed',
        slot: o.slot,
        version: 2,
        holder: -1,
        heldUntil: 0,
        extended: false,
        person: o.who % 3,
        token,
      });
      return;
    }
    case 'confirm':
      step('confirmed');
      Object.assign(b!, { person: o.person, token: (value as { token: string }).token });
      return;
    case 'extend':
      step('held');
      Object.assign(b!, { extended: true, heldUntil: b!.heldUntil + 5 * MIN });
      return;
    case 'release':
      if (b!.state === 'held') step(stored(b!.id).state);
      return;
    case 'cancel':
      step('cancelled');
      return;
    case 'move':
      if (o.slot !== b!.slot) {
        step('confirmed');
        b!.slot = o.slot;
      }
      return;
    case 'check-in':
      step('checked-in');
      return;
    case 'serve':
      step('served');
      return;
    case 'no-show': {
      step('no-show');
      const missed = (m.misses.get(b!.person!) ?? 0) + 1;
      m.misses.set(b!.person!, missed >= 2 ? 0 : missed);
      if (missed >= 2) m.blocked.add(b!.person!);
      return;
    }
    case 'lift':
      if ((value as { lifted: boolean }).lifted) {
        expect(m.blocked.delete(b!.person!)).toBe(true);
        m.misses.set(b!.person!, 0);
      } else expect(m.blocked.has(b!.person!)).toBe(false);
  }
}
