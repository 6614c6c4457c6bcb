import type { Id } from './unit.js';

/** A kind of duty that people take for a day. */
export interface ShiftType {
  readonly id: Id;
  /** Working time counted by the limits. */
  readonly minutes: number;
  /** Wall-clock minute of the day at which it begins; needed on every shift type when `rules.restMinutes` is set. */
  readonly begins?: number;
  /** Minutes from begin to end by the wall clock, breaks included. Default: `minutes`. */
  readonly lasts?: number;
  /** Shift types that the same person may not take on the next day. */
  readonly notBefore?: readonly Id[];
  /** A person must have all of them. */
  readonly skills?: readonly Id[];
}
