/** The clock of a run: the real one, or one moved so that the run begins on another day. */
import { must } from '../problem.js';
import { parseDate, type UtcMs, zoneOf } from '../time/index.js';
import { usage } from './command.js';

/** Offices are open by then: a day asked for begins at half past eight by the office clock. */
const MORNING = 8 * 60 + 30;

/** Milliseconds to add to the real clock so that it is now the day (`YYYY-MM-DD`, or with `THH:MM`) by the zone's wall clock. */
export function clockOffset(today: string | undefined, zone: string, real: UtcMs): number {
  if (today === undefined) return 0;
  const [, date, hour, minute] = /^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):([0-5]\d))?$/.exec(today) ?? [];
  const day = date === undefined ? undefined : parseDate(date);
  if (day === undefined) throw usage('--today must be a day that exists: YYYY-MM-DD, or YYYY-MM-DDTHH:MM.');
  const wall = hour === undefined ? MORNING : Number(hour) * 60 + Number(minute);
  return must(zoneOf(zone)).toUtc(day, wall).instant * 60_000 - real;
}
