import { endOf, startOf } from '../compile/model.js';
import type { Engine } from './engine.js';
import { partition } from './partition.js';
import type { Pool } from './pool.js';
import { openStep, type State, takeBack, touch } from './state.js';

/** Whether remembered routes may stand for each other: one kind of vehicle, no breaks, ties or costs between routes. */
export function canCombine(s: State): boolean {
  const { model: m } = s;
  return m.plain && s.routesOf.length === 1 && m.allowed === null && m.tasks <= 400;
}

/**
 * Puts the plan together anew from remembered routes where that is cheaper than `limit`. True: the state is that plan,
 * as one open step.
 */
export function combine(s: State, e: Engine, pool: Pool, limit: number): boolean {
  const { model: m, route } = s;
  const wanted = new Uint8Array(m.tasks);
  const start = new Float64Array(m.tasks);
  for (let r = 0; r < m.routes; r++) {
    if (s.count[r] === 0) continue;
    let cost = m.fixedCost[r]!;
    for (let i = s.next[startOf(m, r)]!; ; i = s.next[i]!) {
      cost += s.leg[i]!;
      if (i === endOf(m, r)) break;
    }
    for (let i = s.next[startOf(m, r)]!; i !== endOf(m, r); i = s.next[i]!) start[i] = cost / s.count[r]!;
  }
  for (let i = 0; i < m.tasks; i++) if (route[i]! >= 0) wanted[i] = 1;
  const chosen = partition(pool, wanted, start, limit);
  if (chosen === null || chosen.length > m.routes) return false;
  openStep(s);
  for (let r = 0; r < m.routes; r++) {
    touch(s, r);
    for (let i = s.next[startOf(m, r)]!; i !== endOf(m, r); ) {
      const n = s.next[i]!;
      e.pull(s, i);
      i = n;
    }
    e.schedule(s, r);
  }
  chosen.forEach((nodes, r) => {
    e.fill(s, r, nodes);
  });
  if (s.cost < limit) return true;
  takeBack(s, e.schedule);
  return false;
}
