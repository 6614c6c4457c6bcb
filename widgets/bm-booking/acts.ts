/** What the widget does to the world: hold, extend, confirm, undo. */
import type { Problem } from '../../src/client/index.js';
import { startOf } from '../base/format.js';
import { isGone, isLost } from '../base/problems.js';
import type { Place } from '../base/when/model.js';
import type { BmBooking } from './element.js';
import { check, fromProblem, person } from './form.js';

/** Keeps a place for the visitor and goes on; offers others when it is gone. */
export async function takePlace(host: BmBooking, place: Place): Promise<void> {
  const service = host.chosen;
  if (!service) return;
  const { office } = place;
  const start = startOf(place.date, place.minute);
  if (!host.emit('bm-hold', { service: service.id, office, start }, true)) return;
  host.announce(host.own('holding'));
  const answer = await hold(host, service.id, office, start);
  if (!answer) return;
  if (!answer.ok) return refused(host, answer.problem, start, office);
  host.notice = undefined;
  host.when.lost = undefined;
  host.keeper.take(answer.value);
  host.save();
  // From wherever the time was chosen, on to what comes after the choice.
  host.go(host.elder && service.asks.length > 0 ? 'ask-0' : 'details');
}

const hold = (host: BmBooking, service: string, office: string, start: string) =>
  host.act(() =>
    host.client.hold({
      service,
      office,
      start,
      holder: host.holder,
      channel: host.door,
      language: host.language,
    }),
  );

async function refused(host: BmBooking, problem: Problem, start: string, office: string): Promise<void> {
  if (!isLost(problem)) return host.fail(problem);
  host.emit('bm-problem', { code: problem.code });
  host.keeper.drop();
  await host.when.offerOthers(start, office, problem.data?.['alternatives']);
  if (host.step === 'details' || host.step.startsWith('ask-')) host.go(host.elder ? 'day' : 'when');
  host.announce(host.t('lostTitle'));
  await host.focusOn('.warn h3');
}

/** Takes the same place again after its hold ran out. What was typed stays. */
export async function retake(host: BmBooking): Promise<void> {
  const { kept } = host.keeper;
  const service = host.chosen;
  if (!kept || !service) return;
  const { office, start } = kept;
  const answer = await hold(host, service.id, office, start);
  if (!answer) return;
  if (!answer.ok) return refused(host, answer.problem, start, office);
  host.confirmKey = undefined;
  host.keeper.take(answer.value);
  host.save();
  host.focusOn();
}

/** More time, once. */
export async function extend(host: BmBooking): Promise<void> {
  const { kept } = host.keeper;
  if (!kept) return;
  const answer = await host.act(() => host.client.extendHold({ hold: kept.hold, holder: host.holder }));
  if (!answer) return;
  if (!answer.ok) {
    if (isGone(answer.problem)) return host.keeper.end();
    return host.fail(answer.problem);
  }
  host.keeper.take(answer.value);
  host.save();
  host.focusOn('.kept');
}

/** Checks, confirms, shows the result. */
export async function confirm(host: BmBooking): Promise<void> {
  const { kept } = host.keeper;
  const asks = host.chosen?.asks ?? [];
  if (!kept || host.busy) return;
  host.errors = check(asks, host.values);
  if (Object.keys(host.errors).length > 0) return host.focusOn('.errors');
  const about = { service: kept.service, office: kept.office, start: kept.start };
  if (!host.emit('bm-confirm', about, true)) return;
  host.confirmKey ??= host.client.newKey();
  const request = {
    hold: kept.hold,
    holder: host.holder,
    person: person(asks, host.values),
    language: host.language,
  };
  const answer = await host.act(() => host.client.confirm(request, { idempotencyKey: host.confirmKey }));
  if (!answer) return;
  if (!answer.ok) return unconfirmed(host, answer.problem);
  host.booked = answer.value.booking;
  host.token = answer.value.token;
  host.bookedAt = Date.now();
  host.values = {};
  host.confirmKey = undefined;
  host.keeper.drop();
  host.go('done');
  host.emit('bm-booked', about);
}

function unconfirmed(host: BmBooking, problem: Problem): Promise<void> | void {
  if (isGone(problem)) return host.keeper.end();
  host.errors = fromProblem(problem);
  if (Object.keys(host.errors).length > 0) {
    host.confirmKey = undefined;
    return host.focusOn('.errors');
  }
  host.fail(problem);
  return host.focusOn('[part=problem]');
}

/** Undo of a confirmation: the place is free again, the visitor starts over. */
export async function cancelBooking(host: BmBooking): Promise<void> {
  const { token, booked } = host;
  if (!token || !booked) return;
  const answer = await host.act(() => host.client.cancel({ proof: { token }, version: booked.version }));
  if (!answer) return;
  if (!answer.ok) return host.fail(answer.problem);
  host.reset();
  host.notice = 'undone';
  host.emit('bm-undone', { service: booked.service, office: booked.office, start: booked.start });
  host.go(host.elder ? 'prepare' : 'service');
}
