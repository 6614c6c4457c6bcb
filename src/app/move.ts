/** Moving by proof: the new place is taken before the old one is given back, both in one change. */
import { checkAct, checkCancel, checkVersion, decideMove } from '../booking/index.js';
import type { Result } from '../problem.js';
import { commit, type Idempotency, refusalProblem, remembered } from './commit.js';
import type { Context } from './context.js';
import { isTaken } from './hold.js';
import { findPlace } from './places.js';
import { prove } from './proof.js';
import type { Caller } from './types.js';
import { bookingView, wallOf } from './views.js';
import type * as w from './wire/index.js';

export function move(ctx: Context, request: w.MoveRequest, caller: Caller): Promise<Result<w.BookingView>> {
  return remembered(ctx, 'move', request, caller, (idempotency) =>
    moveOnce(ctx, request, caller, idempotency, 1),
  );
}

async function moveOnce(
  ctx: Context,
  request: w.MoveRequest,
  caller: Caller,
  idempotency: Idempotency | undefined,
  retries: number,
): Promise<Result<w.BookingView>> {
  const proven = await prove(ctx, request.proof);
  if (!proven.ok) return proven;
  const { booking, person, now } = proven.value;
  const at = { now, actor: caller.actor };
  const { service, channel } = booking;
  const policy = ctx.site().services.get(service)?.policy;
  if (!policy)
    return { ok: false, problem: { code: 'not_offered', message: 'The service is no longer offered.' } };
  // State, version and deadline first: a place is looked for only when the move is allowed.
  const refused =
    checkVersion(booking, request.version) ??
    checkAct(booking, 'move') ??
    checkCancel(booking, at.actor, now);
  if (refused) return { ok: false, problem: refused };
  const unmoved =
    booking.office === request.office && wallOf(ctx.site().zone, booking.start) === request.start;
  if (unmoved && booking.state === 'confirmed')
    return { ok: true, value: bookingView(ctx, booking, person, now) };
  let changed = false;
  const wish = { service, office: request.office, start: request.start, channel, own: booking };
  const result = await findPlace(ctx, wish, async (place) => {
    const decided = decideMove(booking, { place, version: request.version }, policy, at);
    if (!decided.ok) return decided;
    const answer = bookingView(ctx, decided.value.booking, person, now);
    const refusal = await commit(ctx, decided.value, idempotency, answer);
    if (!refusal) return { ok: true, value: answer };
    changed = refusal.reason === 'version';
    if (isTaken(refusal)) return undefined;
    return { ok: false, problem: refusalProblem(refusal, decided.value) };
  });
  return changed && !result.ok && retries > 0
    ? moveOnce(ctx, request, caller, idempotency, retries - 1)
    : result;
}
