import { BitPlanes, PAIR_LENGTH, type Rows } from './bit-planes.js';
import { andShifted, runShifts } from './bits.js';
import type { IndexState } from './index-state.js';
import type { Eligibility } from './patterns.js';
import type { OfficeRange } from './resource-table.js';

/**
 * Counts, for one office and day, how many units could take each start. Exclusive resources are counted in bit
 * planes, run by run of those that share a pattern; pools add their free units apart.
 */
export class StartCounter {
  readonly #state: IndexState;
  readonly #eligible: Eligibility;
  readonly #length: number;
  readonly #ignoreTaken: boolean;
  readonly #shifts: readonly number[];
  readonly #planes: BitPlanes;
  readonly #rows: Rows;
  /** The first cells of one resource's free runs. */
  readonly #row: Uint32Array;
  readonly #pooled: Uint16Array;
  #hasPooled = false;

  /** `length`: cells that a slot claims. With `ignoreTaken` it counts as if nothing were claimed. */
  constructor(state: IndexState, eligible: Eligibility, length: number, ignoreTaken = false) {
    const { words, cells } = state.frame;
    this.#state = state;
    this.#eligible = eligible;
    this.#length = length;
    this.#ignoreTaken = ignoreTaken;
    this.#shifts = runShifts(length);
    this.#planes = new BitPlanes(words);
    const full = ignoreTaken ? new Uint32Array(words) : state.taken.full;
    this.#rows = { full, first: 0, stride: ignoreTaken ? 0 : words, count: 0 };
    this.#row = new Uint32Array(words);
    this.#pooled = new Uint16Array(cells);
  }

  /** Counts afresh; `mask` and `list` tell the result. */
  count(office: OfficeRange, day: number, allowed: Uint32Array): void {
    const { patternOf, resources, taken } = this.#state;
    this.#planes.reset();
    if (this.#hasPooled) this.#pooled.fill(0);
    this.#hasPooled = false;
    const rows = day * resources.size;
    for (let r = office.first; r < office.end; ) {
      const pattern = patternOf[rows + r]!;
      const pool = office.pools && taken.isPool(r);
      let end = r + 1;
      if (!office.pools) while (end < office.end && patternOf[rows + end] === pattern) end++;
      const offset = this.#eligible.offset(pattern);
      if (offset >= 0) {
        if (pool || this.#length > PAIR_LENGTH) this.#countLong(offset, day, r, end, allowed, pool);
        else this.#countShort(offset, day, r, end, allowed);
      }
      r = end;
    }
  }

  /** The starts counted, as a mask of first cells; valid until the next `count`. */
  get mask(): Uint32Array {
    return this.#planes.any;
  }

  /** Writes starts as wall minutes and their counts, ascending; returns how many. `lead`: cells before a start. */
  list(starts: Uint16Array, free: Uint16Array, from: number, lead: number): number {
    const { grid, words } = this.#state.frame;
    let n = from;
    for (let w = 0; w < words; w++) {
      if (this.#planes.any[w] !== 0) n += this.#planes.list(w, grid, (w * 32 + lead) * grid, starts, free, n);
    }
    if (this.#hasPooled) for (let i = from; i < n; i++) free[i]! += this.#pooled[starts[i]! / grid - lead]!;
    return n - from;
  }

  /** Exclusive resources `[from, to)` of one pattern, word by word. */
  #countShort(offset: number, day: number, from: number, to: number, allowed: Uint32Array): void {
    const { words, valid } = this.#state.frame;
    const { masks } = this.#eligible;
    const rows = this.#rows;
    rows.first = this.#ignoreTaken ? 0 : this.#state.taken.row(day, from);
    rows.count = to - from;
    const days = day * words;
    for (let w = 0; w < words; w++) {
      const low = masks[offset + w]! & valid[days + w]!;
      if (low === 0 || allowed[w] === 0) continue;
      const high = w + 1 < words ? masks[offset + w + 1]! & valid[days + w + 1]! : 0;
      this.#planes.addRuns(w, rows, low, high, this.#shifts, allowed[w]!);
    }
  }

  /** Slots of any length, and pools, resource by resource. */
  #countLong(
    offset: number,
    day: number,
    from: number,
    to: number,
    allowed: Uint32Array,
    pool: boolean,
  ): void {
    const { words } = this.#state.frame;
    for (let r = from; r < to; r++) {
      this.#markRow(offset, day, r, allowed);
      for (let w = 0; w < words; w++) {
        if (this.#row[w] === 0) continue;
        if (pool) this.#addPool(w, day, r);
        else this.#planes.add(w, this.#row[w]!);
      }
    }
  }

  /** Leaves in `#row` the allowed first cells of free runs. */
  #markRow(offset: number, day: number, resource: number, allowed: Uint32Array): void {
    const { frame, taken } = this.#state;
    const { words, valid } = frame;
    const { masks } = this.#eligible;
    const { full } = this.#rows;
    const row = this.#row;
    const base = this.#ignoreTaken ? 0 : taken.row(day, resource);
    for (let w = 0; w < words; w++) row[w] = masks[offset + w]! & valid[day * words + w]! & ~full[base + w]!;
    for (const k of this.#shifts) andShifted(row, words, k);
    for (let w = 0; w < words; w++) row[w]! &= allowed[w]!;
  }

  #addPool(w: number, day: number, resource: number): void {
    const { resources, taken } = this.#state;
    this.#hasPooled = true;
    this.#planes.add(w, 0);
    this.#planes.any[w]! |= this.#row[w]!;
    for (let rest = this.#row[w]!; rest !== 0; rest &= rest - 1) {
      const cell = w * 32 + 31 - Math.clz32(rest & -rest);
      this.#pooled[cell]! += this.#ignoreTaken
        ? resources.capacity[resource]!
        : taken.unitsFree(resource, day, cell, cell + this.#length);
    }
  }
}
