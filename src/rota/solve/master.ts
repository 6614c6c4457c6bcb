import { type Column, columnOf, keyOf } from './columns.js';
import type { Search } from './search.js';
import { BANNED, Simplex } from './simplex.js';

/**
 * The master program of column generation (Dantzig and Wolfe 1960) for some people and a window of days: their rows are
 * lifted off the board, what the others cover is taken off the targets, and new rows are priced by the row program.
 */
export class Master {
  private readonly search: Search;
  readonly people: readonly number[];
  readonly from: number;
  readonly until: number;
  readonly columns: Column[] = [];
  private readonly keys = new Set<string>();
  readonly fixed: Int32Array;
  private readonly refused = new Set<number>();
  private readonly program: Simplex;
  /** Cover rows of the window, and their place among them by row (-1 outside). */
  private readonly cover: Int32Array;
  private readonly place: Int32Array;
  private readonly target: Float64Array;
  private readonly weight: Float64Array;
  /** Best lower bound seen, of the window's cost. */
  bound = Number.NEGATIVE_INFINITY;
  /** Dual prices at which the bound was best: new prices are drawn towards them. */
  private centre: Float64Array | undefined;

  /** The board must hold the people's rows with the window lifted; `rows` are the rows as they were. */
  constructor(search: Search, people: readonly number[], from: number, until: number, rows: Uint8Array[]) {
    const { model, board } = search;
    this.search = search;
    this.people = people;
    this.from = from;
    this.until = until;
    this.fixed = new Int32Array(people.length).fill(-1);
    this.weight = new Float64Array(model.days * model.width);
    this.place = new Int32Array(model.rows).fill(-1);
    this.cover = this.coverRows();
    this.cover.forEach((r, i) => {
      this.place[r] = i;
    });
    const pick = (of: ArrayLike<number>): Float64Array => Float64Array.from(this.cover, (r) => of[r]!);
    this.target = Float64Array.from(this.cover, (r) => model.target[r]! - board.count[r]!);
    const first = people.map((p, g) => columnOf(model, p, rows[g]!, from, until));
    const begin = first.map((c) => ({ cost: c.cost, rows: c.rows.map((r) => this.place[r]!) }));
    const { chance } = search;
    this.program = new Simplex(begin, this.target, pick(model.under), pick(model.over), () => chance.unit());
    for (const c of first) {
      this.columns.push(c);
      this.keys.add(keyOf(c));
    }
  }

  private coverRows(): Int32Array {
    const { model } = this.search;
    const seen = new Set<number>();
    for (const p of this.people) {
      const { rowStart, rowList } = model.staff[p]!;
      for (let i = rowStart[this.from * model.width]!; i < rowStart[(this.until + 1) * model.width]!; i++) {
        seen.add(rowList[i]!);
      }
    }
    return Int32Array.from([...seen].sort((a, b) => a - b));
  }

  get rows(): number {
    return this.program.size;
  }

  /** Adds a column unless it is there already. */
  add(g: number, column: Column): boolean {
    const key = keyOf(column);
    if (this.keys.has(key)) return false;
    this.keys.add(key);
    this.columns.push(column);
    const banned = this.fixed[g]! >= 0 ? BANNED : 0;
    this.program.add(
      g,
      column.cost + banned,
      column.rows.map((r) => this.place[r]!),
    );
    return true;
  }

  solve(): void {
    // A pivot costs the square of the size: no single call may eat the budget.
    this.program.solve(Math.max(300, Math.floor(2e8 / this.program.size ** 2)));
  }

  values(): Float64Array {
    return this.program.values();
  }

  /** From now on the group has this column alone. */
  fix(g: number, column: number): void {
    this.fixed[g] = column;
    const person = this.people[g]!;
    this.columns.forEach((c, i) => {
      if (c.person === person && i !== column) this.program.setCost(i, c.cost + BANNED);
    });
  }

  /** Takes a fixing back and rules the column out. */
  refuse(g: number, column: number): void {
    this.fixed[g] = -1;
    this.refused.add(column);
    const person = this.people[g]!;
    this.columns.forEach((c, i) => {
      if (c.person === person) this.program.setCost(i, c.cost + (this.refused.has(i) ? BANNED : 0));
    });
  }

