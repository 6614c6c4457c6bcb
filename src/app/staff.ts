/** What clerks do: book for people at the phone or the desk, lists, attendance, lifting blocks. */
import {
  answersTo,
  type Booking,
  type Conduct,
  type Decision,
  decideBook,
  decideCheckIn,
  decideLift,
  decideNoShow,
  decideServe,
  hashToken,
  identitiesOf,
  type Moment,
  newId,
  newReference,
  newToken,
  type PersonData,
} from '../booking/index.js';
import { fail, type Result } from '../problem.js';
import { dayOf } from '../time/index.js';
import { commit, decideAndCommit, refusalProblem, remembered } from './commit.js';
import { identityHashes, personProblem, standingsOf } from './confirm.js';
import type { Context } from './context.js';
import { isTaken } from './hold.js';
import { findPlace } from './places.js';
import type { Caller } from './types.js';
import { bookingView, isoOf, personOf, sealPerson } from './views.js';
import type * as w from './wire/index.js';
import { MOST_DAYS } from './wire/index.js';

/** Hold and confirm in one step. */
export function staffBook(
  ctx: Context,
  request: w.StaffBookRequest,
  caller: Caller,
): Promise<Result<w.ConfirmAnswer>> {
  return remembered(ctx, 'staff-book', request, caller, async (idempotency) => {
    const { service, office, start, channel, language } = request;
    const at = ctx.site().services.get(service);
    if (!at) return fail('not_found', 'There is no such service.', { field: 'service' });
    const problem = personProblem(at.service, request.person);
    if (problem) return { ok: false, problem };
    const person = answersTo(at.service.asks, request.person);
    const id = newId(ctx.random);
    const token = newToken(ctx.random);
    const [identities, sealed, now, holder] = await Promise.all([
      identityHashes(ctx, person),
      sealPerson(ctx, id, person),
      ctx.store.now(),
      ctx.vault.hash('holder', `staff/${id}`),
    ]);
    const known = { policy: at.policy, standings: await standingsOf(ctx, at.policy, identities) };
    const reference = newReference(ctx.random);
    return findPlace(ctx, { service, office, start, channel }, async (place) => {
      const hold = { tenant: ctx.tenant, id, reference, place, channel, holder, language };
      const confirmed = { holder, identities, sealed, tokenHash: hashToken(token)!, day: place.day };
      const decided = decideBook(hold, confirmed, known, { now, actor: caller.actor });
      if (!decided.ok) return decided;
      const answer = { booking: bookingView(ctx, decided.value.booking, person, now), token };
      const refusal = await commit(ctx, decided.value, idempotency, answer);
      if (!refusal) return { ok: true, value: answer };
      return isTaken(refusal) ? undefined : { ok: false, problem: refusalProblem(refusal, decided.value) };
    });
  });
}

const staffView = (
  ctx: Context,
  booking: Booking,
  person: PersonData | undefined,
  now: number,
): w.StaffBookingView => ({
  ...bookingView(ctx, booking, person, now),
  id: booking.id,
  channel: booking.channel,
});

/** Real appointments of the days `[from, to)`, holds left out unless asked for. Persons are masked. */
export async function staffList(ctx: Context, query: w.StaffListQuery): Promise<Result<w.StaffListAnswer>> {
  const { zone } = ctx.site();
  const from = dayOf(query.from);
  const to = query.to === undefined ? from + 1 : dayOf(query.to);
  if (to <= from || to - from > MOST_DAYS)
    return fail('range_too_long', `A list covers 1 to ${MOST_DAYS} days.`, { field: 'to' });
  if (query.office !== undefined && !ctx.site().offices.has(query.office))
    return fail('not_found', 'There is no such office.', { field: 'office' });
  const limit = query.limit === undefined ? 100 : Number(query.limit);
  if (!(limit >= 1))
    return fail('bad_input', 'limit: must be a whole number from 1 to 999.', { field: 'limit' });
  const page = await ctx.store.bookings(ctx.tenant, {
    from: zone.toUtc(from, 0).instant,
    to: zone.toUtc(to, 0).instant,
    ...(query.office === undefined ? {} : { offices: [query.office] }),
    states: query.state === undefined ? LISTED : [query.state],
    limit,
    ...(query.after === undefined ? {} : { after: query.after }),
  });
  const { rows, next } = page.value;
  const bookings = await Promise.all(
    rows.map(async (row) => staffView(ctx, row, await personOf(ctx, row), page.now)),
  );
  return { ok: true, value: { asOf: isoOf(page.now), bookings, ...(next === undefined ? {} : { next }) } };
}

