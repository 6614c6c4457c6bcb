export type * from './types.js';
export type * from './wire/index.js';
