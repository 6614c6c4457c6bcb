import type { Model, StaffModel } from '../compile/model.js';
import { type Kinds, kindsOf } from './kinds.js';
import { type Layout, layoutOf, stepMap } from './layout.js';
import { fitsSuffix, type Outside, outsideOf } from './outside.js';
import { ROOM, type Workspace } from './workspace.js';

const NEVER = Number.POSITIVE_INFINITY;

/**
 * The exact dynamic program over the days of one person's row: the cheapest legal filling of the days `from..until`,
 * the other days being kept. State: class of the last shift and days in a row (a node), and a vector over minutes,
 * weekends, minutes of the week and counted shift types. Types with a limit are counted only once a best row has
 * broken their limit, which keeps the answer exact and the vectors small (state space relaxation, Boland et al. 2006).
 */
export class RowProgram {
  private readonly model: Model;
  private readonly staff: StaffModel;
  private readonly space: Workspace;
  private counted: number[] = [];
  private kinds: Kinds;
  /** Work nodes of a class: 1 to `depth` days in a row; the last one stands for more when nothing limits runs. */
  private readonly capped: boolean;
  private readonly depth: number;
  private readonly rests: number;
  private layout!: Layout;
  private maps: Int32Array[] = [];
  private mapsFor = '';
  private from = 0;
  private until = 0;
  private low = new Int32Array(0);
  private high = new Int32Array(0);
  private bestAt = 0;
  private cameFrom = 0;
  /** Whether the last answer is an optimum; if not, only its value counts, as a lower bound. */
  exact = true;

  constructor(model: Model, staff: StaffModel, space: Workspace) {
    this.model = model;
    this.staff = staff;
    this.space = space;
    const { maxRun, minRun, minRest } = staff.limits;
    this.capped = maxRun >= model.days;
    this.depth = this.capped ? minRun : maxRun;
    this.rests = minRest;
    this.kinds = kindsOf(model, space.unit, []);
  }

  /** Whether a window is small enough for the memory there is. */
  fits(row: Uint8Array, from: number, until: number): boolean {
    const layout = this.lay(outsideOf(this.model, row, from, until), from, until, []);
    return layout === undefined || this.size(layout, from, until) <= ROOM;
  }

  /**
   * Fills `row[from..until]` for the cell costs `weight` (Infinity where a cell is closed) and returns their sum;
   * Infinity when no legal filling exists (or it takes too much memory to find out). The row changes only when a filling was found and
   * `exact` is true.
   */
  solve(weight: Float64Array, row: Uint8Array, from: number, until: number): number {
    const outside = outsideOf(this.model, row, from, until);
    this.exact = true;
    this.from = from;
    this.until = until;
    for (let resets = 0; ; ) {
      const layout = this.lay(outside, from, until, this.counted);
      if (layout === undefined) return NEVER;
      if (this.size(layout, from, until) > ROOM) {
        if (resets++ > 1 || this.counted.length === 0) return this.unsolved(NEVER);
        this.recount(this.counted.slice(-1));
        continue;
      }
      const value = this.run(layout, weight, row);
      if (value === NEVER) return NEVER;
      const broken = this.broken(outside);
      if (broken === 0) {
        for (let d = from; d <= until; d++) row[d] = this.space.filled[d]!;
        return value;
      }
      if (resets > 1) return this.unsolved(value);
      this.recount([...this.counted, broken]);
    }
  }

  private unsolved(value: number): number {
    this.exact = false;
    return value;
  }

  private recount(counted: number[]): void {
    this.counted = counted;
    this.kinds = kindsOf(this.model, this.space.unit, counted);
    this.mapsFor = '';
  }

  private lay(outside: Outside, from: number, until: number, counted: readonly number[]): Layout | undefined {
    return layoutOf(this.model, this.staff, outside, this.space.unit, from, until, counted);
  }

  private size(layout: Layout, from: number, until: number): number {
    const nodes = this.rests + this.kinds.classes * this.depth + 1;
    return (until - from + 2) * nodes * layout.outer * layout.minutes;
  }

