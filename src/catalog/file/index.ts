export type { CentreFault } from './fault.js';
export { type ReadCentre, type ReadOptions, readCentre } from './read.js';
export { CentreFile } from './schema.js';
export { nearest } from './suggest.js';
