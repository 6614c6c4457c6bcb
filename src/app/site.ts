/** A centre made ready for look-ups: nothing here changes until the centre document does. */

import type { CalendarSource, SlotQuery, WindowProvider } from '../availability/index.js';
import { openingWindows } from '../availability/index.js';
import { policyFor, type ServicePolicy } from '../booking/index.js';
import type { Centre, Desk, Office, Service } from '../catalog/index.js';
import { must } from '../problem.js';
import type { CivilDate, DayNumber, WorkingCalendar, Zone } from '../time/index.js';
import { bookingWindow, dayOf, formatDate, zoneOf } from '../time/index.js';

/** What is known of one service. */
export interface ServiceSite {
  readonly service: Service;
  readonly policy: ServicePolicy;
  /** Offices with a desk that can serve it, in the order of the centre file. */
  readonly offices: readonly Office[];
}

/** Dates that can be booked now, inclusive, as days. */
export interface BookableDays {
  readonly first: DayNumber;
  readonly last: DayNumber;
}

export interface Site {
  readonly centre: Centre;
  readonly zone: Zone;
  readonly windows: WindowProvider;
  readonly services: ReadonlyMap<string, ServiceSite>;
  readonly offices: ReadonlyMap<string, Office>;
  readonly desks: ReadonlyMap<string, Desk>;
  calendar(office: string): WorkingCalendar;
  bookable(service: ServiceSite, office: string, today: DayNumber): BookableDays;
  /** Places of a day: how many visits one after another the office's fit desks have room for. */
  placesOf(service: Service, office: Office, day: DayNumber): number;
}

const fits = (desk: Desk, service: Service): boolean =>
  service.skills.every((skill) => desk.skills.includes(skill));

/**
 * `workingDays`: the statutory calendar that booking windows in working days count by.
 * Throws `BianminError` for a centre that could not have passed its check (unknown zone, a desk id twice).
 */
export function createSite(centre: Centre, calendars: CalendarSource, workingDays: WorkingCalendar): Site {
  const windows = openingWindows(centre, calendars);
  const services = new Map<string, ServiceSite>();
  for (const service of centre.services) {
    const offices = centre.offices.filter(
      (office) =>
        (service.offices?.includes(office.id) ?? true) && office.desks.some((desk) => fits(desk, service)),
    );
    services.set(service.id, { service, offices, policy: policyFor(centre, service) });
  }
  const zone = must(zoneOf(centre.zone));
  const calendar = (office: string): WorkingCalendar => calendars.get(office)!;
  return {
    centre,
    zone,
    windows,
    services,
    offices: new Map(centre.offices.map((office) => [office.id, office])),
    desks: new Map(centre.offices.flatMap((office) => office.desks.map((desk) => [desk.id, desk]))),
    calendar,
    bookable({ policy }, office, today) {
      const { ahead } = policy.rules;
      const counted = ahead.unit === 'open-days' ? calendar(office) : workingDays;
      const { first, last } = bookingWindow(counted, zone.toUtc(today, 0).instant, ahead);
      return { first: dayOf(first), last: dayOf(last) };
    },
    placesOf: (service, office, day) =>
      office.desks
        .filter((desk) => fits(desk, service))
        .reduce((sum, desk) => sum + deskPlaces(windows, service, desk, day), 0),
  };
}

function deskPlaces(windows: WindowProvider, service: Service, desk: Desk, day: DayNumber): number {
  const length = service.before + service.minutes + service.after;
  let places = 0;
  for (const window of windows.windows(desk.id, day)) {
    if (window.services && !window.services.includes(service.id)) continue;
    places += Math.floor((window.to - window.from) / length) * desk.capacity;
  }
  return places;
}

/** What the index is asked for a service. */
export const queryOf = (
  service: Service,
  offices: readonly string[],
  from: DayNumber,
  to: DayNumber,
): SlotQuery => ({
  service: service.id,
  skills: service.skills,
  minutes: service.minutes,
  before: service.before,
  after: service.after,
  step: service.step,
  offices,
  from,
  to,
});

/** The office clock's day of an instant (UTC ms). */
export const dayAt = (zone: Zone, now: number): DayNumber => zone.toWall(Math.floor(now / 60_000)).day;

export const dateAt = (zone: Zone, now: number): CivilDate => formatDate(dayAt(zone, now));
