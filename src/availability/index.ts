/** Windows minus claims: what is free, how much of it, and why the rest is not. */
export { type RowFilter, type SlotDay, slotDays, toCompact, toCompactBytes } from './compact.js';
export { type DayRange, fill, indexOf, openingIndex } from './fill.js';
export { createFreeTimeIndex, type FreeTimeIndexOptions } from './free-time-index.js';
export { mergeProviders } from './merge-providers.js';
export { type CalendarSource, deskExceptions, openingWindows } from './opening.js';
export type * from './types.js';
