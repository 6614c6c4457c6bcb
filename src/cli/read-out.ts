/** What `serve` says when it is up: real figures of this centre, short. */
import type { App } from '../app/index.js';
import type { Centre } from '../catalog/index.js';
import { must } from '../problem.js';
import type { Store } from '../store/index.js';
import { addDays, formatDate, zoneOf } from '../time/index.js';
import { clockText, dateText, textOf } from './words.js';

/** Days ahead in which special openings are looked for, and lines of them at most. */
const DAYS = 60;
const LINES = 6;

interface Special {
  readonly date: string;
  readonly office: string;
  readonly name: string;
  readonly open: string;
  free: number;
  services: number;
}

/** The lines, without an end of line. */
export async function readOut(centre: Centre, store: Store, app: App): Promise<readonly string[]> {
  const now = Math.floor((await store.now()) / 60_000);
  const wall = must(zoneOf(centre.zone)).toWall(now);
  const today = formatDate(wall.day);
  return [
    `Clock: ${dateText(today)} ${clockText(wall.minute)} (${centre.zone})`,
    ...(await holidayLines(centre, app, today)),
    ...(await bookedLines(centre, store, now)),
  ];
}

async function holidayLines(centre: Centre, app: App, today: string): Promise<readonly string[]> {
  const found = new Map<string, Special>();
  for (const service of centre.services) {
    const days = await app.days(service.id, { from: today, to: addDays(today, DAYS) }, 'web');
    if (!days.ok) continue;
    for (const day of days.value.days) {
      if (!day.special) continue;
      const key = `${day.date} ${day.office}`;
      const open = day.open.map(([from, to]) => `${clockText(from)}-${clockText(to)}`).join(' ');
      const special = found.get(key) ?? {
        date: day.date,
        office: day.office,
        name: textOf(day.name),
        open,
        free: 0,
        services: 0,
      };
      if (day.bookable && day.free > 0) {
        special.free += day.free;
        special.services += 1;
      }
      found.set(key, special);
    }
  }
  const all = [...found.values()].sort((a, b) =>
    `${a.date} ${a.office}`.localeCompare(`${b.date} ${b.office}`),
  );
  if (all.length === 0) return [`Holiday openings: none in the next ${DAYS} days`];
  const lines = all.slice(0, LINES).map((s) => {
    const free =
      s.free > 0
        ? `${s.free} free starts in ${s.services} service${s.services === 1 ? '' : 's'}`
        : 'cannot be booked yet, or full';
    return `  ${dateText(s.date)}  ${s.office}  ${s.open}  ${free}${s.name ? `  ${s.name}` : ''}`;
  });
  const more = all.length > LINES ? [`  … and ${all.length - LINES} more`] : [];
  return [`Holiday openings in the next ${DAYS} days:`, ...lines, ...more];
}

async function bookedLines(centre: Centre, store: Store, now: number): Promise<readonly string[]> {
  const states = ['confirmed', 'checked-in'] as const;
  const { value } = await store.bookings(centre.tenant, {
    from: now,
    to: now + DAYS * 1440,
    states,
    limit: 500,
  });
  const { rows } = value;
  if (rows.length === 0) return ['Booked: nothing yet'];
  const next = rows.reduce((a, b) => (b.start < a.start ? b : a));
  const at = must(zoneOf(centre.zone)).toWall(next.start);
  const count = value.next ? `more than ${rows.length}` : String(rows.length);
  return [
    `Booked: ${count} ahead; next ${dateText(formatDate(at.day))} ${clockText(at.minute)} ${next.service} at ${next.office}`,
  ];
}
