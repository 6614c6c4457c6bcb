/** Defines every widget. */
export { BmBooking } from './bm-booking/index.js';
export { BmManage } from './bm-manage/index.js';
