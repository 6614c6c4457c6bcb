/** Defines every widget. */
export { BmBooking } from './bm-booking/index.js';
