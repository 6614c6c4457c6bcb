/** Added to the cost of a column that shall not be used: it never enters and is driven out. */
export const BANNED = 1e7;

/**
 * A primal revised simplex for one kind of linear program: choose a convex mix of columns for each group so that the
 * cover rows come close to their targets at least cost. Rows 0 to `groups - 1` say that a group's columns sum to 1; the
 * others have a pair of slacks, missing (+1) and too much (-1), each with its price. The basis inverse is dense and kept
 * by columns. Right-hand sides are moved a little so that no step stalls.
 */
export class Simplex {
  readonly size: number;
  private readonly groups: number;
  private readonly under: Float64Array;
  private readonly over: Float64Array;
  private readonly right: Float64Array;
  /** Prices of the rows. */
  readonly dual: Float64Array;
  private readonly inverse: Float64Array;
  /** What sits in each place of the basis: a column, or -1 - 2r (missing in row r) or -2 - 2r (too much). */
  private readonly basis: Int32Array;
  private readonly level: Float64Array;
  private readonly alpha: Float64Array;
  private readonly cost: number[] = [];
  private readonly entries: Int32Array[] = [];
  private pivots = 0;

  /** `first[g]` is a column for group g; together with slacks they are the first basis. */
  constructor(
    first: readonly { readonly cost: number; readonly rows: Int32Array }[],
    target: Float64Array,
    under: Float64Array,
    over: Float64Array,
    unit: () => number,
  ) {
    this.groups = first.length;
    const m = first.length + target.length;
    this.size = m;
    this.under = under;
    this.over = over;
    this.dual = new Float64Array(m);
    this.inverse = new Float64Array(m * m);
    this.basis = new Int32Array(m);
    this.level = new Float64Array(m);
    this.alpha = new Float64Array(m);
    this.right = new Float64Array(m);
    for (let i = 0; i < m; i++) {
      this.right[i] = i < this.groups ? 1 : target[i - this.groups]! + 1e-5 * (0.5 + unit());
    }
    first.forEach((c, g) => {
      this.add(g, c.cost, c.rows);
    });
    this.firstBasis();
  }

  private firstBasis(): void {
    const { groups, size: m, right, entries } = this;
    const left = right.slice();
    for (let g = 0; g < groups; g++) for (const i of entries[g]!) if (i >= groups) left[i]! -= 1;
    for (let g = 0; g < groups; g++) {
      this.basis[g] = g;
      this.level[g] = 1;
      for (const i of entries[g]!) {
        this.inverse[g * m + i] = i < groups ? 1 : left[i]! >= 0 ? -1 : 1;
      }
    }
    for (let i = groups; i < m; i++) {
      const missing = left[i]! >= 0;
      this.basis[i] = missing ? -1 - 2 * (i - groups) : -2 - 2 * (i - groups);
      this.level[i] = Math.abs(left[i]!);
      this.inverse[i * m + i] = missing ? 1 : -1;
    }
    this.reprice();
  }

  get columns(): number {
    return this.cost.length;
  }

  /** Adds a column of a group that counts once in each of the cover rows (0-based). Returns its number. */
  add(group: number, cost: number, rows: Int32Array): number {
    const entry = new Int32Array(rows.length + 1);
    entry[0] = group;
    for (let i = 0; i < rows.length; i++) entry[i + 1] = rows[i]! + this.groups;
    this.entries.push(entry);
    this.cost.push(cost);
    return this.cost.length - 1;
  }

  /** Makes a column dearer (or cheaper again); the next `solve` starts from the same basis. */
  setCost(column: number, cost: number): void {
    this.cost[column] = cost;
  }

  /** Share of each column. */
  values(): Float64Array {
    const x = new Float64Array(this.cost.length);
    for (let i = 0; i < this.size; i++) if (this.basis[i]! >= 0) x[this.basis[i]!] = this.level[i]!;
    return x;
  }

  private costAt(b: number): number {
    if (b >= 0) return this.cost[b]!;
    const r = (-1 - b) >> 1;
    return (-1 - b) % 2 === 0 ? this.under[r]! : this.over[r]!;
  }

