export * from './file/index.js';
export type * from './types.js';
