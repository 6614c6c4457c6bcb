/** The place a caller asks for, checked against rules and calendar before any store write. */
import type { SlotQuery } from '../availability/index.js';
import {
  checkAhead,
  checkChannel,
  checkNotice,
  type Place,
  quotaPlace,
  specialPlace,
} from '../booking/index.js';
import type { Channel, Office } from '../catalog/index.js';
import { fail, type Problem, type Result } from '../problem.js';
import type { DayNumber, UtcMinute, WallMinute } from '../time/index.js';
import { formatDate, parseWall } from '../time/index.js';
import type { View } from './board.js';
import { reasonProblem } from './reasons.js';
import { queryOf, type ServiceSite } from './site.js';

export interface Asked {
  readonly at: ServiceSite;
  readonly office: Office;
  readonly day: DayNumber;
  readonly minute: WallMinute;
  readonly start: UtcMinute;
  readonly query: SlotQuery;
}

/** `not_found` for an unknown service or office, `not_offered` for an office that has no desk for it, `bad_input` for the start. */
export function resolveAsked(
  view: Pick<View, 'site'>,
  request: { readonly service: string; readonly office: string; readonly start: string },
): Result<Asked> {
  const { site } = view;
  const at = site.services.get(request.service);
  if (!at) return fail('not_found', 'There is no such service.', { field: 'service' });
  const office = site.offices.get(request.office);
  if (!office) return fail('not_found', 'There is no such office.', { field: 'office' });
  if (!at.offices.includes(office))
    return fail('not_offered', 'This office does not offer the service.', { field: 'office' });
  const wall = parseWall(request.start);
  if (!wall || wall.dateOnly)
    return fail('bad_input', 'start must be a real date and time YYYY-MM-DDTHH:MM.', { field: 'start' });
  const minute = Math.floor(wall.second / 60);
  const start = site.zone.toUtc(wall.day, minute).instant;
  const query = queryOf(at.service, [office.id], wall.day, wall.day + 1);
  return { ok: true, value: { at, office, day: wall.day, minute, start, query } };
}

/** The first rule that refuses the time asked for, a full desk apart: channel, days ahead, notice, hours, skill. */
export function checkAsked(view: View, asked: Asked, channel: Channel): Problem | undefined {
  const { at, office, day, minute, start, query } = asked;
  const { first, last } = view.site.bookable(at, office.id, view.today);
  const early = checkChannel(at.service, channel);
  if (early) return early;
  const closure = view.site.calendar(office.id).whyClosed(formatDate(day));
  if (closure) return reasonProblem({ code: 'closed', closure });
  const window = { first: formatDate(first), last: formatDate(last) };
  const outside = checkAhead(window, formatDate(day)) ?? checkNotice(at.policy.rules.notice, start, view.now);
  if (outside) return outside;
  const why = view.index.explain(query, office.id, day, minute).find((reason) => reason.code !== 'full');
  return why && reasonProblem(why);
}

/** The place at one resource, with the quota and special-opening places it uses up now. */
export function placeAt(view: View, asked: Asked, resource: string, channel: Channel, now: number): Place {
  const { at, office, day, start } = asked;
  const { service, policy } = at;
  const { site } = view;
  const quota = quotaPlace(policy, { office: office.id, day, channel, now, zone: site.zone }, () =>
    site.placesOf(service, office, day),
  );
  const special = specialOf(view, office.id, day);
  return {
    service: service.id,
    office: office.id,
    resource,
    capacity: site.desks.get(resource)?.capacity ?? 1,
    start,
    minutes: service.minutes,
    before: service.before,
    after: service.after,
    grid: site.centre.grid,
    day,
    counted: [...(quota ? [quota] : []), ...(special ? [special] : [])],
    cancelUntil: policy.rules.cancelUntil,
  };
}

/** The counted place of a special opening with a capacity of its own on this day. */
export function specialOf(view: Pick<View, 'site'>, office: string, day: DayNumber) {
  const special = view.site.calendar(office).day(formatDate(day)).special;
  return special?.capacity === undefined
    ? undefined
    : specialPlace(special.exception, office, special.capacity);
}