  /** Prices everybody at the given duals: the Lagrangian bound (value), and how many columns were worth adding. */
  private priced(dual: Float64Array): { value: number; added: number } {
    const { search, people, from, until, fixed } = this;
    const { model, board } = search;
    const price = new Float64Array(model.rows);
    let value = this.kept(dual, price);
    let added = 0;
    people.forEach((p, g) => {
      if (fixed[g]! >= 0) {
        const c = this.columns[fixed[g]!]!;
        value += c.cost - c.rows.reduce((n, r) => n + price[r]!, 0);
        return;
      }
      this.weigh(p, price);
      const row = board.rows[p]!.slice();
      const least = search.programs[p]!.solve(this.weight, row, from, until);
      value += least === Number.POSITIVE_INFINITY ? Number.NEGATIVE_INFINITY : least;
      if (!search.programs[p]!.exact || least >= this.program.dual[g]! + 1e9) return;
      const column = columnOf(model, p, row, from, until);
      const gain = this.gain(g, column);
      if (gain < -1e-6 && this.add(g, column)) {
        added++;
        if (from === 0 && until === model.days - 1) search.pool.add(column);
      }
    });
    return { value, added };
  }

  /** The targets' part of the dual value; also spreads the prices over all cover rows. */
  private kept(dual: Float64Array, price: Float64Array): number {
    const { model } = this.search;
    let value = 0;
    this.cover.forEach((r, i) => {
      const pi = Math.min(model.under[r]!, Math.max(-model.over[r]!, dual[this.people.length + i]!));
      price[r] = pi;
      value += pi * this.target[i]!;
    });
    return value;
  }

  private gain(g: number, column: Column): number {
    const { dual } = this.program;
    let d = column.cost - dual[g]!;
    for (const r of column.rows) d -= dual[this.people.length + this.place[r]!]!;
    return d;
  }

  private weigh(p: number, price: Float64Array): void {
    const { model } = this.search;
    const { allowed, cost, rowStart, rowList } = model.staff[p]!;
    for (let cell = this.from * model.width; cell < (this.until + 1) * model.width; cell++) {
      if (allowed[cell] === 0) {
        this.weight[cell] = Number.POSITIVE_INFINITY;
        continue;
      }
      let w = cost[cell]!;
      for (let i = rowStart[cell]!; i < rowStart[cell + 1]!; i++) w -= price[rowList[i]!]!;
      this.weight[cell] = w;
    }
  }

  /** One round: solve, price everybody, add what helps. Prices are smoothed (Wentges 1997). Returns columns added. */
  round(smooth: number): number {
    this.solve();
    const { dual } = this.program;
    const { centre } = this;
    if (centre !== undefined && smooth > 0) {
      const mixed = dual.map((d, i) => smooth * centre[i]! + (1 - smooth) * d);
      const { value, added } = this.priced(mixed);
      this.note(value, mixed);
      if (added > 0) return added;
    }
    const { value, added } = this.priced(dual);
    this.note(value, dual);
    return added;
  }

  private note(value: number, dual: Float64Array): void {
    if (value > this.bound) {
      this.bound = value;
      this.centre = dual.slice();
    }
  }

  /** Forgets bound and centre: what is fixed has changed. */
  restart(): void {
    this.bound = Number.NEGATIVE_INFINITY;
    this.centre = undefined;
  }

  /** Cost of the rows that the master began with, cover included. */
  costOfFirst(): number {
    const { model } = this.search;
    const there = new Float64Array(this.cover.length);
    let sum = 0;
    for (let g = 0; g < this.people.length; g++) {
      sum += this.columns[g]!.cost;
      for (const r of this.columns[g]!.rows) there[this.place[r]!]!++;
    }
    this.cover.forEach((r, i) => {
      const missing = this.target[i]! - there[i]!;
      sum += missing > 0 ? missing * model.under[r]! : -missing * model.over[r]!;
    });
    return sum;
  }

  /** Dual value of the program, for judging how close the bound is. */
  objective(): number {
    const { dual } = this.program;
    let sum = 0;
    for (let g = 0; g < this.people.length; g++) sum += dual[g]!;
    this.target.forEach((t, i) => {
      sum += t * dual[this.people.length + i]!;
    });
    return sum;
  }
}