  private reprice(): void {
    const { size: m, inverse, dual, basis } = this;
    for (let j = 0; j < m; j++) {
      let sum = 0;
      for (let i = 0; i < m; i++) {
        const v = inverse[j * m + i]!;
        if (v !== 0) sum += v * this.costAt(basis[i]!);
      }
      dual[j] = sum;
    }
  }

  private reduced(c: number): number {
    if (c < 0) {
      const r = (-1 - c) >> 1;
      const d = this.dual[this.groups + r]!;
      return (-1 - c) % 2 === 0 ? this.under[r]! - d : this.over[r]! + d;
    }
    let d = this.cost[c]!;
    const entry = this.entries[c]!;
    for (let i = 0; i < entry.length; i++) d -= this.dual[entry[i]!]!;
    return d;
  }

  /** Pivots to an optimum over the columns there are; false when `most` pivots were not enough. */
  solve(most: number): boolean {
    this.reprice();
    for (let left = most; left > 0; ) {
      const list = this.candidates();
      if (list.length === 0) return true;
      let moved = false;
      while (left > 0) {
        let best = -1e-7;
        let enter: number | undefined;
        for (const c of list) {
          const d = this.reduced(c);
          if (d < best) {
            best = d;
            enter = c;
          }
        }
        if (enter === undefined) break;
        left--;
        if (!this.pivot(enter, best)) list.splice(list.indexOf(enter), 1);
        else moved = true;
      }
      if (!moved) return true;
    }
    return false;
  }

  /** The columns with the most to gain. */
  private candidates(): number[] {
    const found: { c: number; d: number }[] = [];
    const look = (c: number): void => {
      const d = this.reduced(c);
      if (d < -1e-7) found.push({ c, d });
    };
    for (let c = 0; c < this.cost.length; c++) if (this.cost[c]! < BANNED / 2) look(c);
    for (let s = 2 * (this.size - this.groups); s > 0; s--) look(-s);
    found.sort((a, b) => a.d - b.d || a.c - b.c);
    return found.slice(0, 24).map((f) => f.c);
  }

  private pivot(enter: number, reduced: number): boolean {
    const { size: m, alpha, inverse, level, dual } = this;
    this.image(enter);
    let out = -1;
    let step = Number.POSITIVE_INFINITY;
    for (let i = 0; i < m; i++) {
      const a = alpha[i]!;
      if (a < 1e-9) continue;
      const t = Math.max(0, level[i]!) / a;
      if (t < step - 1e-11 || (t < step + 1e-11 && a > alpha[out]!)) {
        step = t;
        out = i;
      }
    }
    if (out < 0 || alpha[out]! < 1e-7) return false;
    const p = 1 / alpha[out]!;
    for (let i = 0; i < m; i++) level[i]! -= step * alpha[i]!;
    level[out] = step;
    for (let j = 0; j < m; j++) {
      const v = inverse[j * m + out]!;
      if (v === 0) continue;
      const f = v * p;
      dual[j]! += reduced * f;
      const at = j * m;
      for (let i = 0; i < m; i++) inverse[at + i]! -= f * alpha[i]!;
      inverse[at + out] = f;
    }
    this.basis[out] = enter;
    if (++this.pivots % 400 === 0) this.refresh();
    return true;
  }

  /** `alpha` = basis inverse times a column. */
  private image(c: number): void {
    const { size: m, alpha, inverse } = this;
    alpha.fill(0);
    if (c < 0) {
      const at = (this.groups + ((-1 - c) >> 1)) * m;
      const sign = (-1 - c) % 2 === 0 ? 1 : -1;
      for (let i = 0; i < m; i++) alpha[i] = sign * inverse[at + i]!;
      return;
    }
    const entry = this.entries[c]!;
    for (let e = 0; e < entry.length; e++) {
      const at = entry[e]! * m;
      for (let i = 0; i < m; i++) alpha[i]! += inverse[at + i]!;
    }
  }

  /** Takes rounding errors out of the levels and prices, and small dust out of the inverse. */
  private refresh(): void {
    const { size: m, inverse, level, right } = this;
    level.fill(0);
    for (let j = 0; j < m; j++) {
      for (let i = 0; i < m; i++) {
        const v = inverse[j * m + i]!;
        if (v === 0) continue;
        if (v < 1e-12 && v > -1e-12) inverse[j * m + i] = 0;
        else level[i]! += v * right[j]!;
      }
    }
    this.reprice();
  }
}
