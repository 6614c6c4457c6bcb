import type { Limits } from './limits.js';
import type { DayIndex, Id, Weekday } from './unit.js';

/** Someone who can be on duty. */
export interface Person {
  readonly id: Id;
  readonly skills?: readonly Id[];
  /** First day of employment within the horizon. Default 0. */
  readonly from?: DayIndex;
  /** Last day of employment. Default: the last day. */
  readonly until?: DayIndex;
  /** Works on these weekdays only. Default: all. */
  readonly weekdays?: readonly Weekday[];
  readonly limits?: Limits;
}
