/** Holiday years: the shipped table, files of the operator, and an optional adaptor. */
export {
  type DateHolidays,
  type DateHolidaysEntry,
  type DateHolidaysInstance,
  type DateHolidaysPlace,
  dateHolidaysProvider,
  loadDateHolidays,
} from './date-holidays.js';
export { type HolidayTable, readHolidayFile } from './file.js';
export {
  chinaHolidays,
  type HolidayFact,
  holidayLookup,
  holidayProvider,
  noHolidays,
  withOverrides,
} from './provider.js';
