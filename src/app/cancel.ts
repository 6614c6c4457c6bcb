/** Cancelling by proof. */
import { decideCancel, type PersonData } from '../booking/index.js';
import type { Result } from '../problem.js';
import { decideAndCommit, remembered } from './commit.js';
import type { Context } from './context.js';
import { prove } from './proof.js';
import type { Caller } from './types.js';
import { bookingView } from './views.js';
import type * as w from './wire/index.js';

export function cancel(
  ctx: Context,
  request: w.CancelRequest,
  caller: Caller,
): Promise<Result<w.BookingView>> {
  return remembered(ctx, 'cancel', request, caller, async (idempotency) => {
    let now = 0;
    let person: PersonData | undefined;
    const decide = async () => {
      const proven = await prove(ctx, request.proof);
      if (!proven.ok) return proven;
      ({ now, person } = proven.value);
      return decideCancel(proven.value.booking, { version: request.version }, { now, actor: caller.actor });
    };
    return decideAndCommit(ctx, idempotency, decide, (booking) => bookingView(ctx, booking, person, now));
  });
}
