import { legCost, legTime } from '../compile/legs.js';
import type { Model } from '../compile/model.js';

/** Nearest tasks of each task, nearest first; `[task * width + k]`. */
export interface Near {
  readonly width: number;
  readonly list: Int32Array;
}

/** Nearest tasks by cost to and fro, exact, at most `width` of each. */
export function nearTasks(m: Model, width: number): Near {
  if (m.fleets[0]!.time === null) return nearOnGrid(m, width);
  const n = m.tasks;
  const w = Math.max(0, Math.min(width, n - 1));
  const list = new Int32Array(n * w);
  const fleet = m.fleets[0]!;
  const key = new Float64Array(n);
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    let count = 0;
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      order[count++] = j;
      key[j] = legCost(fleet, m.place[i]!, m.place[j]!) + legCost(fleet, m.place[j]!, m.place[i]!);
    }
    select(order, key, count, w);
    list.set(order.subarray(0, w), i * w);
  }
  return { width: w, list };
}

/** Waiting between two stops counts this much against their nearness (Vidal et al. 2013), being late counts in full. */
const WAITING = 0.2;

/**
 * Tasks that are good to stand beside: near in cost, and in time. Insertion in large problems looks beside these first.
 */
export function kinTasks(m: Model, near: Near, width: number): Near {
  const n = m.tasks;
  const w = Math.min(width, near.width);
  const list = new Int32Array(n * w);
  const fleet = m.fleets[0]!;
  const key = new Float64Array(n);
  const order = new Int32Array(near.width);
  const apart = (a: number, b: number): number => {
    const t = legTime(fleet, m.place[a]!, m.place[b]!);
    const wait = m.open[b]! - m.close[a]! - m.service[a]! - t;
    const late = m.open[a]! + m.service[a]! + t - m.close[b]!;
    const odd = (wait > 0 ? WAITING * wait : 0) + (late > 0 ? late : 0);
    return legCost(fleet, m.place[a]!, m.place[b]!) + odd * m.scale;
  };
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < near.width; k++) {
      const j = near.list[i * near.width + k]!;
      order[k] = j;
      key[j] = Math.min(apart(i, j), apart(j, i));
    }
    select(order, key, near.width, w);
    list.set(order.subarray(0, w), i * w);
  }
  return { width: w, list };
}

/** Brings the `w` smallest to the front, sorted; quickselect, then a sort of the front alone. */
function select(order: Int32Array, key: Float64Array, count: number, w: number): void {
  let low = 0;
  let high = count - 1;
  while (low < high && w < count) {
    const pivot = key[order[(low + high) >> 1]!]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (key[order[i]!]! < pivot) i++;
      while (key[order[j]!]! > pivot) j--;
      if (i <= j) {
        const t = order[i]!;
        order[i++] = order[j]!;
        order[j--] = t;
      }
    }
    if (w <= j) high = j;
    else if (w >= i) low = i;
    else break;
  }
  order.subarray(0, Math.min(w, count)).sort((a, b) => key[a]! - key[b]! || a - b);
}

/** Nearest tasks in a straight line, by rings of a grid: no table of all pairs, so ten thousand places are fine. */
function nearOnGrid(m: Model, width: number): Near {
  const n = m.tasks;
  const w = Math.max(0, Math.min(width, n - 1));
  const { x, y } = m.fleets[0]!;
  const grid = new Grid(m, x, y, Math.max(1, w / 8));
  const list = new Int32Array(n * w);
  const key = new Float64Array(n);
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const count = grid.around(i, w, order);
    for (let k = 0; k < count; k++) {
      const j = order[k]!;
      const dx = x[m.place[i]!]! - x[m.place[j]!]!;
      const dy = y[m.place[i]!]! - y[m.place[j]!]!;
      key[j] = dx * dx + dy * dy;
    }
    select(order, key, count, w);
    list.set(order.subarray(0, w), i * w);
  }
  return { width: w, list };
}

/** Tasks by cells of a square grid. */
class Grid {
  private readonly model: Model;
  private readonly side: number;
  private readonly cells: number[][];
  private readonly cellOf: Int32Array;

  constructor(m: Model, x: Float64Array, y: Float64Array, perCell: number) {
    this.model = m;
    this.side = Math.max(1, Math.floor(Math.sqrt(m.tasks / perCell)));
    const last = m.fleets[0]!.places - 1;
    const [left, wide] = span(x, last);
    const [low, high] = span(y, last);
    const step = Math.max(wide, high, 1) / this.side;
    this.cells = Array.from({ length: this.side * this.side }, () => []);
    const clamp = (v: number) => Math.max(0, Math.min(this.side - 1, Math.floor(v)));
    this.cellOf = Int32Array.from({ length: m.tasks }, (_, i) => {
      const at = m.place[i]!;
      return clamp((y[at]! - low) / step) * this.side + clamp((x[at]! - left) / step);
    });
    for (let i = 0; i < m.tasks; i++) this.cells[this.cellOf[i]!]!.push(i);
  }

  /** Tasks of rings of cells around i until they are enough, and one ring more since corners are farther than sides. */
  around(i: number, least: number, out: Int32Array): number {
    const { side } = this;
    const cx = this.cellOf[i]! % side;
    const cy = Math.floor(this.cellOf[i]! / side);
    let count = 0;
    let until = side;
    for (let ring = 0; ring <= until && ring < side; ring++) {
      for (let dy = -ring; dy <= ring; dy++) {
        const step = Math.abs(dy) === ring ? 1 : 2 * ring;
        for (let dx = -ring; dx <= ring; dx += Math.max(1, step)) {
          const [px, py] = [cx + dx, cy + dy];
          if (px < 0 || py < 0 || px >= side || py >= side) continue;
          for (const j of this.cells[py * side + px]!) if (j !== i) out[count++] = j;
        }
      }
      if (count >= least && until === side) until = Math.ceil(ring * 1.5) + 1;
    }
    return Math.min(count, this.model.tasks - 1);
  }
}

function span(axis: Float64Array, count: number): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    low = Math.min(low, axis[i]!);
    high = Math.max(high, axis[i]!);
  }
  return [low, high - low];
}
