import type { DayIndex, Id } from './unit.js';

/** How many people a day needs. Soft: what is missing or too much costs its weight a head. */
export interface Demand {
  readonly day: DayIndex;
  /** A person on any one of these shift types counts. */
  readonly shifts: readonly Id[];
  /** Only people with all of these skills count. Default: everyone. */
  readonly skills?: readonly Id[];
  readonly people: number;
  /** Cost of each person missing. */
  readonly under: number;
  /** Cost of each person too many. Default 0. */
  readonly over?: number;
}
