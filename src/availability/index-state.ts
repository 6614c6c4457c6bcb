import type { Closure, DayNumber } from '../time/index.js';
import type { Frame } from './frame.js';
import type { Occupancy } from './occupancy.js';
import type { PatternPool } from './patterns.js';
import type { ResourceTable } from './resource-table.js';

/** The parts of an index, as its acts (search, summary, candidates, explain) see them. */
export interface IndexState {
  readonly frame: Frame;
  readonly resources: ResourceTable;
  readonly patterns: PatternPool;
  /** Pattern of each row, `day × resources + resource`. */
  readonly patternOf: Uint32Array;
  readonly taken: Occupancy;
  readonly whyClosed: (office: string, day: DayNumber) => Closure | undefined;
}