  /** A choice whose limit the row just found breaks; 0 for none. */
  private broken(outside: Outside): number {
    const { maxPer } = this.staff.limits;
    const { per } = outside;
    const { filled } = this.space;
    for (let d = this.from; d <= this.until; d++) per[filled[d]!]!++;
    let broken = 0;
    for (let k = 1; k < per.length; k++) {
      if (broken === 0 && per[k]! > maxPer[k]! && !this.counted.includes(k)) broken = k;
    }
    for (let d = this.from; d <= this.until; d++) per[filled[d]!]!--;
    return broken;
  }

  private run(layout: Layout, weight: Float64Array, row: Uint8Array): number {
    const { space, kinds, from, until } = this;
    const layers = until - from + 2;
    const nodes = this.rests + kinds.classes * this.depth + 1;
    space.reserve(
      layers * nodes * layout.outer * layout.minutes,
      layers * nodes * layout.outer,
      layers * (kinds.count + 1),
    );
    space.runs++;
    this.layout = layout;
    this.makeMaps();
    if (!this.cheapest(weight)) return NEVER;
    this.bands();
    this.begin(nodes, row);
    for (let d = from; d <= until; d++) this.step(d, nodes, row);
    const value = this.end(nodes, row);
    if (value < NEVER) this.traceBack(nodes, row);
    return value;
  }

  private makeMaps(): void {
    const { layout, kinds } = this;
    const key = [
      layout.week,
      layout.weekends,
      layout.counters,
      layout.limitsWeekends,
      layout.limitsCounter,
    ].join();
    if (key === this.mapsFor) return;
    this.mapsFor = key;
    this.maps = [];
    for (let kind = -1; kind < kinds.count; kind++) {
      for (let v = 0; v < 4; v++) this.maps.push(stepMap(layout, kinds, kind, (v & 1) > 0, v > 1));
    }
  }

  /** The cheapest choice of each kind by day; false when a day has none at all. */
  private cheapest(weight: Float64Array): boolean {
    const { space, kinds, from, until } = this;
    const { width } = this.model;
    const stride = kinds.count + 1;
    for (let d = from; d <= until; d++) {
      const at = (d - from) * stride;
      space.kindCost.fill(NEVER, at, at + stride);
      let open = false;
      for (let k = 0; k < width; k++) {
        const w = weight[d * width + k]!;
        const kind = at + kinds.of[k]! + 1;
        if (w < space.kindCost[kind]!) {
          space.kindCost[kind] = w;
          space.kindBest[kind] = k;
          open = true;
        }
      }
      if (!open) return false;
    }
    return true;
  }

  /** Minutes that a layer can hold and still reach the end. */
  private bands(): void {
    const { from, until, layout, space, kinds } = this;
    const length = until - from + 1;
    if (this.low.length < length + 1) {
      this.low = new Int32Array(length + 1);
      this.high = new Int32Array(length + 1);
    }
    const most = (layer: number): number => {
      let units = 0;
      for (let kind = 0; kind < kinds.count; kind++) {
        if (space.kindCost[layer * (kinds.count + 1) + kind + 1]! < NEVER) {
          units = Math.max(units, kinds.units[kind]!);
        }
      }
      return units;
    };
    this.high[0] = 0;
    this.low[length] = layout.leastMinutes;
    let longest = 0;
    for (let i = 0; i < length; i++) {
      longest = Math.max(longest, most(i));
      this.high[i + 1] = layout.counting ? Math.min(layout.minutes - 1, this.high[i]! + most(i)) : 0;
    }
    for (let i = length; i > 0; i--) {
      this.low[i - 1] = layout.counting ? Math.max(0, this.low[i]! - most(i - 1)) : 0;
    }
    if (!layout.counting) return;
    for (let i = 0; i <= length; i++) {
      this.high[i] = Math.min(this.high[i]!, longest * this.mostDays(i));
      this.low[i] = Math.max(this.low[i]!, layout.leastMinutes - longest * this.mostDays(length - i));
    }
  }

  /** Most working days that a legal row can have in n days, by its longest runs and shortest rests. */
  private mostDays(n: number): number {
    const { maxRun } = this.staff.limits;
    if (this.capped) return n;
    const cycle = maxRun + this.rests;
    return Math.floor(n / cycle) * maxRun + Math.min(maxRun, n % cycle);
  }

