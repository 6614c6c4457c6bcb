/** Working calendars of a centre: one per office, and one per desk that has hours or dated exceptions of its own. */
import type { CalendarSource } from '../availability/index.js';
import type { Centre, Desk, Office } from '../catalog/index.js';
import { BianminError, must } from '../problem.js';
import {
  chinaHolidays,
  type HolidayProvider,
  noHolidays,
  type WorkingCalendar,
  workingCalendar,
  zoneOf,
} from '../time/index.js';

/**
 * Layers of `time/` as the centre says them. `provider` gives the national layer; without one, `CN` uses the
 * shipped table and `none` (or nothing said) has weekly hours only. Throws `bad_input` for other countries
 * without a provider.
 */
export function calendarsOf(centre: Centre, provider?: HolidayProvider): CalendarSource {
  const zone = must(zoneOf(centre.zone));
  const holidays = provider ?? shipped(centre);
  const { exceptions } = centre;
  const named = new Set(exceptions.flatMap((exception) => exception.for ?? []));
  const calendars = new Map<string, WorkingCalendar>();
  const add = (office: Office, ids: readonly string[], opening: Office['opening']) =>
    calendars.set(
      ids[0]!,
      workingCalendar({
        zone,
        opening,
        onHoliday: office.onHoliday,
        exceptions,
        ids,
        ...(holidays ? { holidays } : {}),
      }),
    );
  for (const office of centre.offices) {
    add(office, [office.id], office.opening);
    const apart = (desk: Desk) => desk.opening !== undefined || named.has(desk.id);
    for (const desk of office.desks.filter(apart))
      add(office, [desk.id, office.id], desk.opening ?? office.opening);
  }
  return calendars;
}

function shipped(centre: Centre): HolidayProvider | undefined {
  const country = centre.holidays?.country;
  if (country === undefined) return undefined;
  if (country === 'CN') return chinaHolidays();
  if (country === 'none') return noHolidays;
  throw new BianminError({
    code: 'bad_input',
    field: 'holidays.country',
    message: 'Holidays of this country need a holiday provider.',
  });
}
