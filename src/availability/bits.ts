/** Bits in 32-bit words, lowest bit first: cell `c` of a row is bit `c & 31` of word `c >>> 5`. */

/** Sets or clears bits `[from, to)` of the row that begins at word `base`. Needs `0 ≤ from`, `to` within the row. */
export function setBits(words: Uint32Array, base: number, from: number, to: number, on: boolean): void {
  if (from >= to) return;
  const first = from >>> 5;
  const last = (to - 1) >>> 5;
  for (let w = first; w <= last; w++) {
    const low = w === first ? from & 31 : 0;
    const high = w === last ? (to - 1) & 31 : 31;
    const mask = (0xffffffff >>> (31 - high + low)) << low;
    if (on) words[base + w]! |= mask;
    else words[base + w]! &= ~mask;
  }
}

/** True when every bit of `[from, to)` is set. */
export function allSet(words: Uint32Array, base: number, from: number, to: number): boolean {
  for (let c = from; c < to; c++) if (!hasBit(words, base, c)) return false;
  return true;
}

/** True when a bit of `[from, to)` is set. */
export function anySet(words: Uint32Array, base: number, from: number, to: number): boolean {
  for (let c = from; c < to; c++) if (hasBit(words, base, c)) return true;
  return false;
}

/** One bit. */
export function hasBit(words: Uint32Array, base: number, cell: number): boolean {
  return ((words[base + (cell >>> 5)]! >>> (cell & 31)) & 1) === 1;
}

/** How many bits of a word are set. */
export function countBits(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * Steps that shrink a mask of free cells to the cells at which a run of `length` free cells begins: apply
 * `m &= m >>> k` for each `k` in turn. Runs double, so the list is short (5 steps for 32 cells).
 */
export function runShifts(length: number): number[] {
  const shifts: number[] = [];
  for (let run = 1; run < length; ) {
    const k = Math.min(run, length - run);
    shifts.push(k);
    run += k;
  }
  return shifts;
}

/** `row &= row >>> k` over `words` words; bits from beyond the row are 0. */
export function andShifted(row: Uint32Array, words: number, k: number): void {
  const whole = k >>> 5;
  const part = k & 31;
  for (let w = 0; w < words; w++) {
    const near = w + whole < words ? row[w + whole]! : 0;
    const far = w + whole + 1 < words ? row[w + whole + 1]! : 0;
    row[w]! &= part === 0 ? near : (near >>> part) | (far << (32 - part));
  }
}
