/** Why is this time not offered? Every reason, the one that alone suffices first. */
import type { WhyNot } from '../availability/index.js';
import { checkAhead, checkChannel, checkNotice } from '../booking/index.js';
import type { Channel } from '../catalog/index.js';
import type { Problem, Result } from '../problem.js';
import { formatDate } from '../time/index.js';
import { type Asked, resolveAsked, specialOf } from './asked.js';
import type { View } from './board.js';
import type { Context } from './context.js';
import { placesLeft } from './free.js';
import { reasonView } from './reasons.js';
import { isoOf } from './views.js';
import type * as w from './wire/index.js';

export async function why(
  ctx: Context,
  service: string,
  query: w.WhyQuery,
  channel: Channel,
): Promise<Result<w.WhyAnswer>> {
  const view = await ctx.board.view();
  const asked = resolveAsked(view, { service, office: query.office, start: query.start });
  if (!asked.ok) return asked;
  const reasons = reasonsOf(view, asked.value, channel).map(reasonView);
  return { ok: true, value: { asOf: isoOf(view.now), offered: reasons.length === 0, reasons } };
}

function reasonsOf(view: View, asked: Asked, channel: Channel): (WhyNot | Problem)[] {
  const { at, office, day, minute, start, query } = asked;
  const { first, last } = view.site.bookable(at, office.id, view.today);
  const date = formatDate(day);
  const closure = view.site.calendar(office.id).whyClosed(date);
  const rules = [
    checkChannel(at.service, channel),
    checkAhead({ first: formatDate(first), last: formatDate(last) }, date),
    checkNotice(at.policy.rules.notice, start, view.now),
  ];
  // Beyond the horizon the index knows nothing: "full" or "outside hours" there would be untrue.
  const known = day >= view.index.firstDay && day < view.index.firstDay + view.index.days;
  const found = known
    ? view.index.explain(query, office.id, day, minute).filter((reason) => reason.code !== 'closed')
    : [];
  return [
    ...(closure ? [{ code: 'closed', closure } as const] : []),
    ...rules.filter((problem) => problem !== undefined),
    ...(closure ? [] : found),
    ...(closure ? [] : usedUp(view, asked, channel)),
  ];
}

function usedUp(view: View, { at, office, day }: Asked, channel: Channel): WhyNot[] {
  if (placesLeft(view, at, office, day, channel) > 0) return [];
  const special = specialOf(view, office.id, day);
  if (special && view.used(special.pool, special.bucket) >= special.cap)
    return [{ code: 'special_capacity_used', capacity: special.cap }];
  return [{ code: 'channel_quota_used', channel, quota: at.policy.rules.quotas?.perDay[channel] ?? 0 }];
}
