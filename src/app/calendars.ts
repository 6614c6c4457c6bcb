/** Working calendars of a centre: one per office, and one per desk that has hours or dated exceptions of its own. */
import { type CalendarSource, deskExceptions } from '../availability/index.js';
import type { Centre, Desk, Office } from '../catalog/index.js';
import { BianminError, must } from '../problem.js';
import {
  chinaHolidays,
  type DatedException,
  type HolidayProvider,
  noHolidays,
  statutoryCalendar,
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
  const make = (
    id: string,
    onHoliday: Office['onHoliday'],
    opening: Office['opening'],
    heeded: readonly DatedException[],
  ) =>
    calendars.set(
      id,
      workingCalendar({
        zone,
        opening,
        onHoliday,
        exceptions: heeded,
        ids: [id],
        ...(holidays ? { holidays } : {}),
      }),
    );
  for (const { id, opening, onHoliday, desks } of centre.offices) {
    make(id, onHoliday, opening, exceptions);
    const apart = (desk: Desk) => desk.opening !== undefined || named.has(desk.id);
    for (const desk of desks.filter(apart))
      make(desk.id, onHoliday, desk.opening ?? opening, deskExceptions(exceptions, id, desk));
  }
  return calendars;
}

/**
 * Working days by law, one calendar for the whole centre: what `unit: working-days` counts. Without a `provider`, `CN`
 * uses the shipped table; any other country is plain Monday to Friday.
 */
export function workingDaysOf(centre: Centre, provider?: HolidayProvider): WorkingCalendar {
  const holidays = provider ?? (centre.holidays?.country === 'CN' ? chinaHolidays() : noHolidays);
  return statutoryCalendar(must(zoneOf(centre.zone)), { holidays });
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
