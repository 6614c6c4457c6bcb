/** The use cases: where domain meets store, clock and notice. */
export { calendarsOf } from './calendars.js';
export type { AppEvent, AppOptions } from './context.js';
export { createApp } from './create-app.js';
export type * from './types.js';
export type * from './wire/index.js';
