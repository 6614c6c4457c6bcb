/** Counts up to 2^16 − 1 a cell. */
const PLANES = 16;

/** Planes that `addRuns` keeps in local variables. */
const LOCAL = 4;

/** Longest run of cells that `addRuns` can look for: it ends in the word after the one it begins in. */
export const PAIR_LENGTH = 33;

/** Rows of full cells, one a resource: `count` of them from word `first` on, `stride` words apart. */
export interface Rows {
  readonly full: Uint32Array;
  first: number;
  stride: number;
  count: number;
}

/**
 * A counter a cell, held as bit planes: plane `p` has bit `p` of every cell's count. Adding a mask of cells to
 * 32 counters costs a few word operations, however many cells are in it.
 */
export class BitPlanes {
  /** Cells counted at all. */
  readonly any: Uint32Array;
  /** Word `w` of plane `p` at `w × PLANES + p`; stale where `any` of the word is 0. */
  readonly #planes: Uint32Array;
  /** Planes in use; never goes down. */
  #top = LOCAL;

  constructor(words: number) {
    this.any = new Uint32Array(words);
    this.#planes = new Uint32Array(words * PLANES);
  }

  reset(): void {
    for (let w = 0; w < this.any.length; w++) this.any[w] = 0;
  }

  /** Adds one to the cells of `mask` in word `w`. */
  add(w: number, mask: number): void {
    this.#begin(w);
    this.any[w]! |= mask;
    this.#carry(w, 0, mask);
  }

  /**
   * Adds every row of word `w`: one for each allowed cell at which a free run begins. `openLow` and `openHigh`
   * are the open cells of this word and the next, `shifts` what `runShifts` gave. Everything stays in local
   * variables: this is the loop that a search consists of.
   */
  addRuns(
    w: number,
    rows: Rows,
    openLow: number,
    openHigh: number,
    shifts: readonly number[],
    allowed: number,
  ): void {
    this.#begin(w);
    const { full, stride, count } = rows;
    const planes = this.#planes;
    const at = w * PLANES;
    // Without a next word `openHigh` is 0, and any word will do.
    const next = w + 1 < this.any.length ? 1 : 0;
    const several = shifts.length > 0;
    const steps = shifts.length;
    let p0 = planes[at]!;
    let p1 = planes[at + 1]!;
    let p2 = planes[at + 2]!;
    let p3 = planes[at + 3]!;
    let any = 0;
    for (let i = 0, base = rows.first + w; i < count; i++, base += stride) {
      let low = openLow & ~full[base]!;
      let high = openHigh & ~full[base + next]!;
      if (several) {
        // The first shift is always 1; half an hour in quarters needs no other.
        low &= (low >>> 1) | (high << 31);
        high &= high >>> 1;
      }
      for (let s = 1; s < steps; s++) {
        const k = shifts[s]!;
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
      const c4 = p3 & c3;
      p3 ^= c3;
      if (c4 !== 0) this.#carry(w, LOCAL, c4);
    }
    this.any[w]! |= any;
    planes[at] = p0;
    planes[at + 1] = p1;
    planes[at + 2] = p2;
    planes[at + 3] = p3;
  }

  /** Writes the counted cells of word `w` ascending, `scale × cell + offset`, and their counts; returns how many. */
  list(
    w: number,
    scale: number,
    offset: number,
    cells: Uint16Array,
    counts: Uint16Array,
    from: number,
  ): number {
    const planes = this.#planes;
    const at = w * PLANES;
    const top = this.#top;
    const p0 = planes[at]!;
    const p1 = planes[at + 1]!;
    const p2 = planes[at + 2]!;
    const p3 = planes[at + 3]!;
    let n = from;
    for (let rest = this.any[w]!; rest !== 0; rest &= rest - 1) {
      const bit = 31 - Math.clz32(rest & -rest);
      let count =
        ((p0 >>> bit) & 1) |
        (((p1 >>> bit) & 1) << 1) |
        (((p2 >>> bit) & 1) << 2) |
        (((p3 >>> bit) & 1) << 3);
      for (let p = LOCAL; p < top; p++) count |= ((planes[at + p]! >>> bit) & 1) << p;
      cells[n] = offset + bit * scale;
      counts[n++] = count;
    }
    return n - from;
  }

  /** Clears the planes of a word that nothing was counted in yet. */
  #begin(w: number): void {
    if (this.any[w] !== 0) return;
    const at = w * PLANES;
    for (let p = 0; p < this.#top; p++) this.#planes[at + p] = 0;
  }

  /** Adds `carry` to the counts of word `w` from plane `p` up. */
  #carry(w: number, p: number, carry: number): void {
    const planes = this.#planes;
    let plane = p;
    for (let rest = carry; rest !== 0; plane++) {
      const old = planes[w * PLANES + plane]!;
      planes[w * PLANES + plane] = old ^ rest;
      rest &= old;
    }
    if (plane > this.#top) this.#top = plane;
  }
}
