/**
 * The problem in numbers. A day's choice `k` is 0 for a day off and `t + 1` for shift type `t`; a *cell* is
 * `day * width + k` with `width` = shift types + 1.
 */
export interface Model {
  readonly days: number;
  readonly people: number;
  readonly width: number;
  /** Minutes of a choice; `minutes[0]` is 0. */
  readonly minutes: Int32Array;
  /** `next[a * width + b]` is 1 when choice b may follow choice a on the next day. */
  readonly next: Uint8Array;
  /** 0 Monday to 6 Sunday, of each day. */
  readonly weekday: Uint8Array;
  readonly staff: readonly StaffModel[];
  /** Cover rows. */
  readonly rows: number;
  readonly target: Int32Array;
  readonly under: Float64Array;
  readonly over: Float64Array;
}

/** One person in numbers. */
export interface StaffModel {
  /** 1 where the cell is allowed at all (employment, leave, skills, weekdays, pins). */
  readonly allowed: Uint8Array;
  /** Cost of wishes by cell. */
  readonly cost: Float64Array;
  /** The cover rows a cell counts for: `rowList[rowStart[cell] .. rowStart[cell + 1]]`. Shared by people of equal skills. */
  readonly rowStart: Int32Array;
  readonly rowList: Int32Array;
  readonly limits: LimitModel;
}

/** Limits with no gaps: what is not limited is `NONE` for a maximum and 0 or 1 for a minimum. */
export interface LimitModel {
  readonly minMinutes: number;
  readonly maxMinutes: number;
  readonly maxWeekMinutes: number;
  readonly maxRun: number;
  readonly minRun: number;
  readonly minRest: number;
  readonly maxWeekends: number;
  /** By choice. */
  readonly maxPer: Int32Array;
}

/** Stands for "no maximum". */
export const NONE = 0x3fffffff;
