/** What may not change under live bookings: the grid their claims are counted in, and how a desk is counted at all. */
import { type BookingState, pools } from '../booking/index.js';
import type { Centre } from '../catalog/index.js';
import { BianminError } from '../problem.js';
import type { Store } from '../store/index.js';
import type { UtcMs } from '../time/index.js';

/** States that own places. */
const LIVE: readonly BookingState[] = ['held', 'confirmed', 'checked-in', 'needs_reassign'];

/** Past every minute and cell that a store can keep (32-bit integers). */
const NO_END = 2 ** 31 - 1;

/** Bookings read at once. */
const PAGE = 500;

/** `wrong_state` when there is any live booking. */
export async function checkGrid(store: Store, tenant: string): Promise<void> {
  const { value } = await store.bookings(tenant, { from: 0, to: NO_END, states: LIVE, limit: 1 });
  if (value.rows.length === 0) return;
  throw new BianminError({
    code: 'wrong_state',
    field: 'grid',
    message: 'grid cannot change while the store holds live bookings. Keep it, or begin a new store.',
  });
}

/**
 * A desk for one person is guarded by claims, one for several by counts: neither sees the other. So a desk cannot
 * pass between the two while bookings ahead are kept the old way (`wrong_state`, with the desk and how many).
 * What is kept in the store decides, not the centre file before: a desk may have been gone for a while.
 */
export async function checkCapacities(store: Store, centre: Centre, now: UtcMs): Promise<void> {
  const desks = centre.offices.flatMap((office, o) =>
    office.desks.map((desk, d) => ({ desk, field: `offices.${o}.desks.${d}.capacity` })),
  );
  const from = Math.floor(now / 60_000 / centre.grid);
  const single = new Map(desks.filter(({ desk }) => desk.capacity === 1).map((x) => [x.desk.id, x]));
  const several = new Map(desks.filter(({ desk }) => desk.capacity > 1).map((x) => [x.desk.id, x]));
  const [claims, counts] = await Promise.all([
    several.size === 0
      ? []
      : store.claims(centre.tenant, from, NO_END, [...several.keys()]).then((x) => x.value),
    store.counted(centre.tenant, 'pool/', from, NO_END).then((x) => x.value),
  ]);
  const byPool = new Map([...single.values()].map((x) => [pools.resource(x.desk.id), x]));
  const first =
    claims.map((claim) => several.get(claim.resource)).find((x) => x !== undefined) ??
    counts
      .filter((count) => count.used > 0)
      .map((count) => byPool.get(count.pool))
      .find((x) => x !== undefined);
  if (!first) return;
  const { id, capacity } = first.desk;
  const live = await liveAt(store, centre.tenant, id, Math.floor(now / 60_000));
  throw new BianminError({
    code: 'wrong_state',
    field: first.field,
    message:
      `The capacity of desk ${id} cannot become ${capacity} while it has ${live} live booking(s) ahead that are ` +
      `counted ${capacity === 1 ? 'for several people at once' : 'for one person at a time'}. ` +
      'Give the desk a new id, or wait until they are over.',
    data: { desk: id, bookings: live },
  });
}

/** Live bookings of a desk that end after a minute. */
async function liveAt(store: Store, tenant: string, desk: string, minute: number): Promise<number> {
  let found = 0;
  let after: string | undefined;
  do {
    // From a day before: one that began then may still last.
    const filter = { from: minute - 1440, to: NO_END, states: LIVE, limit: PAGE };
    const { value } = await store.bookings(tenant, { ...filter, ...(after === undefined ? {} : { after }) });
    found += value.rows.filter((booking) => booking.resource === desk && booking.end > minute).length;
    after = value.next;
  } while (after !== undefined);
  return found;
}
