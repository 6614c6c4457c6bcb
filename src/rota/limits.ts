import type { Id } from './unit.js';

/**
 * Hard limits of one person over the horizon. Runs that touch the horizon's first or last day are exempt from the
 * minimum rules, never from the maximum; put the days before as pinned days into the horizon to carry a run over.
 */
export interface Limits {
  /** At most this many duties of a shift type. */
  readonly maxPerShift?: Readonly<Record<Id, number>>;
  /** Working minutes of the whole horizon. */
  readonly minMinutes?: number;
  readonly maxMinutes?: number;
  /** Working minutes of each week, Monday to Sunday; a week cut off by the horizon counts what lies within. */
  readonly maxWeekMinutes?: number;
  /** Working days in a row. */
  readonly maxRun?: number;
  readonly minRun?: number;
  /** Days off in a row. */
  readonly minRest?: number;
  /** Weekends on which Saturday or Sunday is worked. */
  readonly maxWeekends?: number;
}
