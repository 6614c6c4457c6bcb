/** Writing: idempotency around a use case, the change into the store, refusals into problems. */
import { type Booking, canonicalJson, type Decision, poolProblem } from '../booking/index.js';
import { fail, type Problem, type Result } from '../problem.js';
import type { Refusal } from '../store/index.js';
import type { Context } from './context.js';
import type { Caller } from './types.js';

/** How long an answer is kept for repeats: a day. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** A caller's key, hashed, and the hash of what was asked. */
export interface Idempotency {
  readonly key: string;
  readonly requestHash: string;
}

export async function idempotencyOf(
  ctx: Context,
  act: string,
  request: unknown,
  caller: Caller,
): Promise<Idempotency | undefined> {
  if (caller.idempotencyKey === undefined) return undefined;
  const [key, requestHash] = await Promise.all([
    ctx.vault.hash('idempotency', `${act}\n${caller.idempotencyKey}`),
    ctx.vault.hash('request', canonicalJson([act, caller.channel, request])),
  ]);
  return { key, requestHash };
}

/**
 * The answer given before, `idempotency_key_reused` when the key came with another request, or undefined
 * when nothing is remembered. Asked only after a refusal: the common path has no extra read.
 */
export async function replay<T>(
  ctx: Context,
  idempotency: Idempotency | undefined,
): Promise<Result<T> | undefined> {
  if (!idempotency) return undefined;
  const row = (await ctx.store.idempotency(ctx.tenant, idempotency.key)).value;
  if (!row) return undefined;
  if (row.requestHash !== idempotency.requestHash)
    return fail('idempotency_key_reused', 'This Idempotency-Key was used with another request.', {
      field: 'Idempotency-Key',
    });
  return {
    ok: true,
    value: JSON.parse(await ctx.vault.open(`idempotency/${idempotency.key}`, row.response)) as T,
  };
}

/** Runs a use case; a refusal is first looked up among the answers given before. */
export async function remembered<T>(
  ctx: Context,
  act: string,
  request: unknown,
  caller: Caller,
  run: (idempotency: Idempotency | undefined) => Promise<Result<T>>,
): Promise<Result<T>> {
  const idempotency = await idempotencyOf(ctx, act, request, caller);
  const result = await run(idempotency);
  if (result.ok) return result;
  return (await replay<T>(ctx, idempotency)) ?? result;
}

/** Applies a decision with its answer; the board follows at once. Undefined: applied. */
export async function commit(
  ctx: Context,
  { change }: Pick<Decision, 'change'>,
  idempotency: Idempotency | undefined,
  answer: unknown,
): Promise<Refusal | undefined> {
  const row = idempotency && {
    ...idempotency,
    response: await ctx.vault.seal(`idempotency/${idempotency.key}`, JSON.stringify(answer)),
    expiresAt: change.at + KEPT_MS,
  };
  const applied = await ctx.store.apply(row ? { ...change, idempotency: row } : change);
  if (!applied.ok) return applied;
  ctx.board.applied(change);
  return undefined;
}

/** What a refusal means to the caller. */
export function refusalProblem(refusal: Refusal, decision: Decision): Problem {
  switch (refusal.reason) {
    case 'claim':
      return { code: 'slot_taken', message: 'This time has just been taken.' };
    case 'capacity': {
      const full = (decision.change.countUp ?? []).find((place) => refusal.pools.includes(place.pool));
      return poolProblem(full?.pool ?? refusal.pools[0] ?? '', full);
    }
    case 'version':
      return { code: 'version_conflict', message: 'It was changed meanwhile; please load it again.' };
    case 'idempotency':
      return {
        code: 'idempotency_in_flight',
        message: 'The same request is being worked on; please repeat it.',
      };
    case 'busy':
      return { code: 'store_busy', message: 'The store is busy; please repeat the request.' };
  }
}

/**
 * Read, decide, apply; once more from the start when the row changed in between. `read` gives the row and
 * the store's clock.
 */
export async function decideAndCommit<T>(
  ctx: Context,
  idempotency: Idempotency | undefined,
  decide: () => Promise<Result<Decision>>,
  answer: (booking: Booking) => Promise<T> | T,
): Promise<Result<T>> {
  for (let attempt = 0; ; attempt += 1) {
    const decided = await decide();
    if (!decided.ok) return decided;
    const value = await answer(decided.value.booking);
    const refusal = await commit(ctx, decided.value, idempotency, value);
    if (!refusal) return { ok: true, value };
    if (refusal.reason !== 'version' || attempt > 0)
      return { ok: false, problem: refusalProblem(refusal, decided.value) };
  }
}
