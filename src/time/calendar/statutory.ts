/** Working days by law, whatever hours an office keeps: what policies mean by "working days". */
import type { HolidayProvider, WorkingCalendar, Zone } from '../types.js';
import { workingCalendar } from './calendar.js';

/** Where the tables come from; absent: no such layer. */
export interface StatutoryTables {
  readonly holidays?: HolidayProvider;
  readonly region?: HolidayProvider;
}

const MONDAY_TO_FRIDAY = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR';

/**
 * 工作日: Monday to Friday, less the days off of the national and the regional table, plus make-up days. An office's
 * Saturdays, closures and special openings change nothing here. A year that is not published is plain Monday to
 * Friday. Give it to `bookingWindow` and `acceptedOn` to count working days.
 */
export const statutoryCalendar = (zone: Zone, tables: StatutoryTables = {}): WorkingCalendar =>
  workingCalendar({
    zone,
    opening: [{ rule: MONDAY_TO_FRIDAY, hours: [{ start: 0, end: 1440 }] }],
    ...tables,
    ids: ['working-days'],
  });