const LISTED: readonly Booking['state'][] = [
  'confirmed',
  'checked-in',
  'served',
  'no-show',
  'cancelled',
  'needs_reassign',
];

type StaffDecide = (booking: Booking, at: Moment) => Result<Decision> | Promise<Result<Decision>>;

function staffAct(
  ctx: Context,
  act: string,
  request: w.StaffActRequest,
  caller: Caller,
  decide: StaffDecide,
): Promise<Result<w.StaffBookingView>> {
  return remembered(ctx, act, request, caller, async (idempotency) => {
    let now = 0;
    const read = async () => {
      const found = await ctx.store.bookingById(ctx.tenant, request.booking);
      now = found.now;
      return found.value ? decide(found.value, { now, actor: caller.actor }) : noBooking();
    };
    return decideAndCommit(ctx, idempotency, read, async (booking) =>
      staffView(ctx, booking, await personOf(ctx, booking), now),
    );
  });
}

const noBooking = () => fail('not_found', 'There is no such booking.', { field: 'booking' });

export const checkIn = (ctx: Context, request: w.StaffActRequest, caller: Caller) =>
  staffAct(ctx, 'check-in', request, caller, (booking, at) =>
    decideCheckIn(booking, request, ctx.site().zone, at),
  );

export const serve = (ctx: Context, request: w.StaffActRequest, caller: Caller) =>
  staffAct(ctx, 'serve', request, caller, (booking, at) => decideServe(booking, request, at));

export const noShow = (ctx: Context, request: w.StaffActRequest, caller: Caller) =>
  staffAct(ctx, 'no-show', request, caller, async (booking, at) => {
    const rule = ctx.site().services.get(booking.service)?.policy.rules.noShow;
    const conduct = await conductOf(ctx, booking);
    return decideNoShow(booking, request, { conduct, rule, zone: ctx.site().zone }, at);
  });

/** Conduct under every identity of a booking. */
async function conductOf(ctx: Context, booking: Booking): Promise<ReadonlyMap<string, Conduct>> {
  const read = async (identity: string): Promise<readonly [string, Conduct]> => {
    const [standing, rows] = await Promise.all([
      ctx.store.standing(ctx.tenant, identity),
      ctx.store.auditOf(ctx.tenant, `standing/${identity}`),
    ]);
    return [identity, { standing: standing.value, head: rows.at(-1)?.hash }];
  };
  return new Map(await Promise.all(identitiesOf(booking).map(read)));
}

/** Lifts the blocks of the person of a booking, under every identity of it. */
export function liftBlock(
  ctx: Context,
  request: w.LiftBlockRequest,
  caller: Caller,
): Promise<Result<{ readonly lifted: boolean }>> {
  return remembered<{ readonly lifted: boolean }>(ctx, 'lift', request, caller, async (idempotency) => {
    for (let attempt = 0; ; attempt += 1) {
      const { now, value } = await ctx.store.bookingById(ctx.tenant, request.booking);
      if (!value?.person) return noBooking();
      const conduct = await conductOf(ctx, value);
      const decided = decideLift(
        [...conduct.values()],
        { reason: request.reason, booking: value.id },
        { now, actor: caller.actor },
      );
      if (!decided.ok)
        return decided.problem.code === 'wrong_state' ? { ok: true, value: { lifted: false } } : decided;
      const refusal = await commit(ctx, { change: decided.value }, idempotency, { lifted: true });
      if (!refusal) return { ok: true, value: { lifted: true } };
      if (refusal.reason !== 'version' || attempt > 0)
        return { ok: false, problem: refusalProblem(refusal, { booking: value, change: decided.value }) };
    }
  });
}
