export { TOUCH_MARGIN_MS } from './shared.js';
export type * from './types.js';