  private begin(nodes: number, row: Uint8Array): void {
    const { from, layout, space } = this;
    const node = this.nodeBefore(row, from, nodes);
    const outer = layout.weekFirst * (layout.outer / layout.week);
    const vector = node * layout.outer + outer;
    space.alive[vector] = 1;
    space.cells.fill(NEVER, vector * layout.minutes, (vector + 1) * layout.minutes);
    space.cells[vector * layout.minutes] = 0;
  }

  private nodeBefore(row: Uint8Array, from: number, nodes: number): number {
    if (from === 0) return nodes - 1;
    const last = row[from - 1]!;
    let run = 1;
    while (run < from && row[from - 1 - run]! > 0 === last > 0) run++;
    if (last === 0) return Math.min(run, this.rests) - 1;
    return this.workNode(this.kinds.classOf[this.kinds.of[last]!]!, Math.min(run, this.depth));
  }

  private workNode(cls: number, run: number): number {
    return this.rests + cls * this.depth + run - 1;
  }

  /** Weekend minutes: whether working on day d opens a weekend not yet counted, given the state before it. */
  private opensWeekend(d: number, workedBefore: boolean, row: Uint8Array): boolean {
    const w = this.model.weekday[d]!;
    if (w === 6) return !workedBefore;
    return w === 5 && !(d === this.until && d + 1 < this.model.days && row[d + 1]! > 0);
  }

  private step(d: number, nodes: number, row: Uint8Array): void {
    const { kinds, space, layout, depth } = this;
    const layer = d - this.from;
    const monday = this.model.weekday[d] === 0 && d > this.from ? 2 : 0;
    const costs = layer * (kinds.count + 1);
    for (let u = 0; u < nodes; u++) {
      const first = (layer * nodes + u) * layout.outer;
      let any = false;
      for (let o = 0; o < layout.outer; o++) any ||= space.alive[first + o]! > 0;
      if (!any) continue;
      const start = u === nodes - 1;
      const on = !start && u >= this.rests;
      const run = start ? 0 : on ? ((u - this.rests) % depth) + 1 : u + 1;
      const cls = on ? Math.floor((u - this.rests) / depth) : -1;
      const mayTurn = start || run === d || run >= (on ? this.staff.limits.minRun : this.rests);
      const off = space.kindCost[costs]!;
      if (off < NEVER && (!on || mayTurn)) {
        const v = on || start ? 0 : Math.min(run + 1, this.rests) - 1;
        this.push(layer, first, ((layer + 1) * nodes + v) * layout.outer, monday, 0, off);
      }
      if (on ? run >= depth && !this.capped : !mayTurn) continue;
      const opens = this.opensWeekend(d, on, row) ? 1 : 0;
      const nextRun = on ? Math.min(run + 1, depth) : 1;
      for (let kind = 0; kind < kinds.count; kind++) {
        const cost = space.kindCost[costs + kind + 1]!;
        if (cost === NEVER || (on && kinds.may[cls * kinds.count + kind] === 0)) continue;
        const v = this.workNode(kinds.classOf[kind]!, nextRun);
        const to = ((layer + 1) * nodes + v) * layout.outer;
        this.push(layer, first, to, (kind + 1) * 4 + monday + opens, kinds.units[kind]!, cost);
      }
    }
  }

  /** Relaxes all vectors of one node along one kind of step. */
  private push(layer: number, from: number, to: number, step: number, units: number, cost: number): void {
    const { layout, space } = this;
    const { cells, alive } = space;
    const map = this.maps[step]!;
    const size = layout.minutes;
    const up = layout.counting ? units : 0;
    const low = Math.max(this.low[layer]!, this.low[layer + 1]! - up);
    const high = Math.min(this.high[layer]!, this.high[layer + 1]! - up);
    if (low > high) return;
    for (let o = 0; o < layout.outer; o++) {
      if (alive[from + o] === 0) continue;
      const target = map[o]!;
      if (target < 0) continue;
      const a = (from + o) * size;
      const b = (to + target) * size;
      if (alive[to + target] === 0) {
        alive[to + target] = 1;
        cells.fill(NEVER, b, b + size);
      }
      for (let m = low; m <= high; m++) {
        const x = cells[a + m]! + cost;
        if (x < cells[b + m + up]!) cells[b + m + up] = x;
      }
    }
  }

