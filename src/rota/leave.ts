import type { DayIndex, Id } from './unit.js';

/** Days off that the roster must keep: approved leave, a course, a day off that was granted. Both ends included. */
export interface Leave {
  readonly person: Id;
  readonly from: DayIndex;
  readonly until: DayIndex;
}
