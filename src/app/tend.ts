/** Housekeeping: due holds end, old answers go, the audit is sealed. */
import { decideExpire } from '../booking/index.js';
import type { Context } from './context.js';

const SYSTEM = { kind: 'system', id: 'tend' } as const;

/** Ends holds whose time is up, oldest first, at most `limit`; returns how many. One that was confirmed meanwhile stays. */
export async function expireDue(
  ctx: Pick<Context, 'tenant' | 'store'> & { readonly board?: Context['board'] },
  limit: number,
): Promise<number> {
  const { now, value: due } = await ctx.store.dueHolds(ctx.tenant, limit);
  let expired = 0;
  for (const hold of due) {
    const decided = decideExpire(hold, { now, actor: SYSTEM });
    if (!decided.ok) continue;
    const applied = await ctx.store.apply(decided.value.change);
    if (!applied.ok) continue;
    expired += 1;
    ctx.board?.applied(decided.value.change);
  }
  return expired;
}

const BATCH = 200;
const SEAL_BATCH = 1000;

export async function tend(ctx: Context): Promise<{ expired: number; purged: number; sealed: number }> {
  let expired = 0;
  for (let batch = BATCH; batch === BATCH; expired += batch) batch = await expireDue(ctx, BATCH);
  const purged = await ctx.store.purge(ctx.tenant);
  const seal = await ctx.store.sealAudit(ctx.tenant, await ctx.store.now(), SEAL_BATCH);
  const done = { expired, purged, sealed: seal?.rows ?? 0 };
  ctx.log('tended', done);
  return done;
}
