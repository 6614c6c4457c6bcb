/** From hold to appointment. The lean path: one read of the hold (and of conduct, where a rule asks), one write. */
import {
  answersTo,
  decideConfirm,
  faultsOf,
  hashToken,
  identifiersOf,
  newToken,
  type PersonData,
  type ServicePolicy,
  type Standing,
} from '../booking/index.js';
import type { Service } from '../catalog/index.js';
import { fail, type Problem, type Result } from '../problem.js';
import { decideAndCommit, remembered } from './commit.js';
import type { Context } from './context.js';
import type { Caller } from './types.js';
import { bookingView, sealPerson } from './views.js';
import type * as w from './wire/index.js';

/** All faults of the person's answers in one problem, or undefined. */
export function personProblem(service: Service, person: PersonData): Problem | undefined {
  const faults = faultsOf(service.asks, person);
  const first = faults[0];
  if (!first) return undefined;
  return { code: 'bad_input', message: `${first.field}: ${first.message}`, field: first.field, faults };
}

/** Keyed hashes of all that names the person in the answers. */
export const identityHashes = (ctx: Context, person: PersonData): Promise<readonly string[]> =>
  Promise.all(identifiersOf(person).map((identifier) => ctx.vault.hash('person', identifier)));

/** The person's conduct under every identity, read only when the policy has a no-show rule. */
export async function standingsOf(
  ctx: Context,
  policy: ServicePolicy,
  identities: readonly string[],
): Promise<readonly Standing[]> {
  if (!policy.rules.noShow) return [];
  const found = await Promise.all(identities.map((one) => ctx.store.standing(ctx.tenant, one)));
  return found.flatMap(({ value }) => value ?? []);
}

/** Confirms a hold. The answer is the only time that the manage token is told. */
export function confirm(
  ctx: Context,
  request: w.ConfirmRequest,
  caller: Caller,
): Promise<Result<w.ConfirmAnswer>> {
  return remembered(ctx, 'confirm', request, caller, async (idempotency) => {
    const token = newToken(ctx.random);
    const tokenHash = hashToken(token)!;
    let now = 0;
    let person: PersonData = {};
    const decide = async () => {
      const [holder, found] = await Promise.all([
        ctx.vault.hash('holder', request.holder),
        ctx.store.bookingById(ctx.tenant, request.hold),
      ]);
      const booking = found.value;
      const at = booking && ctx.site().services.get(booking.service);
      if (!booking || !at || booking.holder !== holder)
        return fail('not_found', 'There is no such hold.', { field: 'hold' });
      const problem = personProblem(at.service, request.person);
      if (problem) return { ok: false as const, problem };
      now = found.now;
      person = answersTo(at.service.asks, request.person);
      const [identities, sealed] = await Promise.all([
        identityHashes(ctx, person),
        sealPerson(ctx, booking.id, person),
      ]);
      const standings = await standingsOf(ctx, at.policy, identities);
      const { day } = ctx.site().zone.toWall(booking.start);
      const command = { holder, identities, sealed, tokenHash, language: request.language, day };
      return decideConfirm(booking, command, { policy: at.policy, standings }, { now, actor: caller.actor });
    };
    return decideAndCommit(ctx, idempotency, decide, (booking) => ({
      booking: bookingView(ctx, booking, person, now),
      token,
    }));
  });
}
