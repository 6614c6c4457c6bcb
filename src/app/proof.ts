/** Whose appointment is it? The manage link's token, or reference and phone. Every wrong proof is the same `not_found`. */
import { type Booking, hashToken, normalPhone, type PersonData, parseReference } from '../booking/index.js';
import { fail, type Result } from '../problem.js';
import type { UtcMs } from '../time/index.js';
import type { Context } from './context.js';
import { personOf } from './views.js';
import type * as w from './wire/index.js';

export interface Proven {
  readonly booking: Booking;
  readonly person: PersonData | undefined;
  readonly now: UtcMs;
}

export async function prove(ctx: Context, proof: w.Proof): Promise<Result<Proven>> {
  const found = await ('token' in proof ? byToken(ctx, proof.token) : byReference(ctx, proof.reference));
  const booking = found?.value;
  if (!found || booking?.sealed === undefined) return notFound();
  const person = await personOf(ctx, booking);
  if ('phone' in proof && !samePhone(person?.phone, proof.phone)) return notFound();
  return { ok: true, value: { booking, person, now: found.now } };
}

const notFound = () => fail('not_found', 'There is no appointment with these details.');

async function byToken(ctx: Context, token: string) {
  const hash = hashToken(token);
  return hash === undefined ? undefined : ctx.store.bookingByToken(ctx.tenant, hash);
}

async function byReference(ctx: Context, text: string) {
  const reference = parseReference(text);
  return reference === undefined ? undefined : ctx.store.bookingByReference(ctx.tenant, reference);
}

/** Compares every character whatever the first difference: time tells nothing. */
function samePhone(known: string | undefined, given: string): boolean {
  if (known === undefined) return false;
  const a = normalPhone(known);
  const b = normalPhone(given);
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i += 1) difference |= a.charCodeAt(i) ^ (b.charCodeAt(i) || 0);
  return difference === 0;
}
