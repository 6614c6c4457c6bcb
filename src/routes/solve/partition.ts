import type { Pool } from './pool.js';

const ROUNDS = 80;
const LOOKS = 150_000;

/**
 * The cheapest choice of remembered routes that serves each wanted task once and costs less than `limit`, or null. Set
 * partitioning by Lagrangian relaxation (subgradient steps of Held, Wolfe & Crowder 1974): prices on the tasks rule
 * out most routes by their reduced cost, and a bounded depth-first search goes through the rest. Within its bound on
 * looks it may miss a choice; it never makes a wrong one.
 */
export function partition(
  pool: Pool,
  wanted: Uint8Array,
  start: Float64Array,
  limit: number,
): Int32Array[] | null {
  const usable: number[] = [];
  for (let j = 0; j < pool.cost.length; j++) if (pool.nodes[j]!.every((i) => wanted[i] === 1)) usable.push(j);
  const { price, bound } = relax(pool, usable, wanted, start, limit);
  const room = limit - bound;
  const reduced = new Float64Array(pool.cost.length);
  const few = usable.filter((j) => {
    reduced[j] = reducedCost(pool, j, price);
    return reduced[j]! < room;
  });
  return new Cover(pool, few, reduced, wanted, room).best;
}

function reducedCost(pool: Pool, j: number, price: Float64Array): number {
  const nodes = pool.nodes[j]!;
  let c = pool.cost[j]!;
  for (let k = 0; k < nodes.length; k++) c -= price[nodes[k]!]!;
  return c;
}

function relax(
  pool: Pool,
  usable: readonly number[],
  wanted: Uint8Array,
  start: Float64Array,
  limit: number,
) {
  const price = Float64Array.from(start);
  let best = Float64Array.from(start);
  let bound = Number.NEGATIVE_INFINITY;
  let pace = 1;
  let idle = 0;
  const slope = new Float64Array(price.length);
  for (let round = 0; round < ROUNDS; round++) {
    let value = 0;
    for (let i = 0; i < price.length; i++) {
      slope[i] = wanted[i]!;
      if (wanted[i] === 1) value += price[i]!;
    }
    for (const j of usable) {
      const c = reducedCost(pool, j, price);
      if (c >= 0) continue;
      value += c;
      const nodes = pool.nodes[j]!;
      for (let k = 0; k < nodes.length; k++) slope[nodes[k]!]!--;
    }
    if (value > bound) {
      bound = value;
      best = Float64Array.from(price);
      idle = 0;
    } else if (++idle === 6) {
      pace /= 2;
      idle = 0;
    }
    let norm = 0;
    for (let i = 0; i < slope.length; i++) norm += slope[i]! * slope[i]!;
    if (norm === 0 || pace < 1e-3) break;
    const step = (pace * Math.max(1, limit - value)) / norm;
    for (let i = 0; i < price.length; i++) if (wanted[i] === 1) price[i]! += step * slope[i]!;
  }
  return { price: best, bound };
}

/** Depth-first search for an exact cover whose positive reduced costs stay below the room. */
class Cover {
  best: Int32Array[] | null = null;
  private readonly pool: Pool;
  private readonly reduced: Float64Array;
  private readonly lists: number[][];
  readonly order: Int32Array;
  private readonly covered: Uint8Array;
  private readonly chosen: number[] = [];
  private room: number;
  private looks = 0;

  constructor(pool: Pool, few: readonly number[], reduced: Float64Array, wanted: Uint8Array, room: number) {
    this.pool = pool;
    this.reduced = reduced;
    this.room = room;
    this.covered = wanted.map((w) => 1 - w);
    this.lists = Array.from(wanted, () => []);
    for (const j of [...few].sort((a, b) => reduced[a]! - reduced[b]!)) {
      for (const i of pool.nodes[j]!) this.lists[i]!.push(j);
    }
    // Tasks with the fewest routes first: there the search is narrow.
    const tasks = Int32Array.from(wanted.keys()).filter((i) => wanted[i] === 1);
    this.order = tasks.sort((a, b) => this.lists[a]!.length - this.lists[b]!.length || a - b);
    this.walk(0, 0);
  }

  private walk(from: number, spent: number): void {
    const { order, covered } = this;
    let k = from;
    while (k < order.length && covered[order[k]!] === 1) k++;
    if (k === order.length) {
      this.room = spent - 1e-6;
      this.best = this.chosen.map((j) => this.pool.nodes[j]!);
      return;
    }
    for (const j of this.lists[order[k]!]!) {
      const more = spent + Math.max(0, this.reduced[j]!);
      if (more >= this.room || ++this.looks > LOOKS) break;
      const nodes = this.pool.nodes[j]!;
      if (!this.isFree(nodes)) continue;
      for (const i of nodes) covered[i] = 1;
      this.chosen.push(j);
      this.walk(k + 1, more);
      this.chosen.pop();
      for (const i of nodes) covered[i] = 0;
    }
  }

  private isFree(nodes: Int32Array): boolean {
    for (let k = 0; k < nodes.length; k++) if (this.covered[nodes[k]!] === 1) return false;
    return true;
  }
}
