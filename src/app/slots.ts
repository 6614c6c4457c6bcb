/** What is free: starts, and days for a calendar. Read from the board; `asOf` says how old it is. */
import type { Channel, Office } from '../catalog/index.js';
import { fail, type Result } from '../problem.js';
import type { DayNumber } from '../time/index.js';
import { formatDate, parseDate } from '../time/index.js';
import type { View } from './board.js';
import type { Context } from './context.js';
import { type FreeDay, freeDays } from './free.js';
import type { ServiceSite } from './site.js';
import { isoOf } from './views.js';
import type * as w from './wire/index.js';
import { MOST_DAYS } from './wire/index.js';

/** Most starts of one answer. */
const MOST_STARTS = 5000;
/** How far ahead `nextOpen` looks past the booking window, in days. */
const LOOK_AHEAD = 60;

/** A query that was checked. Days `[from, to)`; `window` inclusive, the widest of the offices asked. */
export interface Range {
  readonly at: ServiceSite;
  readonly offices: readonly Office[];
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly window: readonly [DayNumber, DayNumber];
}

/** `not_found` (service, office), `bad_input` (dates, limit), `range_too_long`. */
export function rangeOf(
  view: View,
  service: string,
  query: w.SlotsQuery,
  start: 'window' | 'today',
): Result<Range> {
  const at = view.site.services.get(service);
  if (!at) return fail('not_found', 'There is no such service.', { field: 'service' });
  const offices = officesOf(at, query.offices);
  if (!offices) return fail('not_found', 'There is no such office for this service.', { field: 'offices' });
  const windows = offices.map((office) => view.site.bookable(at, office.id, view.today));
  const window = [Math.min(...windows.map((x) => x.first)), Math.max(...windows.map((x) => x.last))] as const;
  const from =
    query.from === undefined ? (start === 'today' ? view.today : window[0]) : parseDate(query.from);
  if (from === undefined) return fail('bad_input', 'from must be a date that exists.', { field: 'from' });
  const to =
    query.to === undefined ? Math.min(Math.max(window[1], from) + 1, from + MOST_DAYS) : parseDate(query.to);
  if (to === undefined || to < from)
    return fail('bad_input', 'to must be a date that exists, not before from.', { field: 'to' });
  if (to - from > MOST_DAYS)
    return fail('range_too_long', `A range has at most ${MOST_DAYS} days.`, {
      field: 'to',
      data: { most: MOST_DAYS },
    });
  return { ok: true, value: { at, offices, from, to, window } };
}

function officesOf(at: ServiceSite, list: string | undefined): readonly Office[] | undefined {
  if (list === undefined) return at.offices.length > 0 ? at.offices : undefined;
  const ids = new Set(
    list
      .split(',')
      .map((id) => id.trim())
      .filter(Boolean),
  );
  const found = [...ids].map((id) => at.offices.find((office) => office.id === id));
  return found.length > 0 && found.every((office) => office !== undefined) ? found : undefined;
}

export async function slots(
  ctx: Context,
  service: string,
  query: w.SlotsQuery,
  channel: Channel,
): Promise<Result<w.SlotsAnswer>> {
  const view = await ctx.board.view();
  const range = rangeOf(view, service, query, 'window');
  if (!range.ok) return range;
  const limit = query.limit === undefined ? MOST_STARTS : Number(query.limit);
  if (!(limit >= 1 && limit <= MOST_STARTS))
    return fail('bad_input', `limit must be 1 to ${MOST_STARTS}.`, { field: 'limit' });
  const { at, offices, from, to, window } = range.value;
  const rows = freeDays(view, { at, offices, from, to, channel, limit });
  const days = rows.map(({ office, day, minutes, free }) => ({
    office,
    date: formatDate(day),
    minutes: [...minutes],
    free: [...free],
  }));
  const next = days.length > 0 ? undefined : nextOpen(view, range.value, channel);
  return {
    ok: true,
    value: {
      asOf: isoOf(view.now),
      zone: view.site.zone.name,
      window: [formatDate(window[0]), formatDate(window[1])],
      days,
      ...(next ? { nextOpen: next } : {}),
    },
  };
}

