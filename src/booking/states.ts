/** The life of a booking: hold → confirm → (move | cancel) → check-in → served | no-show. Final states are final. */
import type { Problem } from '../problem.js';
import type { Booking, BookingState } from './types.js';

export type Act =
  | 'extend'
  | 'confirm'
  | 'release'
  | 'expire'
  | 'move'
  | 'cancel'
  | 'check-in'
  | 'serve'
  | 'no-show';

/** Each act: from which states, and to which. */
export const TRANSITIONS: Readonly<
  Record<Act, { readonly from: readonly BookingState[]; readonly to: BookingState }>
> = {
  extend: { from: ['held'], to: 'held' },
  confirm: { from: ['held'], to: 'confirmed' },
  release: { from: ['held'], to: 'released' },
  expire: { from: ['held'], to: 'expired' },
  move: { from: ['confirmed', 'needs_reassign'], to: 'confirmed' },
  cancel: { from: ['confirmed', 'needs_reassign'], to: 'cancelled' },
  'check-in': { from: ['confirmed'], to: 'checked-in' },
  serve: { from: ['checked-in'], to: 'served' },
  'no-show': { from: ['confirmed', 'checked-in'], to: 'no-show' },
};

export const FINAL_STATES: ReadonlySet<BookingState> = new Set([
  'served',
  'no-show',
  'cancelled',
  'released',
  'expired',
]);

/** `hold_expired` for a hold that ended, `wrong_state` for everything else that the table does not allow. */
export function checkAct(booking: Pick<Booking, 'state'>, act: Act): Problem | undefined {
  if (TRANSITIONS[act].from.includes(booking.state)) return undefined;
  const data = { state: booking.state, act };
  const gone = booking.state === 'expired' || booking.state === 'released';
  if (gone && (act === 'extend' || act === 'confirm'))
    return { code: 'hold_expired', message: 'The hold has ended; please choose a time again.', data };
  return {
    code: 'wrong_state',
    message: `A booking that is ${booking.state} cannot take the step ${act}.`,
    data,
  };
}

/** `version_conflict` when the caller decided on an older version. */
export function checkVersion(
  booking: Pick<Booking, 'version'>,
  expected: number | undefined,
): Problem | undefined {
  if (expected === undefined || expected === booking.version) return undefined;
  return {
    code: 'version_conflict',
    message: 'The booking was changed meanwhile; please load it again.',
    field: 'version',
    data: { version: booking.version },
  };
}
