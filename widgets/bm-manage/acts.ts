/** What the widget does to the world: look up, move, cancel. */
import type { Problem, Proof } from '../../src/client/index.js';
import { startOf } from '../base/format.js';
import { isLost } from '../base/problems.js';
import type { BmManage } from './element.js';

/** Finds an appointment and shows it. */
export async function lookUp(host: BmManage, proof: Proof): Promise<void> {
  const answer = await host.act(() => host.client.view(proof));
  if (!answer) return;
  if (!answer.ok) {
    host.fail(answer.problem);
    return host.focusOn('[part=problem]');
  }
  host.cancelledAt = undefined;
  host.proof = proof;
  host.booking = answer.value;
  host.go('show');
}

const rules = { reference: /^[\dA-Za-z -]{6,24}$/, phone: /^\+?\d[\d -]{4,22}$/ };

/** Checks the form, then looks up. */
export function submitLook(host: BmManage): void {
  const reference = host.reference.trim();
  const phone = host.phone.trim();
  host.wrong = {
    ...(!rules.reference.test(reference) && { reference: reference ? 'badReference' : 'needReference' }),
    ...(!rules.phone.test(phone) && { phone: phone ? 'badPhone' : 'needPhone' }),
  };
  if (Object.keys(host.wrong).length > 0) host.focusOn('.errors');
  else lookUp(host, { reference, phone });
}

/** Opens the choice of a new time at the appointment's office. */
export function startMove(host: BmManage): void {
  const { booking, centre } = host;
  const service = centre?.services.find((s) => s.id === booking?.service);
  if (!booking || !service || !centre) return;
  host.when.open(service, centre, booking.office);
  host.target = undefined;
  host.go(host.elder ? (service.offices.length > 1 ? 'move-office' : 'move-day') : 'move');
}

const about = (host: BmManage) => {
  const { service = '', office = '', start = '' } = host.booking ?? {};
  return { service, office, start };
};

/** Takes the new place; the server frees the old one in the same step. */
export async function moveNow(host: BmManage): Promise<void> {
  const { booking, proof, target } = host;
  if (!booking || !proof || !target) return;
  const { office } = target;
  const start = startOf(target.date, target.minute);
  const to = { ...about(host), to: { office, start } };
  if (!host.emit('bm-move', to, true)) return;
  host.key ??= host.client.newKey();
  const options = { idempotencyKey: host.key };
  const request = { proof, office, start, version: booking.version };
  const answer = await host.act(() => host.client.move(request, options));
  if (!answer) return;
  if (answer.ok) {
    host.booking = answer.value;
    done(host, 'moved');
    host.emit('bm-moved', to);
  } else if (isLost(answer.problem)) {
    await host.when.offerOthers(start, office, answer.problem.data?.['alternatives']);
    host.replace(host.elder ? 'move-day' : 'move');
    await host.focusOn('.warn h3');
  } else await refused(host, answer.problem);
}

/** Gives the appointment up. */
export async function cancelNow(host: BmManage): Promise<void> {
  const { booking, proof } = host;
  if (!booking || !proof) return;
  const what = about(host);
  if (!host.emit('bm-cancel', what, true)) return;
  host.key ??= host.client.newKey();
  const options = { idempotencyKey: host.key };
  const answer = await host.act(() => host.client.cancel({ proof, version: booking.version }, options));
  if (!answer) return;
  if (!answer.ok) return refused(host, answer.problem);
  host.booking = answer.value;
  host.cancelledAt = Date.now();
  done(host);
  host.emit('bm-cancelled', what);
}

function done(host: BmManage, said?: 'moved'): void {
  host.key = undefined;
  host.replace('show');
  host.said = said;
}

/** Changed meanwhile: shows what it is now. Else says what is wrong. */
async function refused(host: BmManage, problem: Problem): Promise<void> {
  host.key = undefined;
  if (['version_conflict', 'wrong_state', 'cancel_too_late'].includes(problem.code) && host.proof) {
    const fresh = await host.act(() => host.client.view(host.proof!));
    if (fresh?.ok) {
      host.booking = fresh.value;
      host.replace('show');
    }
  }
  host.fail(problem);
  await host.focusOn('[part=problem]');
}
