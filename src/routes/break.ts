import type { Id, TimeWindow } from './unit.js';

/**
 * A rest that a route must contain. It may begin on the way: driving done before it counts, and the rest of the
 * leg follows it.
 */
export interface Break {
  readonly id: Id;
  /** Seconds. Default 0. */
  readonly service?: number;
  /** The break starts in one of them. Absent: at any time of the shift. */
  readonly windows?: readonly TimeWindow[];
}
