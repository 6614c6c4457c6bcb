import { andShifted, runShifts } from './bits.js';
import type { IndexState } from './index-state.js';
import type { Eligibility } from './patterns.js';
import type { OfficeRange } from './resource-table.js';

/** Bit planes: counts up to 2^16 − 1 resources. */
const PLANES = 16;

/** Slots of at most so many cells end in the word after the one they begin in. */
const PAIR_LENGTH = 33;

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
  /** The first cells of one resource's free runs. */
  readonly #row: Uint32Array;
  /** Word `w` of plane `p` at `w × PLANES + p`. */
  readonly #planes: Uint32Array;
  /** Stands for the bits of a resource that has no claims. */
  readonly #nothing = new Uint32Array(2);
  /** Planes in use, at least the three that `list` reads in any case; never goes down. */
  #topPlane = 3;
  #found = false;
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
    this.#planes = new Uint32Array(words * PLANES);
    this.#any = new Uint32Array(words);
    this.#pooled = new Uint16Array(cells);
  }

  /** Counts afresh. With `ignoreTaken`, as if nothing were claimed. Returns whether there is any start. */
  count(office: OfficeRange, day: number, allowed: Uint32Array, ignoreTaken = false): boolean {
    this.#reset();
    const { patternOf, resources, taken } = this.#state;
    const first = day * resources.size;
    for (let r = office.first; r < office.end; ) {
      const pattern = patternOf[first + r]!;
      const pool = office.pools && taken.isPool(r);
      let end = r + 1;
      if (!office.pools) while (end < office.end && patternOf[first + end] === pattern) end++;
      const offset = this.#eligible.offset(pattern);
      if (offset >= 0) this.#countRun(offset, day, r, end, allowed, ignoreTaken, pool);
      r = end;
    }
    return this.#found;
  }

  /** Writes starts as wall minutes and their counts, ascending; returns how many. `lead`: cells before a start. */
  list(starts: Uint16Array, free: Uint16Array, at: number, lead: number): number {
    const { grid, words } = this.#state.frame;
    const planes = this.#planes;
    const top = this.#topPlane;
    let n = at;
    for (let w = 0; w < words; w++) {
      let rest = this.#any[w]!;
      if (rest === 0) continue;
      const base = w * PLANES;
      const p0 = planes[base]!;
      const p1 = planes[base + 1]!;
      const p2 = planes[base + 2]!;
      const firstMinute = (w * 32 + lead) * grid;
      for (; rest !== 0; rest &= rest - 1) {
        const bit = 31 - Math.clz32(rest & -rest);
        let count = ((p0 >>> bit) & 1) + (((p1 >>> bit) & 1) << 1) + (((p2 >>> bit) & 1) << 2);
        for (let p = 3; p < top; p++) count += ((planes[base + p]! >>> bit) & 1) << p;
        if (this.#hasPooled) count += this.#pooled[w * 32 + bit]!;
        starts[n] = firstMinute + bit * grid;
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
    for (let w = 0; w < this.#any.length; w++) this.#any[w] = 0;
    if (this.#hasPooled) this.#pooled.fill(0);
    this.#found = false;
    this.#hasPooled = false;
  }

  /** Clears the planes of a word that nothing was counted in yet. */
  #begin(w: number): void {
    if (this.#any[w] !== 0) return;
    for (let p = 0; p < this.#topPlane; p++) this.#planes[w * PLANES + p] = 0;
  }

  /** Counts resources `[from, to)`, which share a pattern: one pool, or exclusive ones. */
  #countRun(
    offset: number,
    day: number,
    from: number,
    to: number,
    allowed: Uint32Array,
    ignoreTaken: boolean,
    pool: boolean,
  ): void {
    const { words } = this.#state.frame;
    if (!pool && this.#length <= PAIR_LENGTH) {
      for (let w = 0; w < words; w++) {
        if (allowed[w] !== 0) this.#countWord(offset, day, from, to, w, allowed[w]!, ignoreTaken);
      }
      return;
    }
    for (let r = from; r < to; r++) {
      this.#markRow(offset, day, r, allowed, ignoreTaken);
      for (let w = 0; w < words; w++) {
        if (this.#row[w] === 0) continue;
        this.#found = true;
        this.#begin(w);
        this.#any[w]! |= this.#row[w]!;
        if (!pool) this.#carry(w, 0, this.#row[w]!);
      }
      if (pool) this.#addPool(day, r, ignoreTaken);
    }
  }

  /**
   * Counts one word of starts of exclusive resources. A short slot that begins in a word ends in the next, so
   * two words of free cells are enough; all of a word's counts stay in local variables.
   */
  #countWord(
    offset: number,
    day: number,
    from: number,
    to: number,
    w: number,
    allowed: number,
    ignoreTaken: boolean,
  ): void {
    const { frame, resources, taken } = this.#state;
    const { words, valid } = frame;
    const next = w + 1 < words ? 1 : 0;
    const openLow = this.#eligible.masks[offset + w]! & valid[day * words + w]!;
    if (openLow === 0) return;
    const openHigh = next ? this.#eligible.masks[offset + w + 1]! & valid[day * words + w + 1]! : 0;
    const full = ignoreTaken ? this.#nothing : taken.full;
    const stride = ignoreTaken ? 0 : words;
    const shifts = this.#shifts;
    // The first shift is always 1; most slots need no other.
    const several = shifts.length > 0;
    const planes = this.#planes;
    const at = w * PLANES;
    this.#begin(w);
    let p0 = planes[at]!;
    let p1 = planes[at + 1]!;
    let p2 = planes[at + 2]!;
    let any = 0;
    let base = ignoreTaken ? 0 : (day * resources.size + from) * words + w;
    for (let r = from; r < to; r++, base += stride) {
      let low = openLow & ~full[base]!;
      let high = openHigh & ~full[base + next]!;
      if (several) {
        low &= (low >>> 1) | (high << 31);
        high &= high >>> 1;
      }
      for (let i = 1; i < shifts.length; i++) {
        const k = shifts[i]!;
        low &= (low >>> k) | (high << (32 - k));
        high &= high >>> k;
      }
      low &= allowed;
      any |= low;
      const c1 = p0 & low;
      p0 ^= low;
      const c2 = p1 & c1;
      p1 ^= c1;
      const c3 = p2 & c2;
      p2 ^= c2;
      if (c3 !== 0) this.#carry(w, 3, c3);
    }
    if (any === 0) return;
    this.#found = true;
    this.#any[w]! |= any;
    planes[at] = p0;
    planes[at + 1] = p1;
    planes[at + 2] = p2;
  }

  /** Leaves in `#row` the first cells of free runs of any length. */
  #markRow(offset: number, day: number, resource: number, allowed: Uint32Array, ignoreTaken: boolean): void {
    const { frame, taken } = this.#state;
    const { words, valid } = frame;
    const { masks } = this.#eligible;
    const row = this.#row;
    const base = taken.row(day, resource);
    for (let w = 0; w < words; w++) {
      row[w] = masks[offset + w]! & valid[day * words + w]! & (ignoreTaken ? -1 : ~taken.full[base + w]!);
    }
    for (const k of this.#shifts) andShifted(row, words, k);
    for (let w = 0; w < words; w++) row[w]! &= allowed[w]!;
  }

  /** Adds `carry` to the counts of word `w` from plane `p` up. */
  #carry(w: number, p: number, carry: number): void {
    const planes = this.#planes;
    let rest = carry;
    let plane = p;
    for (; rest !== 0; plane++) {
      const old = planes[w * PLANES + plane]!;
      planes[w * PLANES + plane] = old ^ rest;
      rest &= old;
    }
    if (plane > this.#topPlane) this.#topPlane = plane;
  }

  #addPool(day: number, resource: number, ignoreTaken: boolean): void {
    const { frame, resources, taken } = this.#state;
    this.#hasPooled = true;
    for (let w = 0; w < frame.words; w++) {
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
