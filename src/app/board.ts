/**
 * The read model: the free-time index of the booking horizon, filled from windows and the store's claims.
 * Our own writes are applied at once; others' are followed by asking the store what was touched, on
 * demand and at most every half second. It may be stale: the claim in the store decides.
 */
import { type FreeTimeIndex, indexOf } from '../availability/index.js';
import type { Change, CountedPlace } from '../booking/index.js';
import type { Store } from '../store/index.js';
import type { DayNumber, UtcMs } from '../time/index.js';
import { dayAt, type Site } from './site.js';

/** The board at one moment. */
export interface View {
  readonly site: Site;
  readonly index: FreeTimeIndex;
  /** The store's clock (estimated between two questions). */
  readonly now: UtcMs;
  readonly today: DayNumber;
  /** Units used of a quota or special-opening pool. */
  used(pool: string, bucket: number): number;
}

export interface BoardOptions {
  readonly tenant: string;
  readonly store: Store;
  /** The centre in force; another object means a changed centre. */
  readonly site: () => Site;
  /** Milliseconds of any steady clock: only differences count. */
  readonly monotonic: () => number;
  /** Milliseconds between two questions to the store. */
  readonly every: number;
  /** Called before the store is asked: ends holds whose time is up. */
  readonly sweep: () => Promise<unknown>;
}

export interface Board {
  /** The board, not older than `every`; `fresh`: not older than this call. */
  view(fresh?: boolean): Promise<View>;
  /** Our own change, as the store applied it. */
  applied(change: Change): void;
}

interface State {
  readonly site: Site;
  readonly index: FreeTimeIndex;
  readonly today: DayNumber;
  readonly used: Map<string, number>;
  /** Store's clock of the last answer, and the steady clock then. */
  since: UtcMs;
  askedAt: number;
}

const usedKey = (pool: string, bucket: number): string => `${bucket} ${pool}`;
const isDayPool = (pool: string): boolean => pool.startsWith('quota/') || pool.startsWith('special/');

export function createBoard(options: BoardOptions): Board {
  const { store, monotonic, every } = options;
  let state: State | undefined;
  let asking: Promise<State> | undefined;

  const stale = (): boolean =>
    !state || state.site !== options.site() || monotonic() - state.askedAt >= every;
  const clock = (s: State): UtcMs =>
    store.kind === 'memory' ? s.since : s.since + Math.max(0, monotonic() - s.askedAt);
  const ask = async (): Promise<State> => {
    await options.sweep();
    const site = options.site();
    if (state && state.site === site) await follow(options, state);
    if (!state || state.site !== site || dayAt(site.zone, state.since) !== state.today)
      state = await build(options, site);
    return state;
  };
  const once = (): Promise<State> => {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };

  return {
    async view(fresh) {
      if (fresh && asking) await asking;
      const s = fresh || stale() ? await once() : state!;
      return {
        site: s.site,
        index: s.index,
        today: s.today,
        now: clock(s),
        used: (pool, bucket) => s.used.get(usedKey(pool, bucket)) ?? 0,
      };
    },
    applied(change) {
      if (!state) return;
      state.index.cancelCells([...(change.free ?? []), ...poolCells(change.countDown)]);
      state.index.insertCells([...(change.take ?? []), ...poolCells(change.countUp)]);
      for (const [places, step] of [
        [change.countUp, 1],
        [change.countDown, -1],
      ] as const) {
        for (const { pool, bucket } of places ?? []) {
          const key = usedKey(pool, bucket);
          if (isDayPool(pool)) state.used.set(key, (state.used.get(key) ?? 0) + step);
        }
      }
    },
  };
}

/** Cells among counted places: those of resources with capacity > 1. */
export function* poolCells(places: readonly Pick<CountedPlace, 'pool' | 'bucket'>[] = []) {
  for (const { pool, bucket } of places)
    if (pool.startsWith('pool/')) yield { resource: pool.slice(5, -1), from: bucket, to: bucket + 1 };
}

async function build({ tenant, store, monotonic }: BoardOptions, site: Site): Promise<State> {
  const askedAt = monotonic();
  const now = await store.now();
  const { zone, windows, centre } = site;
  const today = dayAt(zone, now);
  const days = horizon(site, today);
  const resources = windows.resources();
  const index = indexOf(windows, { zone, grid: centre.grid, from: today, to: today + days });
  const from = Math.floor(zone.toUtc(today, 0).instant / centre.grid);
  const to = Math.ceil(zone.toUtc(today + days, 0).instant / centre.grid);
  const [claims, pools, used] = await Promise.all([
    store.claims(tenant, from, to),
    resources.some((resource) => resource.capacity > 1)
      ? store.counted(tenant, 'pool/', from, to)
      : undefined,
    dayPools(store, tenant, today, today + days),
  ]);
  index.insertCells(claims.value);
  if (pools) index.insertCells(pools.value.map(poolRow));
  return { site, index, today, used, since: now, askedAt };
}

const poolRow = (row: { readonly pool: string; readonly bucket: number; readonly used: number }) => ({
  resource: row.pool.slice(5, -1),
  from: row.bucket,
  to: row.bucket + 1,
  units: row.used,
});

async function dayPools(
  store: Store,
  tenant: string,
  from: DayNumber,
  to: DayNumber,
): Promise<Map<string, number>> {
  const [quotas, special] = await Promise.all([
    store.counted(tenant, 'quota/', from, to),
    store.counted(tenant, 'special/', 0, 1),
  ]);
  return new Map([...quotas.value, ...special.value].map((row) => [usedKey(row.pool, row.bucket), row.used]));
}

/** Days from today to the last date that any service can be booked for. */
function horizon(site: Site, today: DayNumber): number {
  let last = today;
  for (const service of site.services.values())
    for (const office of service.offices)
      last = Math.max(last, site.bookable(service, office.id, today).last);
  return Math.min(last - today + 1, 3660);
}

/** Reads again what others touched since the last question. */
async function follow({ tenant, store, monotonic }: BoardOptions, state: State): Promise<void> {
  const askedAt = monotonic();
  const touched = await store.touchedSince(tenant, state.since);
  const spans = new Map<string, { from: number; to: number }>();
  for (const [resource, from, to] of touched.value) {
    const span = spans.get(resource);
    if (span) Object.assign(span, { from: Math.min(span.from, from), to: Math.max(span.to, to) });
    else spans.set(resource, { from, to });
  }
  if (spans.size > 0) await reread(store, tenant, state, spans);
  state.since = touched.now;
  state.askedAt = askedAt;
}

async function reread(
  store: Store,
  tenant: string,
  state: State,
  spans: ReadonlyMap<string, { from: number; to: number }>,
): Promise<void> {
  const all = [...spans.values()];
  const from = Math.min(...all.map((span) => span.from));
  const to = Math.max(...all.map((span) => span.to));
  const pooled = [...spans.keys()].filter((resource) => (state.site.desks.get(resource)?.capacity ?? 1) > 1);
  const [claims, used, ...pools] = await Promise.all([
    store.claims(tenant, from, to, [...spans.keys()]),
    dayPools(store, tenant, state.today, state.today + state.index.days),
    ...pooled.map((resource) =>
      store.counted(tenant, `pool/${resource}/`, spans.get(resource)!.from, spans.get(resource)!.to),
    ),
  ]);
  for (const [resource, span] of spans) state.index.clearCells(resource, span.from, span.to);
  const within = claims.value.filter((claim) => spans.has(claim.resource));
  state.index.insertCells(within);
  for (const pool of pools) state.index.insertCells(pool.value.map(poolRow));
  state.used.clear();
  for (const [key, units] of used) state.used.set(key, units);
}
