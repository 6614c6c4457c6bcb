import type { Id } from './unit.js';

/** The shift of each day, `null` for a day off: `days[d]` of one person. At most one duty a day by construction. */
export interface RosterRow {
  readonly person: Id;
  readonly days: readonly (Id | null)[];
}

/** An answer of the optimiser: legal rows in the order of the problem's people. */
export interface Roster {
  readonly rows: readonly RosterRow[];
  /** Sum of all soft costs. */
  readonly penalty: number;
  /** No legal roster can cost less than this. */
  readonly bound: number;
}
