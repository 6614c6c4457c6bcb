/** What goes out to people: calendar files now; mail, SMS and webhooks come with their own issue. */
export { appointmentIcs, type IcsAppointment, icsUid } from './ics.js';
export { fold, icsText } from './ics-text.js';
