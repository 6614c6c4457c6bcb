import type { DayIndex, Id } from '../unit.js';

/** Hard rules by name. Stable: add, never rename. */
export type RosterRule =
  | 'row_shape'
  | 'unknown_shift'
  | 'not_employed'
  | 'weekday'
  | 'leave'
  | 'skill'
  | 'pinned'
  | 'succession'
  | 'rest'
  | 'max_per_shift'
  | 'min_minutes'
  | 'max_minutes'
  | 'week_minutes'
  | 'max_run'
  | 'min_run'
  | 'min_rest'
  | 'max_weekends';

/** A hard rule that a roster breaks. */
export interface RosterViolation {
  readonly rule: RosterRule;
  readonly person: Id;
  /** First day concerned; absent for rules of the whole horizon. */
  readonly day?: DayIndex;
}
