/** Front door of time: civil dates, zones, intervals, recurrence, holidays, working calendars. */
export * from './calendar/index.js';
export * from './civil.js';
export * from './holidays/index.js';
export * from './interval.js';
export * from './recurrence/index.js';
export type * from './types.js';
export { type ZoneTable, zoneOf } from './zone.js';
