import type { DayIndex, Id } from './unit.js';

/** A day of a person that is settled already: a duty, or `null` for a day off. The optimiser does not touch it. */
export interface PinnedDay {
  readonly person: Id;
  readonly day: DayIndex;
  readonly shift: Id | null;
}
