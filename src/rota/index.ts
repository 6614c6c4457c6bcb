/** Rota: who is on duty. Problem, optimiser and the check that shares nothing with it. */
export { checkRoster, type RosterReport } from './check/check.js';
export type { RosterRule, RosterViolation } from './check/violation.js';
export type { Demand } from './demand.js';
export type { PinnedDay } from './duty.js';
export { checkInput } from './input/check.js';
export type { Leave } from './leave.js';
export type { Limits } from './limits.js';
export type { Person } from './person.js';
export type { RosterProblem } from './problem.js';
export type { Request } from './request.js';
export type { Roster, RosterRow } from './roster.js';
export type { Rules } from './rules.js';
export type { ShiftType } from './shift.js';
export {
  beginRostering,
  type Rostering,
  type RosterOptions,
  type RosterProgress,
  solveRoster,
} from './solve.js';
export type { DayIndex, Id, Weekday } from './unit.js';
