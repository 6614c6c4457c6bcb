/**
 * Windows in, claims out. A window is derived from rules and says what a resource could do; a claim is
 * stored and says that it is taken. All minutes here are wall minutes of the centre's zone.
 */
import type { Closure, DayNumber, Interval, Provenance, WallMinute, Zone } from '../time/index.js';

/** A resource the index knows: a desk now; a duty, a van stop or a crew later. */
export interface Resource {
  readonly id: string;
  readonly office: string;
  /** 1: claims are exclusive. More: a pool, cells are counted. */
  readonly capacity: number;
}

/**
 * Open time from–to with these skills, of the resource and day it was asked for. Always derived, never
 * stored. Minutes that fill only part of a cell are not used.
 */
export interface Window {
  readonly from: WallMinute;
  readonly to: WallMinute;
  readonly skills: readonly string[];
  /** Only these services (a special opening); absent: any the skills allow. */
  readonly services?: readonly string[];
  readonly because: Provenance;
}

/** Where windows come from. `opening` (catalog hours) today; duties and van stops plug in here later. */
export interface WindowProvider {
  readonly id: string;
  resources(): readonly Resource[];
  /**
   * Windows of a resource on a day. Days that look alike should give the *same array*: the index keeps one
   * pattern for it, which is what makes large centres small and quick to build.
   */
  windows(resource: string, day: DayNumber): readonly Window[];
  /** Why an office has no windows on a day, if this provider knows. */
  whyClosed?(office: string, day: DayNumber): Closure | undefined;
}

/** Taken time of one resource in wall minutes of a day, `[from, to)`. `units` for pools. */
export interface Taken {
  readonly resource: string;
  readonly day: DayNumber;
  readonly from: WallMinute;
  readonly to: WallMinute;
  readonly units?: number;
}

/** What is looked for. */
export interface SlotQuery {
  readonly service?: string;
  readonly skills: readonly string[];
  /** Minutes: `before` and `after` are claimed around the visit and must be free and open too. */
  readonly minutes: number;
  readonly before?: number;
  readonly after?: number;
  /** Starts at multiples of so many minutes after midnight. */
  readonly step: number;
  readonly offices: readonly string[];
  /** Days `[from, to)`. */
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** Cuts the first and last day: starts with `day*1440+minute` in `[earliest, latest)` of wall time. */
  readonly earliest?: number;
  readonly latest?: number;
  /** At most so many slots; default: all. */
  readonly limit?: number;
}

/** Claimed cells `[from, to)` of one resource; a cell is `floor(UtcMinute / grid)`. `units` for pools, default 1. */
export interface TakenCells {
  readonly resource: string;
  readonly from: number;
  readonly to: number;
  readonly units?: number;
}

/** Starts of one office on one day, ascending; `free[i]` is how many resources could take `starts[i]` (with pools: units). */
export interface DaySlots {
  readonly office: string;
  readonly day: DayNumber;
  readonly starts: Uint16Array;
  readonly free: Uint16Array;
}

/**
 * What a search found, in columns: row `r` is one office on one day, with the starts at
 * `[end[r - 1] ?? 0, end[r])` of `starts` and `free`. Iterating gives the rows as `DaySlots` (views, no copies).
 */
export interface SlotTable extends Iterable<DaySlots> {
  readonly offices: readonly string[];
  readonly rows: number;
  /** Place in `offices`, by row. */
  readonly office: Uint16Array;
  readonly day: Int32Array;
  readonly end: Uint32Array;
  /** Wall minutes, and resources (units) that could take each. At least `count` long. */
  readonly starts: Uint16Array;
  readonly free: Uint16Array;
  /** Starts in all. */
  readonly count: number;
}

/** One day of the calendar view. */
export interface DaySummary {
  readonly office: string;
  readonly day: DayNumber;
  /** Starts that are free, and starts there would be with no claims. */
  readonly free: number;
  readonly total: number;
}

/** Why a time is not offered: the first reason that alone suffices comes first. */
export type WhyNot =
  | { readonly code: 'closed'; readonly closure: Closure }
  | { readonly code: 'outside_hours'; readonly open: readonly Interval[] }
  | { readonly code: 'irregular_time' }
  | { readonly code: 'off_grid'; readonly step: number }
  | {
      readonly code: 'outside_booking_window';
      readonly earliest?: number;
      readonly latest?: number;
      readonly rule: string;
    }
  | { readonly code: 'no_skill'; readonly missing: readonly string[] }
  | { readonly code: 'service_not_offered'; readonly because: Provenance }
  | { readonly code: 'full'; readonly resources: number }
  | { readonly code: 'channel_quota_used'; readonly channel: string; readonly quota: number }
  | { readonly code: 'special_capacity_used'; readonly capacity: number };

/** The free-time index of one tenant. */
export interface FreeTimeIndex {
  readonly zone: Zone;
  readonly grid: 5 | 15;
  readonly firstDay: DayNumber;
  readonly days: number;
  /** Replace the windows of one resource on one day. Claims stay. Out-of-horizon calls are ignored. */
  setWindows(resource: string, day: DayNumber, windows: readonly Window[]): void;
  /**
   * Take / give back time; partly covered cells count as covered. Out-of-horizon calls are ignored. ≤ 5 µs.
   * An exclusive resource keeps one bit a cell: taking twice is taking once, and one `cancel` frees. A pool
   * counts, so what is read again must be cleared first (`clear`, `clearCells`).
   */
  insert(taken: Taken): void;
  cancel(taken: Taken): void;
  /** Forget all claims of a resource on a day (before they are read afresh). */
  clear(resource: string, day: DayNumber): void;
  /** The same by UTC cells, as the store keeps claims. In a fold two cells meet in one that is never offered. */
  insertCells(claims: Iterable<TakenCells>): void;
  cancelCells(claims: Iterable<TakenCells>): void;
  /** Forget what is claimed of a resource in UTC cells `[from, to)`. */
  clearCells(resource: string, from: number, to: number): void;
  /**
   * Earliest first: by day, then offices in query order, then start. A `limit` keeps the earliest starts over
   * all offices (ties: query order). Unknown offices have no slots.
   */
  search(query: SlotQuery): SlotTable;
  /** Calendar view: one row an office and day with windows. */
  summary(query: SlotQuery): readonly DaySummary[];
  /** Resources that can take this start now, in index order. */
  candidates(query: SlotQuery, office: string, day: DayNumber, start: WallMinute): readonly string[];
  /** Reasons as far as the index knows them (hours, irregular, grid, skill, full). */
  explain(query: SlotQuery, office: string, day: DayNumber, start: WallMinute): readonly WhyNot[];
  /** Bytes of typed arrays held. */
  readonly bytes: number;
}
