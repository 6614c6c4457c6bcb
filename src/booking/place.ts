/** A place as a booking asks for it: one start of one resource, with the counted limits that hold there. */
import type { DayNumber, UtcMinute } from '../time/index.js';
import type { CountedPlace } from './types.js';

export interface Place {
  readonly service: string;
  readonly office: string;
  readonly resource: string;
  /** Of the resource. 1: its cells are claimed. More: they are counted. */
  readonly capacity: number;
  readonly start: UtcMinute;
  /** Minutes with the citizen, and those the resource needs around them. */
  readonly minutes: number;
  readonly before: number;
  readonly after: number;
  readonly grid: 5 | 15;
  /** The office's civil day of the start. */
  readonly day: DayNumber;
  /** Quota and special-opening places that this booking uses up. */
  readonly counted: readonly CountedPlace[];
  /** Minutes before the start until which the citizen may cancel or move. */
  readonly cancelUntil: number;
}
