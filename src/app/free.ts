/** Free starts as the rules let a channel see them: inside the booking window, quotas and special capacity applied. */
import { earliestStart, quotaPlace } from '../booking/index.js';
import type { Channel, Office } from '../catalog/index.js';
import type { DayNumber } from '../time/index.js';
import { specialOf } from './asked.js';
import type { View } from './board.js';
import { queryOf, type ServiceSite } from './site.js';

/** Starts of one office on one day, with places each (at most what quota and special capacity leave). */
export interface FreeDay {
  readonly office: string;
  readonly day: DayNumber;
  readonly minutes: readonly number[];
  readonly free: readonly number[];
}

/** Most places told for one start. */
const MOST_FREE = 99;

export interface FreeQuery {
  readonly at: ServiceSite;
  readonly offices: readonly Office[];
  /** Days `[from, to)`; cut to each office's booking window. */
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly channel: Channel;
  readonly limit?: number;
}

/** Places that the day's quota and special opening still leave this channel; infinite when none is set. */
export function placesLeft(
  view: View,
  at: ServiceSite,
  office: Office,
  day: DayNumber,
  channel: Channel,
): number {
  const { site, now } = view;
  const quota = quotaPlace(at.policy, { office: office.id, day, channel, now, zone: site.zone }, () =>
    site.placesOf(at.service, office, day),
  );
  const special = specialOf(view, office.id, day);
  const left = (place: typeof quota) =>
    place ? place.cap - view.used(place.pool, place.bucket) : Number.POSITIVE_INFINITY;
  return Math.min(left(quota), left(special));
}

/** By day, then offices in the order asked, then start. A `limit` keeps the earliest starts over all offices. */
export function freeDays(view: View, query: FreeQuery): FreeDay[] {
  const { at, offices, channel, limit } = query;
  if (!at.service.channels.includes(channel)) return [];
  const rows: FreeDay[] = [];
  for (const group of byWindow(view, query)) {
    const found = view.index.search({
      ...queryOf(at.service, group.offices, group.from, group.to),
      earliest: earliestWall(view, at),
    });
    for (const { office, day, starts, free } of found) {
      const left = placesLeft(view, at, view.site.offices.get(office)!, day, channel);
      if (left <= 0 || starts.length === 0) continue;
      const most = Math.min(left, MOST_FREE);
      rows.push({
        office,
        day,
        minutes: Array.from(starts),
        free: Array.from(free, (n) => Math.min(n, most)),
      });
    }
  }
  const rank = new Map(offices.map((office, i) => [office.id, i]));
  rows.sort((a, b) => a.day - b.day || rank.get(a.office)! - rank.get(b.office)!);
  return limit === undefined ? rows : firstStarts(rows, limit);
}

/** Wall minutes since 1970 (`day * 1440 + minute`) of the first start that is not past or too near. */
function earliestWall(view: View, at: ServiceSite): number {
  const { day, minute } = view.site.zone.toWall(earliestStart(at.policy.rules.notice, view.now));
  return day * 1440 + minute;
}

/** Offices share a calendar more often than not: one search for all that have the same booking window. */
function byWindow(view: View, { at, offices, from, to }: FreeQuery) {
  const groups = new Map<string, { from: DayNumber; to: DayNumber; offices: string[] }>();
  for (const office of offices) {
    const window = view.site.bookable(at, office.id, view.today);
    const first = Math.max(from, window.first);
    const end = Math.min(to, window.last + 1);
    if (first >= end) continue;
    const key = `${first} ${end}`;
    const group = groups.get(key);
    if (group) group.offices.push(office.id);
    else groups.set(key, { from: first, to: end, offices: [office.id] });
  }
  return groups.values();
}

/** The earliest `limit` starts of rows in order of days; of equal starts the earlier row's come first. */
function firstStarts(rows: readonly FreeDay[], limit: number): FreeDay[] {
  const count = rows.reduce((sum, row) => sum + row.minutes.length, 0);
  if (count <= limit) return [...rows];
  const keys = rows
    .flatMap((row) => row.minutes.map((minute) => row.day * 1440 + minute))
    .sort((a, b) => a - b);
  const last = keys[limit - 1]!;
  let ties = limit - keys.indexOf(last);
  const kept: FreeDay[] = [];
  for (const row of rows) {
    let n = 0;
    for (const minute of row.minutes) {
      const key = row.day * 1440 + minute;
      if (key < last) n += 1;
      else if (key === last && ties > 0) {
        ties -= 1;
        n += 1;
      } else break;
    }
    if (n > 0) kept.push({ ...row, minutes: row.minutes.slice(0, n), free: row.free.slice(0, n) });
  }
  return kept;
}