/** Where to go on when nothing is free: a free day elsewhere in the window, else the first open day after it. */
function nextOpen(view: View, range: Range, channel: Channel): w.SlotsAnswer['nextOpen'] {
  const { at, offices, window } = range;
  const elsewhere: FreeDay | undefined = freeDays(view, {
    at,
    offices,
    from: window[0],
    to: window[1] + 1,
    channel,
    limit: 1,
  })[0];
  if (elsewhere) return { office: elsewhere.office, date: formatDate(elsewhere.day) };
  for (let day = view.today; day <= window[1] + LOOK_AHEAD; day += 1) {
    const office = offices.find(
      (one) =>
        day > view.site.bookable(at, one.id, view.today).last && view.site.placesOf(at.service, one, day) > 0,
    );
    if (!office) continue;
    const opens = opensOn(view, at, office.id, day);
    return {
      office: office.id,
      date: formatDate(day),
      ...(opens === undefined ? {} : { opensAt: isoOf(view.site.zone.toUtc(opens, 0).instant * 60_000) }),
    };
  }
  return undefined;
}

/** The first day on which a later day can be booked. */
function opensOn(view: View, at: ServiceSite, office: string, day: DayNumber): DayNumber | undefined {
  for (let today = view.today + 1; today <= day; today += 1) {
    const { first, last } = view.site.bookable(at, office, today);
    if (day >= first && day <= last) return today;
  }
  return undefined;
}

/** The calendar: every day of the range at every office, open or not, and how much is free. */
export async function days(
  ctx: Context,
  service: string,
  query: w.SlotsQuery,
  channel: Channel,
): Promise<Result<w.DaysAnswer>> {
  const view = await ctx.board.view();
  const range = rangeOf(view, service, query, 'today');
  if (!range.ok) return range;
  const { at, offices, from, to, window } = range.value;
  const free = new Map(
    freeDays(view, { at, offices, from, to, channel }).map((row) => [
      `${row.office} ${row.day}`,
      row.minutes.length,
    ]),
  );
  const rows: w.DayView[] = [];
  for (let day = from; day < to; day += 1)
    for (const office of offices)
      rows.push(dayView(view, at, office, day, free.get(`${office.id} ${day}`) ?? 0));
  return {
    ok: true,
    value: {
      asOf: isoOf(view.now),
      zone: view.site.zone.name,
      window: [formatDate(window[0]), formatDate(window[1])],
      days: rows,
    },
  };
}

function dayView(view: View, at: ServiceSite, office: Office, day: DayNumber, free: number): w.DayView {
  const calendar = view.site.calendar(office.id);
  const date = formatDate(day);
  const { kind, name, open, provisional, special } = calendar.day(date);
  const closure = calendar.whyClosed(date);
  const window = view.site.bookable(at, office.id, view.today);
  const places = closure ? 0 : view.site.placesOf(at.service, office, day);
  return {
    office: office.id,
    date,
    kind,
    level: free === 0 ? 'none' : isMany(free, at, open) ? 'many' : 'few',
    free,
    bookable: places > 0 && day >= window.first && day <= window.last,
    ...(name === undefined ? {} : { name }),
    ...(closure ? { closed: { layer: closure.layer, reason: closure.reason } } : {}),
    ...(special ? { special: true } : {}),
    ...(provisional ? { provisional: true } : {}),
    open: open.map(({ start, end }) => [start, end]),
  };
}

/** Many: more than a quarter of the day's starts are still free. */
function isMany(
  free: number,
  { service }: ServiceSite,
  open: readonly { readonly start: number; readonly end: number }[],
): boolean {
  const starts = open.reduce(
    (sum, { start, end }) =>
      sum + Math.max(0, Math.floor((end - start - service.minutes) / service.step) + 1),
    0,
  );
  return free * 4 > starts;
}
