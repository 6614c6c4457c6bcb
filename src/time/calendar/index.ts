/** Working calendars in layers and the policies that count in working days. */
export { type CalendarRules, workingCalendar } from './calendar.js';
export { checkOpening, type OpeningHours } from './opening.js';
export {
  type Ahead,
  acceptedOn,
  applyHolidayPolicy,
  type BookingWindow,
  bookingWindow,
  lastCancel,
  type PolicyOutcome,
} from './policy.js';
export { textIn } from './reasons.js';
export { type StatutoryTables, statutoryCalendar } from './statutory.js';
