import { andShifted, runShifts } from './bits.js';
import type { IndexState } from './index-state.js';
import type { Eligibility } from './patterns.js';
import type { OfficeRange } from './resource-table.js';

/**
 * Counts, for one office and day, how many units could take each start. Starts are bit masks; counts of
 * exclusive resources are kept as bit planes (plane `p` holds bit `p` of every cell's count), so that adding a
 * resource costs a few word operations whatever the number of starts. Pools add their free units apart.
 */
export class StartCounter {
  readonly #state: IndexState;
  readonly #eligible: Eligibility;
  readonly #length: number;
  readonly #shifts: readonly number[];
  readonly #row: Uint32Array;
  readonly #planes: Uint32Array;
  #topPlane = 0;
  /** Cells with a count in planes or pools. */
  readonly #any: Uint32Array;
  readonly #pooled: Uint16Array;
  #hasPooled = false;

  /** `length`: cells that a slot claims. */
  constructor(state: IndexState, eligible: Eligibility, length: number) {
    const { words, cells } = state.frame;
    this.#state = state;
    this.#eligible = eligible;
    this.#length = length;
    this.#shifts = runShifts(length);
    this.#row = new Uint32Array(words);
    this.#planes = new Uint32Array(words * 32);
    this.#any = new Uint32Array(words);
    this.#pooled = new Uint16Array(cells);
  }

  /** Counts afresh. With `ignoreTaken`, as if nothing were claimed. Returns whether there is any start. */
  count(office: OfficeRange, day: number, allowed: Uint32Array, ignoreTaken = false): boolean {
    this.#reset();
    const { patternOf, resources, taken } = this.#state;
    const rows = day * resources.size;
    let found = false;
    for (let r = office.first; r < office.end; r++) {
      const offset = this.#eligible.offset(patternOf[rows + r]!);
      if (offset < 0 || !this.#markRow(offset, day, r, allowed, ignoreTaken)) continue;
      found = true;
      if (taken.isPool(r)) this.#addPool(day, r, ignoreTaken);
      else this.#addRow();
    }
    return found;
  }

  /** Writes starts as wall minutes and their counts, ascending; returns how many. `lead`: cells before a start. */
  list(starts: Uint16Array, free: Uint16Array, at: number, lead: number): number {
    const { grid, words } = this.#state.frame;
    const top = this.#topPlane;
    let n = at;
    for (let w = 0; w < words; w++) {
      for (let rest = this.#any[w]!; rest !== 0; rest &= rest - 1) {
        const bit = 31 - Math.clz32(rest & -rest);
        let count = this.#hasPooled ? this.#pooled[w * 32 + bit]! : 0;
        for (let p = 0; p < top; p++) count += ((this.#planes[p * words + w]! >>> bit) & 1) << p;
        starts[n] = (w * 32 + bit + lead) * grid;
        free[n++] = count;
      }
    }
    return n - at;
  }

  /** The cells counted, as a mask; valid until the next `count`. */
  get mask(): Uint32Array {
    return this.#any;
  }

  #reset(): void {
    this.#planes.fill(0, 0, this.#topPlane * this.#state.frame.words);
    this.#topPlane = 0;
    this.#any.fill(0);
    if (this.#hasPooled) this.#pooled.fill(0);
    this.#hasPooled = false;
  }

  /** Leaves in `#row` the first cells of free runs; false when there are none. */
  #markRow(
    offset: number,
    day: number,
    resource: number,
    allowed: Uint32Array,
    ignoreTaken: boolean,
  ): boolean {
    const { frame, taken } = this.#state;
    const { words, valid } = frame;
    const { masks } = this.#eligible;
    const row = this.#row;
    const base = taken.row(day, resource);
    for (let w = 0; w < words; w++) {
      row[w] = masks[offset + w]! & valid[day * words + w]! & (ignoreTaken ? -1 : ~taken.full[base + w]!);
    }
    for (const k of this.#shifts) andShifted(row, words, k);
    let some = 0;
    for (let w = 0; w < words; w++) {
      row[w]! &= allowed[w]!;
      some |= row[w]!;
    }
    return some !== 0;
  }

  #addRow(): void {
    const { words } = this.#state.frame;
    for (let w = 0; w < words; w++) {
      let carry = this.#row[w]!;
      this.#any[w]! |= carry;
      for (let p = 0; carry !== 0; p++) {
        const plane = this.#planes[p * words + w]!;
        this.#planes[p * words + w] = plane ^ carry;
        carry &= plane;
        if (p >= this.#topPlane) this.#topPlane = p + 1;
      }
    }
  }

  #addPool(day: number, resource: number, ignoreTaken: boolean): void {
    const { frame, resources, taken } = this.#state;
    this.#hasPooled = true;
    for (let w = 0; w < frame.words; w++) {
      this.#any[w]! |= this.#row[w]!;
      for (let rest = this.#row[w]!; rest !== 0; rest &= rest - 1) {
        const cell = w * 32 + 31 - Math.clz32(rest & -rest);
        const units = ignoreTaken
          ? resources.capacity[resource]!
          : taken.unitsFree(resource, day, cell, cell + this.#length);
        this.#pooled[cell]! += units;
      }
    }
  }
}
