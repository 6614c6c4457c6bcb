import type { Model } from '../compile/model.js';

/** A filling of one person's window, as the master program sees it. */
export interface Column {
  readonly person: number;
  /** Choices of the window's days. */
  readonly days: Uint8Array;
  /** Cost of wishes. */
  readonly cost: number;
  /** Cover rows it counts for. */
  readonly rows: Int32Array;
}

/** Makes a column of a row's days `from..until`. */
export function columnOf(model: Model, person: number, row: Uint8Array, from: number, until: number): Column {
  const { width } = model;
  const { cost, rowStart, rowList } = model.staff[person]!;
  const rows: number[] = [];
  let sum = 0;
  for (let d = from; d <= until; d++) {
    const cell = d * width + row[d]!;
    sum += cost[cell]!;
    for (let i = rowStart[cell]!; i < rowStart[cell + 1]!; i++) rows.push(rowList[i]!);
  }
  return { person, days: row.slice(from, until + 1), cost: sum, rows: Int32Array.from(rows) };
}

/** Same days, same person. */
export const keyOf = (c: Column): string => `${c.person}:${String.fromCharCode(...c.days)}`;

/** Columns seen before, newest last, so that a later search of the same people begins with them. */
export class Pool {
  private readonly lists: Column[][];
  private readonly keys = new Set<string>();
  private readonly most: number;

  constructor(people: number, most: number) {
    this.lists = Array.from({ length: people }, () => []);
    this.most = most;
  }

  of(person: number): readonly Column[] {
    return this.lists[person]!;
  }

  add(column: Column): void {
    const key = keyOf(column);
    if (this.keys.has(key)) return;
    this.keys.add(key);
    const list = this.lists[column.person]!;
    list.push(column);
    if (list.length > this.most) this.keys.delete(keyOf(list.shift()!));
  }
}
