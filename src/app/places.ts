/** Finding a resource for a start: candidates spread by the random source, the claim decides, alternatives at the end. */
import { type Booking, type Place, randomBelow } from '../booking/index.js';
import type { Channel } from '../catalog/index.js';
import type { Result } from '../problem.js';
import { formatWall } from '../time/index.js';
import { type Asked, checkAsked, placeAt, resolveAsked } from './asked.js';
import { poolCells, type View } from './board.js';
import type { Context } from './context.js';
import { freeDays } from './free.js';

/** Claims lost before giving up. */
const TRIES = 6;
/** Fresh starts told to a loser. */
const ALTERNATIVES = 6;

export interface Wish {
  readonly service: string;
  readonly office: string;
  readonly start: string;
  readonly channel: Channel;
  /** What the caller holds already and would give up: its cells count as free. */
  readonly own?: Booking | undefined;
}

/** Tries one place: an answer (good or bad), or undefined when someone else has just taken it. */
export type Attempt<T> = (place: Place) => Promise<Result<T> | undefined>;

/**
 * Tries the resources that are free by the board, in random order. In a rush a place is tried by one request of
 * this process at a time; the others wait for its outcome instead of asking the store in vain. After a lost claim,
 * and once before giving up, due holds are ended and the board is read afresh. Refusals: those of the rules, or
 * `slot_taken` with `data.alternatives`.
 */
export async function findPlace<T>(ctx: Context, wish: Wish, attempt: Attempt<T>): Promise<Result<T>> {
  let view = await ctx.board.view();
  let fresh = false;
  for (let tries = 0; tries < TRIES; ) {
    const asked = resolveAsked(view, wish);
    if (!asked.ok) return asked;
    const problem = checkAsked(view, asked.value, wish.channel);
    if (problem) return { ok: false, problem };
    const keyed = candidates(ctx, view, asked.value, wish.own).map((r) => [r, `${r} ${wish.start}`] as const);
    const [resource, key] = keyed.find(([, k]) => !ctx.trying.has(k)) ?? [];
    if (resource !== undefined) {
      const result = await tryAlone(ctx, key!, () =>
        attempt(placeAt(view, asked.value, resource, wish.channel, view.now)),
      );
      if (result) return result;
      tries += 1;
      fresh = true;
    } else if (keyed.length > 0) await Promise.race(keyed.map(([, k]) => ctx.trying.get(k)));
    else if (fresh) break;
    else {
      await ctx.board.view(true);
      fresh = true;
    }
    view = await ctx.board.view();
  }
  return { ok: false, problem: await taken(ctx, wish) };
}

/** Nobody else of this process tries the place until the outcome, and after a loss the fresh board, is there. */
async function tryAlone<T>(
  ctx: Context,
  key: string,
  attempt: () => Promise<Result<T> | undefined>,
): Promise<Result<T> | undefined> {
  const outcome = attempt().then(async (result) => {
    if (!result) await ctx.board.view(true);
    return result;
  });
  const settled = outcome.then(
    () => undefined,
    () => undefined,
  );
  ctx.trying.set(key, settled);
  try {
    return await outcome;
  } finally {
    ctx.trying.delete(key);
  }
}

function candidates(ctx: Context, view: View, asked: Asked, own: Booking | undefined): string[] {
  // A board that had not seen them yet reads them again soon: they were touched just now.
  const held = own ? [...own.holdings.claims, ...poolCells(own.holdings.counted)] : [];
  view.index.cancelCells(held);
  const found = [...view.index.candidates(asked.query, asked.office.id, asked.day, asked.minute)];
  view.index.insertCells(held);
  for (let i = found.length - 1; i > 0; i -= 1) {
    const j = randomBelow(ctx.random, i + 1);
    [found[i], found[j]] = [found[j]!, found[i]!];
  }
  // Who moves within an hour at the same desk keeps it: fewer changes for the office.
  const same = own ? found.indexOf(own.resource) : -1;
  if (same > 0) found.unshift(...found.splice(same, 1));
  return found;
}

async function taken(ctx: Context, wish: Wish) {
  const view = await ctx.board.view();
  const at = view.site.services.get(wish.service)!;
  const office = view.site.offices.get(wish.office)!;
  const asked = resolveAsked(view, wish);
  const from = asked.ok ? asked.value.day : view.today;
  const query = {
    at,
    offices: [office],
    to: Number.MAX_SAFE_INTEGER,
    channel: wish.channel,
    limit: ALTERNATIVES,
  };
  const later = freeDays(view, { ...query, from });
  const days = later.length > 0 ? later : freeDays(view, { ...query, from: view.today });
  const alternatives = days.flatMap((row) =>
    row.minutes.map((minute, i) => ({
      office: row.office,
      start: formatWall(row.day, minute),
      free: row.free[i]!,
    })),
  );
  return {
    code: 'slot_taken' as const,
    message: 'This time has just been taken.',
    field: 'start',
    data: { alternatives },
  };
}
