import { endOf, startOf } from '../compile/model.js';
import { type Chance, draw } from '../random.js';
import type { State } from './state.js';

/** Most routes remembered; far more than a partition needs, little enough to look through in milliseconds. */
const MOST = 12_000;

/** Legal routes that the search has met, the cheapest order of each set of stops. */
export interface Pool {
  /** A large random number a task; their sum names a set. */
  readonly name: Float64Array;
  readonly bySet: Map<number, number>;
  readonly cost: number[];
  readonly nodes: Int32Array[];
}

export function emptyPool(tasks: number, chance: Chance): Pool {
  const name = new Float64Array(tasks);
  for (let i = 0; i < tasks; i++) name[i] = draw(chance) * 4096 + (draw(chance) & 4095);
  return { name, bySet: new Map(), cost: [], nodes: [] };
}

/** Remembers a route of the state as it stands. */
export function remember(pool: Pool, s: State, r: number): void {
  const { next, leg, model: m } = s;
  const last = endOf(m, r);
  let set = 0;
  let cost = m.fixedCost[r]!;
  for (let i = next[startOf(m, r)]!; ; i = next[i]!) {
    cost += leg[i]!;
    if (i === last) break;
    set += pool.name[i]!;
  }
  if (set === 0) return;
  const known = pool.bySet.get(set);
  if (known !== undefined && pool.cost[known]! <= cost) return;
  if (known === undefined && pool.cost.length >= MOST) return;
  const nodes = new Int32Array(s.count[r]!);
  for (let i = next[startOf(m, r)]!, k = 0; i !== last; i = next[i]!, k++) nodes[k] = i;
  const at = known ?? pool.cost.length;
  pool.cost[at] = cost;
  pool.nodes[at] = nodes;
  pool.bySet.set(set, at);
}
