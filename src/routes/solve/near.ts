import { legCost } from '../compile/legs.js';
import type { Model } from '../compile/model.js';
import type { Near } from './ruin.js';

/** Nearest tasks by cost to and fro, exact, at most `width` of each. */
export function nearTasks(m: Model, width: number): Near {
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
