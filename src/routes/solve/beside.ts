import { NEVER, startOf } from '../compile/model.js';
import { type Chance, draw } from '../random.js';
import { BLINK } from './blink.js';
import type { Near } from './near.js';
import type { State } from './state.js';

/**
 * Cheapest legal gap beside the kin of a task, and in an empty route of each kind: the node before the gap, or -1.
 * A gap between two kin is looked at once. Plain problems only.
 */
export function bestBeside(s: State, kin: Near, chance: Chance, c: number): number {
  const { next, prev, route, ready, late, leg, load, count, gapSeen, locked, model: m } = s;
  const { place, allowed, maxTasks, capacity, fleetOf, routes, dims } = m;
  const a = m.open[c]!;
  const b = m.close[c]!;
  const service = m.service[c]!;
  const amount = dims > 0 ? m.take[c]! + m.deliver[c]! : 0;
  const mark = ++s.mark;
  const here = place[c]!;
  const list = kin.list;
  let [bestCost, bestAt] = inEmptyRoute(s, chance, c);
  let fleetNo = -1;
  let fleet = m.fleets[0]!;
  let cost = fleet.cost!;
  let costInto = fleet.costInto!;
  let time = fleet.time!;
  let timeInto = fleet.timeInto!;
  let row = 0;
  for (let k = c * kin.width, end = k + kin.width; k < end; k++) {
    const i = list[k]!;
    const r = route[i]!;
    if (r < 0) continue;
    if (dims > 0 && load[r]! + amount > capacity[r]!) continue;
    if (count[r]! >= maxTasks[r]!) continue;
    if (allowed !== null && allowed[c * routes + r] === 0) continue;
    if (fleetOf[r] !== fleetNo) {
      fleetNo = fleetOf[r]!;
      fleet = m.fleets[fleetNo]!;
      cost = fleet.cost!;
      costInto = fleet.costInto!;
      time = fleet.time!;
      timeInto = fleet.timeInto!;
      row = here * fleet.places;
    }
    for (let side = 0; side < 2; side++) {
      const p = side === 0 ? i : prev[i]!;
      if (gapSeen[p] === mark) continue;
      gapSeen[p] = mark;
      const n = next[p]!;
      if (late[n]! < a || ready[p]! > b) continue;
      const delta = costInto[row + place[p]!]! + cost[row + place[n]!]! - leg[n]!;
      if (delta >= bestCost) continue;
      let begin = ready[p]! + timeInto[row + place[p]!]!;
      if (begin > b) continue;
      if (begin < a) begin = a;
      if (begin + service + time[row + place[n]!]! > late[n]! || locked[n] === 1) continue;
      if (draw(chance) < BLINK) continue;
      bestCost = delta;
      bestAt = p;
    }
  }
  return bestAt;
}

/** An empty route of a kind; the last answer is asked first. -1: all are in use. */
function emptyOf(s: State, kind: number): number {
  const { count, emptyHint } = s;
  const hint = emptyHint[kind]!;
  if (hint >= 0 && count[hint] === 0) return hint;
  for (const r of s.routesOf[kind]!) {
    if (count[r] === 0) {
      emptyHint[kind] = r;
      return r;
    }
  }
  return -1;
}

function inEmptyRoute(s: State, chance: Chance, c: number): [number, number] {
  const { model: m } = s;
  let best = NEVER;
  let at = -1;
  for (let kind = 0; kind < s.routesOf.length; kind++) {
    const r = emptyOf(s, kind);
    if (r < 0) continue;
    if (m.allowed !== null && m.allowed[c * m.routes + r] === 0) continue;
    if (m.dims > 0 && m.take[c]! + m.deliver[c]! > m.capacity[r]!) continue;
    if (m.maxTasks[r]! < 1) continue;
    const p = startOf(m, r);
    const f = m.fleets[m.fleetOf[r]!]!;
    const row = m.place[c]! * f.places;
    const begin = Math.max(s.ready[p]! + f.timeInto![row + m.place[p]!]!, m.open[c]!);
    if (begin > m.close[c]!) continue;
    if (begin + m.service[c]! + f.time![row + m.place[p + 1]!]! > s.late[p + 1]!) continue;
    const delta =
      f.costInto![row + m.place[p]!]! + f.cost![row + m.place[p + 1]!]! - s.leg[p + 1]! + m.fixedCost[r]!;
    if (delta >= best || draw(chance) < BLINK) continue;
    best = delta;
    at = p;
  }
  return [best, at];
}
