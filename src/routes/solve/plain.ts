import { endOf, NEVER, startOf } from '../compile/model.js';
import { type Chance, draw } from '../random.js';
import { bestBeside } from './beside.js';
import { BLINK } from './blink.js';
import type { Engine } from './engine.js';
import { type State, touch } from './state.js';

/** Puts times right in the whole route. */
function schedule(s: State, r: number): void {
  const { next, prev, ready, late, leg, model: m } = s;
  const fleet = m.fleets[m.fleetOf[r]!]!;
  const time = fleet.time!;
  const cost = fleet.cost!;
  const wide = fleet.places;
  const { place, open, close, service } = m;
  const first = startOf(m, r);
  const last = endOf(m, r);
  let t = open[first]!;
  ready[first] = t;
  let row = place[first]! * wide;
  for (let i = next[first]!; ; i = next[i]!) {
    const here = place[i]!;
    t += time[row + here]!;
    leg[i] = cost[row + here]!;
    if (t < open[i]!) t = open[i]!;
    t += service[i]!;
    ready[i] = t;
    row = here * wide;
    if (i === last) break;
  }
  late[last] = close[last]!;
  let l = close[last]!;
  let here = place[last]!;
  for (let i = prev[last]!; i !== first; i = prev[i]!) {
    const from = place[i]!;
    l -= time[from * wide + here]! + service[i]!;
    if (l > close[i]!) l = close[i]!;
    late[i] = l;
    here = from;
  }
}

/** Finds the cheapest gap that is legal for the task, and puts it in. */
function insertAnywhere(s: State, chance: Chance, c: number): boolean {
  const { next, ready, late, leg, load, count, kindOf, kindSeen, locked, model: m } = s;
  const { place, allowed, maxTasks, capacity, fixedCost, fleetOf, routes, dims } = m;
  const a = m.open[c]!;
  const b = m.close[c]!;
  const service = m.service[c]!;
  const amount = dims > 0 ? m.take[c]! + m.deliver[c]! : 0;
  const done = a;
  const mark = ++s.mark;
  let best = NEVER;
  let bestAt = -1;
  let fleetNo = -1;
  let fleet = m.fleets[0]!;
  let cost = fleet.cost!;
  let costInto = fleet.costInto!;
  let time = fleet.time!;
  let timeInto = fleet.timeInto!;
  let row = 0;
  for (let r = 0; r < routes; r++) {
    let extra = 0;
    if (count[r] === 0) {
      const kind = kindOf[r]!;
      if (kindSeen[kind] === mark) continue;
      kindSeen[kind] = mark;
      extra = fixedCost[r]!;
    }
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
      row = place[c]! * fleet.places;
    }
    const last = endOf(m, r);
    let p = startOf(m, r);
    let from = place[p]!;
    for (;;) {
      const n = next[p]!;
      const t = ready[p]!;
      if (t > b) break;
      const to = place[n]!;
      if (late[n]! >= done) {
        const delta = costInto[row + from]! + cost[row + to]! - leg[n]! + extra;
        if (delta < best) {
          let begin = t + timeInto[row + from]!;
          if (begin <= b) {
            if (begin < a) begin = a;
            if (begin + service + time[row + to]! <= late[n]! && locked[n] === 0 && draw(chance) >= BLINK) {
              best = delta;
              bestAt = p;
            }
          }
        }
      }
      if (n === last) break;
      p = n;
      from = to;
    }
  }
  if (bestAt < 0) return false;
  touch(s, s.route[bestAt]!);
  put(s, c, bestAt, best, amount);
  return true;
}

/** In large problems beside its kin, and everywhere only when no place is there. */
function insertBest(s: State, chance: Chance, c: number): boolean {
  if (s.kin === null) return insertAnywhere(s, chance, c);
  const p = bestBeside(s, s.kin, chance, c);
  if (p < 0) return insertAnywhere(s, chance, c);
  const m = s.model;
  const r = s.route[p]!;
  const f = m.fleets[m.fleetOf[r]!]!;
  const row = m.place[c]! * f.places;
  const n = s.next[p]!;
  const extra = s.count[r] === 0 ? m.fixedCost[r]! : 0;
  const delta = f.costInto![row + m.place[p]!]! + f.cost![row + m.place[n]!]! - s.leg[n]! + extra;
  touch(s, r);
  put(s, c, p, delta, m.dims > 0 ? m.take[c]! + m.deliver[c]! : 0);
  return true;
}

/** Links the task in after node p and puts times right as far as they change. */
function put(s: State, c: number, p: number, delta: number, amount: number): void {
  const { next, prev, ready, late, leg, route, model: m } = s;
  const r = route[p]!;
  const n = next[p]!;
  const fleet = m.fleets[m.fleetOf[r]!]!;
  const time = fleet.time!;
  const cost = fleet.cost!;
  const wide = fleet.places;
  const { place, open, close, service } = m;
  next[p] = c;
  prev[c] = p;
  next[c] = n;
  prev[n] = c;
  route[c] = r;
  leg[c] = cost[place[p]! * wide + place[c]!]!;
  leg[n] = cost[place[c]! * wide + place[n]!]!;
  s.load[r]! += amount;
  s.count[r]!++;
  s.cost += delta;
  const last = endOf(m, r);
  for (let i = c, before = p; ; before = i, i = next[i]!) {
    let t = ready[before]! + time[place[before]! * wide + place[i]!]!;
    if (t < open[i]!) t = open[i]!;
    t += service[i]!;
    if (i !== c && t === ready[i]) break;
    ready[i] = t;
    if (i === last) break;
  }
  const first = startOf(m, r);
  for (let i = c, after = n; i !== first; after = i, i = prev[i]!) {
    let l = late[after]! - time[place[i]! * wide + place[after]!]! - service[i]!;
    if (l > close[i]!) l = close[i]!;
    if (i !== c && l === late[i]) break;
    late[i] = l;
  }
}

/** Puts tasks into an empty route, in order. */
function fill(s: State, r: number, tasks: Int32Array): void {
  const { model: m } = s;
  const f = m.fleets[m.fleetOf[r]!]!;
  let p = startOf(m, r);
  const last = endOf(m, r);
  for (const c of tasks) {
    const [a, b, d] = [m.place[p]!, m.place[c]!, m.place[last]!];
    const legs = f.cost![a * f.places + b]! + f.cost![b * f.places + d]! - s.leg[last]!;
    put(
      s,
      c,
      p,
      legs + (s.count[r] === 0 ? m.fixedCost[r]! : 0),
      m.dims > 0 ? m.take[c]! + m.deliver[c]! : 0,
    );
    p = c;
  }
}

/** Takes the task out; `schedule` must follow for its route. */
function pull(s: State, c: number): void {
  const { next, prev, route, leg, model: m } = s;
  const r = route[c]!;
  const p = prev[c]!;
  const n = next[c]!;
  const fleet = m.fleets[m.fleetOf[r]!]!;
  const bridge = fleet.cost![m.place[p]! * fleet.places + m.place[n]!]!;
  s.cost += bridge - leg[c]! - leg[n]!;
  leg[n] = bridge;
  next[p] = n;
  prev[n] = p;
  route[c] = -1;
  if (m.dims > 0) s.load[r]! -= m.take[c]! + m.deliver[c]!;
  if (--s.count[r]! === 0) s.cost -= m.fixedCost[r]!;
}

/** The engine for problems with one window a stop, one load, and limits that a route knows in one number. */
export const plainEngine: Engine = { schedule, insertBest, fill, pull };
