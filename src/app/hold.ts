/** Holding a place, extending and releasing the hold. */
import {
  decideExtend,
  decideHold,
  decideRelease,
  isHolderPool,
  type Moment,
  newId,
  newReference,
  poolProblem,
} from '../booking/index.js';
import { fail, type Result } from '../problem.js';
import { commit, decideAndCommit, type Idempotency, refusalProblem, remembered } from './commit.js';
import type { Context } from './context.js';
import { findPlace } from './places.js';
import { expireDue } from './tend.js';
import type { Caller } from './types.js';
import { holdView } from './views.js';
import type * as w from './wire/index.js';

/** Times that a hold is decided again because the holder's own holds changed meanwhile. */
const RETRIES = 3;
/** Due holds ended before that. */
const EXPIRE = 200;

/** Holds a start for the holder; an earlier hold of the same holder is given up in the same step. */
export function hold(ctx: Context, request: w.HoldRequest, caller: Caller): Promise<Result<w.HoldView>> {
  return remembered(ctx, 'hold', request, caller, (idempotency) =>
    holdOnce(ctx, request, caller, idempotency, RETRIES),
  );
}

async function holdOnce(
  ctx: Context,
  request: w.HoldRequest,
  caller: Caller,
  idempotency: Idempotency | undefined,
  retries: number,
): Promise<Result<w.HoldView>> {
  const holder = await ctx.vault.hash('holder', request.holder);
  const { now, value: earlier } = await ctx.store.holdOf(ctx.tenant, holder);
  const at: Moment = { now, actor: caller.actor };
  const identity = { tenant: ctx.tenant, id: newId(ctx.random), reference: newReference(ctx.random) };
  const { service, office, start, language } = request;
  const channel = request.channel ?? caller.channel;
  let changed = false;
  const result = await findPlace(ctx, { service, office, start, channel, own: earlier }, async (place) => {
    const rules = ctx.site().services.get(service)!.policy.rules;
    const decided = decideHold({ ...identity, place, channel, holder, language }, rules.hold, earlier, at);
    if (!decided.ok) return decided;
    const view = holdView(ctx, decided.value.booking, now);
    const refusal = await commit(ctx, decided.value, idempotency, view);
    if (!refusal) return { ok: true, value: view };
    changed = refusal.reason === 'version' || isHolding(refusal);
    if (changed) return { ok: false, problem: refusalProblem(refusal, decided.value) };
    if (isTaken(refusal)) return undefined;
    return { ok: false, problem: refusalProblem(refusal, decided.value) };
  });
  if (!changed || result.ok || retries === 0) return result;
  // The holder's earlier hold ended in between, or its time is up, or another request made one: look again.
  await expireDue(ctx, EXPIRE);
  return holdOnce(ctx, request, caller, idempotency, retries - 1);
}

/** The holder holds something already that was not seen when deciding. */
const isHolding = (refusal: { readonly reason: string; readonly pools?: readonly string[] }): boolean =>
  refusal.reason === 'capacity' && (refusal.pools ?? []).some(isHolderPool);

/** Someone else has this resource now; another one may do. */
export const isTaken = (refusal: { readonly reason: string; readonly pools?: readonly string[] }): boolean =>
  refusal.reason === 'claim' ||
  (refusal.reason === 'capacity' &&
    (refusal.pools ?? []).every((pool) => poolProblem(pool, undefined).code === 'slot_taken'));

const noHold = () => fail('not_found', 'There is no such hold.', { field: 'hold' });

/** Extends a live hold, once. */
export function extendHold(ctx: Context, request: w.HoldProof, caller: Caller): Promise<Result<w.HoldView>> {
  return remembered(ctx, 'extend', request, caller, async (idempotency) => {
    const holder = await ctx.vault.hash('holder', request.holder);
    let now = 0;
    const decide = async () => {
      const found = await ctx.store.bookingById(ctx.tenant, request.hold);
      now = found.now;
      const rules = found.value && ctx.site().services.get(found.value.service)?.policy.rules;
      if (!found.value || !rules) return noHold();
      return decideExtend(found.value, holder, rules.hold, { now, actor: caller.actor });
    };
    return decideAndCommit(ctx, idempotency, decide, (booking) => holdView(ctx, booking, now));
  });
}

/** Gives a hold back; releasing what has ended already is no fault. */
export function releaseHold(
  ctx: Context,
  request: w.HoldProof,
  caller: Caller,
): Promise<Result<{ readonly released: true }>> {
  return remembered(ctx, 'release', request, caller, async (idempotency) => {
    const holder = await ctx.vault.hash('holder', request.holder);
    const decide = async () => {
      const { now, value } = await ctx.store.bookingById(ctx.tenant, request.hold);
      return value ? decideRelease(value, { holder }, { now, actor: caller.actor }) : noHold();
    };
    const result = await decideAndCommit(ctx, idempotency, decide, () => ({ released: true as const }));
    const state = result.ok ? undefined : result.problem.data?.['state'];
    return state === 'released' || state === 'expired' ? { ok: true, value: { released: true } } : result;
  });
}
