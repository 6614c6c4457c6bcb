/** A recurrence rule taken apart: the supported part of RFC 5545 section 3.3.10. */
import type { Moment } from '../civil.js';

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** The n-th (from the end when negative) such weekday of the month or year. `weekday`: ISO 1–7. */
export interface NthWeekday {
  readonly weekday: number;
  readonly n: number;
}

/** Lists are sorted and without doubles; empty means the part was absent. */
export interface Rule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count?: number;
  /**
   * Inclusive. A date holds through the whole of that day, a wall time is local and compared by the wall
   * clock, an instant is compared with the instants of the occurrences (all-day: with its date in the zone).
   */
  readonly until?: Moment;
  /** ISO weekdays without numbers. Never together with `nthWeekdays`. */
  readonly weekdays: readonly number[];
  readonly nthWeekdays: readonly NthWeekday[];
  readonly months: readonly number[];
  /** 1–31 or −1–−31 (from the end). */
  readonly monthDays: readonly number[];
  readonly setPositions: readonly number[];
  /** ISO weekday on which weeks begin; matters for WEEKLY with an interval. */
  readonly weekStart: number;
}

/** COUNT at most. */
export const MAX_COUNT = 5000;
/** INTERVAL at most. */
export const MAX_INTERVAL = 366;
/** Characters of a rule at most. */
export const MAX_RULE_LENGTH = 1000;
