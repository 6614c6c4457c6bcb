import type { Model } from '../compile/model.js';

/** A roster in work: rows, how many people each cover row has, and what it all costs. Kept up step by step. */
export class Board {
  readonly model: Model;
  readonly rows: Uint8Array[];
  readonly count: Int32Array;
  /** Cost of wishes plus cost of cover. */
  cost: number;

  /** All days off. */
  constructor(model: Model) {
    this.model = model;
    this.rows = model.staff.map(() => new Uint8Array(model.days));
    this.count = new Int32Array(model.rows);
    this.cost = 0;
    for (let r = 0; r < model.rows; r++) this.cost += this.coverCost(r);
    for (const s of model.staff) for (let d = 0; d < model.days; d++) this.cost += s.cost[d * model.width]!;
  }

  private coverCost(r: number): number {
    const { target, under, over } = this.model;
    const missing = target[r]! - this.count[r]!;
    return missing > 0 ? missing * under[r]! : -missing * over[r]!;
  }

  /** Puts a choice on a day and keeps the cost. */
  set(p: number, d: number, k: number): void {
    const { model } = this;
    const row = this.rows[p]!;
    const staff = model.staff[p]!;
    const old = row[d]!;
    if (old === k) return;
    const cell = d * model.width;
    this.cost += staff.cost[cell + k]! - staff.cost[cell + old]!;
    this.shift(staff.rowStart, staff.rowList, cell + old, -1);
    this.shift(staff.rowStart, staff.rowList, cell + k, 1);
    row[d] = k;
  }

  private shift(start: Int32Array, list: Int32Array, cell: number, by: number): void {
    const { target, under, over } = this.model;
    for (let i = start[cell]!; i < start[cell + 1]!; i++) {
      const r = list[i]!;
      const n = this.count[r]!;
      if (by > 0) this.cost += n < target[r]! ? -under[r]! : over[r]!;
      else this.cost += n <= target[r]! ? under[r]! : -over[r]!;
      this.count[r] = n + by;
    }
  }

  /** Copies a whole row in. */
  put(p: number, row: Uint8Array): void {
    for (let d = 0; d < this.model.days; d++) this.set(p, d, row[d]!);
  }

  /** Takes the days `from..until` of a person out of the cover counts; `weigh` and `putBack` follow. */
  lift(p: number, from: number, until: number): void {
    for (let d = from; d <= until; d++) this.set(p, d, 0);
  }

  /** What each open cell of a lifted person would cost. Closed cells get Infinity. */
  weigh(p: number, from: number, until: number, weight: Float64Array): void {
    const { model, count } = this;
    const { width, target, under, over } = model;
    const { allowed, cost, rowStart, rowList } = model.staff[p]!;
    for (let cell = from * width; cell < (until + 1) * width; cell++) {
      if (allowed[cell] === 0) {
        weight[cell] = Number.POSITIVE_INFINITY;
        continue;
      }
      let w = cost[cell]!;
      for (let i = rowStart[cell]!; i < rowStart[cell + 1]!; i++) {
        const r = rowList[i]!;
        w += count[r]! < target[r]! ? -under[r]! : over[r]!;
      }
      weight[cell] = w;
    }
  }

  copyRows(): Uint8Array[] {
    return this.rows.map((r) => r.slice());
  }
}
