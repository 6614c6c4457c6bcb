/** Working calendars of a whole centre: one an office, one a desk with hours or dated exceptions of its own. */
import type { CalendarSource } from '../availability/index.js';
import type { Centre } from '../catalog/index.js';
import { must } from '../problem.js';
import {
  type HolidayProvider,
  noHolidays,
  type WorkingCalendar,
  workingCalendar,
  zoneOf,
} from '../time/index.js';

/**
 * For `createApp({ calendars: (centre) => calendarsOf(centre, holidays) })`. Reads no file: the caller brings the
 * holiday table (`chinaHolidays()`, a file's, another country's). Throws `BianminError` for a zone or rule that
 * could not have passed the centre's check.
 */
export function calendarsOf(centre: Centre, holidays: HolidayProvider = noHolidays): CalendarSource {
  const zone = must(zoneOf(centre.zone));
  const { exceptions } = centre;
  const calendars = new Map<string, WorkingCalendar>();
  for (const office of centre.offices) {
    const { onHoliday, opening } = office;
    const common = { zone, holidays, exceptions, onHoliday };
    calendars.set(office.id, workingCalendar({ ...common, opening, ids: [office.id] }));
    for (const desk of office.desks) {
      const named = exceptions.some((exception) => exception.for?.includes(desk.id));
      if (!desk.opening && !named) continue;
      calendars.set(
        desk.id,
        workingCalendar({ ...common, opening: desk.opening ?? opening, ids: [desk.id] }),
      );
    }
  }
  return calendars;
}
