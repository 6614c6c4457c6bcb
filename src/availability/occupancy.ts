import { allSet, anySet, setBits } from './bits.js';
import type { Frame } from './frame.js';
import type { ResourceTable } from './resource-table.js';

/**
 * What is taken: a bit a cell, `row = day × resources + resource`, set when the cell can take no more. A pool
 * (capacity > 1) also counts its cells; its bit is set while the count is at or above the capacity.
 */
export class Occupancy {
  /** `days × resources × words`. */
  readonly full: Uint32Array;
  readonly #frame: Frame;
  readonly #resources: ResourceTable;
  /** Place of a pool among the pools, −1 for exclusive resources. */
  readonly #pool: Int32Array;
  readonly #pools: number;
  /** `days × pools × cells`. */
  readonly #counts: Uint16Array;

  constructor(frame: Frame, resources: ResourceTable) {
    this.#frame = frame;
    this.#resources = resources;
    this.full = new Uint32Array(frame.days * resources.size * frame.words);
    this.#pool = new Int32Array(resources.size).fill(-1);
    let pools = 0;
    for (let r = 0; r < resources.size; r++) if (resources.capacity[r]! > 1) this.#pool[r] = pools++;
    this.#pools = pools;
    this.#counts = new Uint16Array(frame.days * pools * frame.cells);
  }

  get bytes(): number {
    return this.full.byteLength + this.#pool.byteLength + this.#counts.byteLength;
  }

  isPool(resource: number): boolean {
    return this.#pool[resource]! >= 0;
  }

  /** First word of a row; `day` counts from the frame's first. */
  row(day: number, resource: number): number {
    return (day * this.#resources.size + resource) * this.#frame.words;
  }

  /** Adds `units` (negative: gives back) on cells `[from, to)` of one day. Counts never go below 0. */
  change(resource: number, day: number, from: number, to: number, units: number): void {
    const base = this.row(day, resource);
    if (this.#pool[resource]! < 0) {
      setBits(this.full, base, from, to, units > 0);
      return;
    }
    const counts = this.#countsAt(day, resource);
    const capacity = this.#resources.capacity[resource]!;
    for (let c = from; c < to; c++) {
      const next = Math.min(65535, Math.max(0, this.#counts[counts + c]! + units));
      this.#counts[counts + c] = next;
      setBits(this.full, base, c, c + 1, next >= capacity);
    }
  }

  /** Forgets what is taken on cells `[from, to)` of one day. */
  clear(resource: number, day: number, from: number, to: number): void {
    setBits(this.full, this.row(day, resource), from, to, false);
    if (this.#pool[resource]! < 0) return;
    const counts = this.#countsAt(day, resource);
    this.#counts.fill(0, counts + from, counts + to);
  }

  /** Units left over the whole of cells `[from, to)`: 0 or 1 for an exclusive resource. */
  unitsFree(resource: number, day: number, from: number, to: number): number {
    if (this.#pool[resource]! < 0) return anySet(this.full, this.row(day, resource), from, to) ? 0 : 1;
    const counts = this.#countsAt(day, resource);
    let most = 0;
    for (let c = from; c < to; c++) most = Math.max(most, this.#counts[counts + c]!);
    return Math.max(0, this.#resources.capacity[resource]! - most);
  }

  /** True when no cell of `[from, to)` has room. */
  isFull(resource: number, day: number, from: number, to: number): boolean {
    return allSet(this.full, this.row(day, resource), from, to);
  }

  #countsAt(day: number, resource: number): number {
    return (day * this.#pools + this.#pool[resource]!) * this.#frame.cells;
  }
}
