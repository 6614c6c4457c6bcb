import type { Closure, DayNumber, WallMinute, Zone } from '../time/index.js';
import { candidates, explain } from './explain.js';
import { createFrame, type Frame } from './frame.js';
import type { IndexState } from './index-state.js';
import { Occupancy } from './occupancy.js';
import { PatternPool } from './patterns.js';
import { createResourceTable } from './resource-table.js';
import { search, summarise } from './search.js';
import type {
  DaySummary,
  FreeTimeIndex,
  Resource,
  SlotQuery,
  SlotTable,
  Taken,
  TakenCells,
  WhyNot,
  Window,
} from './types.js';
import { WallCells } from './wall-cells.js';

export interface FreeTimeIndexOptions {
  readonly zone: Zone;
  /** Minutes a cell. */
  readonly grid: 5 | 15;
  readonly firstDay: DayNumber;
  /** Length of the horizon in days, at most 3660. */
  readonly days: number;
  /** Ids unique over all offices; capacity 1 to 9999. */
  readonly resources: readonly Resource[];
  /** Lets `explain` name the layer that closed a day. */
  readonly whyClosed?: (office: string, day: DayNumber) => Closure | undefined;
}

/**
 * The free-time index: windows minus claims, as bits. It holds a bit per resource and wall cell of the horizon
 * and a pattern number per resource and day (for 4,000 resources, 60 days and 15 minutes: 3.8 MB). It is a read
 * model and may be stale; the claim in the store decides. Throws `bad_input` on impossible options.
 */
export function createFreeTimeIndex(options: FreeTimeIndexOptions): FreeTimeIndex {
  const frame = createFrame(options.zone, options.grid, options.firstDay, options.days);
  const resources = createResourceTable(options.resources);
  return new BitIndex({
    frame,
    resources,
    patterns: new PatternPool(frame),
    patternOf: new Uint32Array(frame.days * resources.size),
    taken: new Occupancy(frame, resources),
    whyClosed: options.whyClosed ?? (() => undefined),
  });
}

class BitIndex implements FreeTimeIndex {
  readonly #state: IndexState;
  readonly #frame: Frame;
  readonly #wall: WallCells;

  constructor(state: IndexState) {
    this.#state = state;
    this.#frame = state.frame;
    this.#wall = new WallCells(state.frame);
  }

  get zone(): Zone {
    return this.#frame.zone;
  }
  get grid(): 5 | 15 {
    return this.#frame.grid;
  }
  get firstDay(): DayNumber {
    return this.#frame.firstDay;
  }
  get days(): number {
    return this.#frame.days;
  }
  get bytes(): number {
    const { patternOf, taken, patterns } = this.#state;
    return patternOf.byteLength + taken.bytes + patterns.bytes + this.#frame.valid.byteLength;
  }

  setWindows(resource: string, day: DayNumber, windows: readonly Window[]): void {
    const { resources, patternOf, patterns } = this.#state;
    const r = resources.numberOf(resource);
    const d = day - this.#frame.firstDay;
    if (r === undefined || !this.#holds(d)) return;
    patternOf[d * resources.size + r] = patterns.intern(windows);
  }

  insert(taken: Taken): void {
    this.#change(taken, taken.units ?? 1);
  }

  cancel(taken: Taken): void {
    this.#change(taken, -(taken.units ?? 1));
  }

  clear(resource: string, day: DayNumber): void {
    const r = this.#state.resources.numberOf(resource);
    const d = day - this.#frame.firstDay;
    if (r !== undefined && this.#holds(d)) this.#state.taken.clear(r, d, 0, this.#frame.cells);
  }

  insertCells(claims: Iterable<TakenCells>): void {
    this.#changeCells(claims, 1);
  }

  cancelCells(claims: Iterable<TakenCells>): void {
    this.#changeCells(claims, -1);
  }

  clearCells(resource: string, from: number, to: number): void {
    const r = this.#state.resources.numberOf(resource);
    if (r === undefined) return;
    this.#wall.each(from, to, (day, a, b) => this.#state.taken.clear(r, day, a, b));
  }

  search(query: SlotQuery): SlotTable {
    return search(this.#state, query);
  }

  summary(query: SlotQuery): readonly DaySummary[] {
    return summarise(this.#state, query);
  }

  candidates(query: SlotQuery, office: string, day: DayNumber, start: WallMinute): readonly string[] {
    return candidates(this.#state, query, office, day, start).map((r) => this.#state.resources.list[r]!.id);
  }

  explain(query: SlotQuery, office: string, day: DayNumber, start: WallMinute): readonly WhyNot[] {
    return explain(this.#state, query, office, day, start);
  }

  #holds(day: number): boolean {
    return day >= 0 && day < this.#frame.days;
  }

  #change(taken: Taken, units: number): void {
    const { grid, cells, firstDay } = this.#frame;
    const r = this.#state.resources.numberOf(taken.resource);
    const d = taken.day - firstDay;
    if (r === undefined || !this.#holds(d)) return;
    const from = Math.max(0, Math.floor(taken.from / grid));
    const to = Math.min(cells, Math.ceil(taken.to / grid));
    if (from < to) this.#state.taken.change(r, d, from, to, units);
  }

  #changeCells(claims: Iterable<TakenCells>, sign: 1 | -1): void {
    const { resources, taken } = this.#state;
    let last: string | undefined;
    let r: number | undefined;
    let units = 1;
    const sink = (day: number, from: number, to: number) => taken.change(r!, day, from, to, units);
    for (const claim of claims) {
      // Rows come sorted by resource: most are of the one before.
      if (claim.resource !== last) {
        last = claim.resource;
        r = resources.numberOf(last);
      }
      if (r === undefined) continue;
      units = sign * (claim.units ?? 1);
      this.#wall.each(claim.from, claim.to, sink);
    }
  }
}