  private end(nodes: number, row: Uint8Array): number {
    const { layout, space, from, until, model } = this;
    const last = (until - from + 1) * nodes;
    const perWeek = layout.outer / layout.week;
    // A window within one week: what follows it was counted at its begin.
    const lastOuter = layout.week > 1 ? perWeek * (layout.weekEnd + 1) : layout.outer;
    let best = NEVER;
    for (let u = 0; u < nodes - 1; u++) {
      const on = u >= this.rests;
      const run = on ? ((u - this.rests) % this.depth) + 1 : u + 1;
      const shift = on ? this.memberOf(Math.floor((u - this.rests) / this.depth)) : 0;
      if (!fitsSuffix(model, this.staff.limits, row, until, shift, run)) continue;
      for (let o = 0; o < lastOuter; o++) {
        const vector = (last + u) * layout.outer + o;
        if (space.alive[vector] === 0) continue;
        for (let m = layout.leastMinutes; m < layout.minutes; m++) {
          const x = space.cells[vector * layout.minutes + m]!;
          if (x < best) {
            best = x;
            this.bestAt = vector * layout.minutes + m;
          }
        }
      }
    }
    return best;
  }

  /** Any choice of a class: they all have the same successors. */
  private memberOf(cls: number): number {
    const { of, classOf } = this.kinds;
    for (let k = 1; k < of.length; k++) if (classOf[of[k]!] === cls) return k;
    return 0;
  }

  /** Walks the best path back by finding, layer by layer, the step that gave its value. */
  private traceBack(nodes: number, row: Uint8Array): void {
    const { layout, space, from, until, kinds } = this;
    let at = this.bestAt;
    for (let d = until; d >= from; d--) {
      const vector = Math.floor(at / layout.minutes);
      const node = Math.floor(vector / layout.outer) % nodes;
      const kind = this.stepInto(d, node, nodes, at, row);
      space.filled[d] = space.kindBest[(d - from) * (kinds.count + 1) + kind + 1]!;
      at = this.cameFrom;
    }
  }

  private stepInto(d: number, node: number, nodes: number, at: number, row: Uint8Array): number {
    const { layout, space, kinds, depth, rests } = this;
    const layer = d - this.from;
    const size = layout.minutes;
    const outer = Math.floor(at / size) % layout.outer;
    const minute = at % size;
    const value = space.cells[at]!;
    const monday = this.model.weekday[d] === 0 && d > this.from ? 2 : 0;
    for (let u = 0; u < nodes; u++) {
      const start = u === nodes - 1;
      const on = !start && u >= rests;
      const run = start ? 0 : on ? ((u - rests) % depth) + 1 : u + 1;
      const mayTurn = start || run === d || run >= (on ? this.staff.limits.minRun : rests);
      const first = (layer * nodes + u) * layout.outer;
      const opens = this.opensWeekend(d, on, row) ? 1 : 0;
      for (let kind = -1; kind < kinds.count; kind++) {
        const cost = space.kindCost[layer * (kinds.count + 1) + kind + 1]!;
        if (cost === NEVER) continue;
        if (kind < 0) {
          if ((on && !mayTurn) || (on || start ? 0 : Math.min(run + 1, rests) - 1) !== node) continue;
        } else {
          if (on ? run >= depth && !this.capped : !mayTurn) continue;
          if (this.workNode(kinds.classOf[kind]!, on ? Math.min(run + 1, depth) : 1) !== node) continue;
          const cls = on ? Math.floor((u - rests) / depth) : 0;
          if (on && kinds.may[cls * kinds.count + kind] === 0) continue;
        }
        const map = this.maps[(kind + 1) * 4 + monday + (kind < 0 ? 0 : opens)]!;
        const m = minute - (layout.counting && kind >= 0 ? kinds.units[kind]! : 0);
        if (m < this.low[layer]! || m > this.high[layer]!) continue;
        for (let o = 0; o < layout.outer; o++) {
          if (map[o] !== outer || space.alive[first + o] === 0) continue;
          if (space.cells[(first + o) * size + m]! + cost !== value) continue;
          this.cameFrom = (first + o) * size + m;
          return kind;
        }
      }
    }
    throw new Error('row program: no step leads here');
  }
}
