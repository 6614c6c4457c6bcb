/** Work for the slots bench: offices as the table states them, and bookings as a store returns them. */

import { openingWindows, type TakenCells, type WindowProvider } from '../../src/availability/index.js';
import type { Centre, Office } from '../../src/catalog/index.js';
import { must } from '../../src/problem.js';
import {
  type DayNumber,
  dayOf,
  type WorkingCalendar,
  weekday,
  type Zone,
  zoneOf,
} from '../../src/time/index.js';

export const GRID = 15;
export const STAFF = 20;
export const FIRST_DAY = dayOf('2026-03-02');
export const HOURS = [
  { start: 9 * 60, end: 12 * 60 },
  { start: 13 * 60 + 30, end: 17 * 60 + 30 },
];
export const zone: Zone = must(zoneOf('Asia/Shanghai'));

/** A row of the store: a booking's claimed cells. */
export interface ClaimRow extends TakenCells {
  readonly booking: string;
  readonly kind: string;
}

export interface Work {
  readonly offices: readonly string[];
  readonly days: number;
  readonly provider: () => WindowProvider;
  readonly rows: ClaimRow[];
}

/**
 * Exactly `bookings` half-hour visits, at random quarter hours, none overlapping, by a seeded generator; sorted by
 * resource and cell (the claim table's key). Every row has a resource string of its own, as rows from a driver do.
 */
export function makeWork(offices: number, days: number, bookings: number): Work {
  const names = Array.from({ length: offices }, (_, o) => `office-${o}`);
  const workdays: DayNumber[] = [];
  for (let d = FIRST_DAY; d < FIRST_DAY + days; d++) if (weekday(d) <= 5) workdays.push(d);
  const random = mulberry32(20260302);
  const halfHours = HOURS.reduce((sum, { start, end }) => sum + (end - start) / 30, 0);
  let left = offices * STAFF * workdays.length * halfHours;
  let needed = bookings;
  const rows: ClaimRow[] = [];
  for (let o = 0; o < offices; o++) {
    for (let s = 0; s < STAFF; s++) {
      for (const day of workdays) {
        for (const { start, end } of HOURS) {
          // Selection sampling (Knuth, Algorithm S) of half hours says how many visits; then they are spread.
          let visits = 0;
          for (let m = start; m < end; m += 30) if (random() * left-- < needed - visits) visits++;
          needed -= visits;
          for (const minute of spread(visits, start, end, random)) {
            const from = (zone.toUtc(day, minute).instant / GRID) | 0;
            rows.push({
              resource: `office-${o}/desk-${s}`,
              from,
              to: from + 2,
              booking: 'b',
              kind: 'appointment',
            });
          }
        }
      }
    }
  }
  return { offices: names, days, provider: () => openingWindows(centreOf(names), calendarsOf(names)), rows };
}

/** Starts of so many half-hour visits in `[start, end)`: every arrangement with free quarter hours is as likely. */
function spread(visits: number, start: number, end: number, random: () => number): number[] {
  const starts: number[] = [];
  let free = (end - start) / GRID - 2 * visits;
  for (let at = start, open = visits; open > 0; ) {
    if (random() * (open + free) < open) {
      starts.push(at);
      open--;
      at += 30;
    } else {
      free--;
      at += GRID;
    }
  }
  return starts;
}

function centreOf(names: readonly string[]): Centre {
  const offices = names.map(
    (id): Office => ({
      id,
      name: id,
      opening: [{ rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', hours: HOURS }],
      onHoliday: 'keep',
      desks: Array.from({ length: STAFF }, (_, s) => ({
        id: `${id}/desk-${s}`,
        name: `desk ${s}`,
        skills: ['counter'],
        capacity: 1,
      })),
    }),
  );
  return {
    tenant: 'bench',
    name: 'bench',
    zone: zone.name,
    grid: GRID,
    departments: [],
    skills: [],
    offices,
    services: [],
    exceptions: [],
    policy: { ahead: { min: 0, max: 60, unit: 'days' }, cancelUntil: 0, hold: { minutes: 5, extend: 5 } },
  };
}

/** Monday to Friday by weekly hours alone: layered calendars are measured by their own bench. */
function calendarsOf(names: readonly string[]): ReadonlyMap<string, WorkingCalendar> {
  const because = { layer: 'weekly', source: 'hours' } as const;
  const never = () => {
    throw new Error('not part of this bench');
  };
  const calendar: WorkingCalendar = {
    zone,
    day(date) {
      const open = weekday(dayOf(date)) <= 5;
      const kind = open ? 'working' : 'rest';
      return { date, kind, open: open ? HOURS : [], provisional: false, because, trail: [because] };
    },
    whyClosed: never,
    isWorkingDay: never,
    addWorkingDays: never,
    workingDaysBetween: never,
  };
  return new Map(names.map((n) => [n, calendar]));
}

/** Seeded generator (mulberry32), uniform in [0, 1). */
export function mulberry32(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
