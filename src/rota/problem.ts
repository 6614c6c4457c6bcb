import type { Demand } from './demand.js';
import type { PinnedDay } from './duty.js';
import type { Leave } from './leave.js';
import type { Person } from './person.js';
import type { Request } from './request.js';
import type { Rules } from './rules.js';
import type { ShiftType } from './shift.js';
import type { Weekday } from './unit.js';

/** Who is to be on duty when: the question. Keys that are not named here are refused, so that no rule is lost silently. */
export interface RosterProblem {
  readonly days: number;
  /** Weekday of day 0. */
  readonly firstWeekday: Weekday;
  readonly shifts: readonly ShiftType[];
  readonly people: readonly Person[];
  readonly demand: readonly Demand[];
  readonly rules?: Rules;
  readonly leave?: readonly Leave[];
  readonly pinned?: readonly PinnedDay[];
  readonly requests?: readonly Request[];
}
