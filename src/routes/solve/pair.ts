import { legCost } from '../compile/legs.js';
import { endOf, type Fleet, NEVER, NodeKind, startOf } from '../compile/model.js';
import { type Chance, draw } from '../random.js';
import { BLINK } from './blink.js';
import { after, detour, fits, isOpen, type Moment, pass } from './gap.js';
import { entry, link, unlink } from './scan.js';
import { type State, touch } from './state.js';
import { balanceCost, isLegal, schedule, spanOf } from './timing.js';

interface FoundPair {
  cost: number;
  pickup: number;
  /** The node before the delivery; the pickup itself when they follow each other. */
  delivery: number;
}

const walk: Moment = { t: 0, from: 0, credit: 0 };
const tail: Moment = { t: 0, from: 0, credit: 0 };

/** Inserts both halves of a shipment where they are cheapest together. */
export function insertPair(s: State, chance: Chance, pickup: number): boolean {
  const { model: m } = s;
  const best: FoundPair = { cost: NEVER, pickup: -1, delivery: -1 };
  s.mark++;
  for (let r = 0; r < m.routes; r++) {
    const extra = entry(s, pickup, r, 2);
    if (extra >= 0) scanPair(s, chance, pickup, r, extra, best);
  }
  if (best.pickup < 0) return false;
  const r = s.route[best.pickup]!;
  touch(s, r);
  link(s, pickup, best.pickup);
  link(s, pickup + 1, best.delivery);
  schedule(s, r);
  return true;
}

function scanPair(s: State, chance: Chance, a: number, r: number, extra: number, best: FoundPair): void {
  const { model: m, next } = s;
  const f = m.fleets[m.fleetOf[r]!]!;
  const last = endOf(m, r);
  const more = extra + balanceCost(m, s.work[r]! + (m.balanceTime ? 0 : 2)) - balanceCost(m, s.work[r]!);
  for (let p = startOf(m, r); p !== last; p = next[p]!) {
    if (s.ready[p]! > m.close[a]!) return;
    if (!isOpen(s, p, next[p]!, 0) || !hasRoom(s, r, p, a)) continue;
    after(s, p, walk);
    if (!pass(s, f, r, a, walk)) continue;
    scanDelivery(s, chance, a, r, p, more, best);
  }
}

/** Goes on from the pickup at p, shifted in time, and tries the delivery behind each node. */
function scanDelivery(
  s: State,
  chance: Chance,
  a: number,
  r: number,
  p: number,
  more: number,
  best: FoundPair,
): void {
  const { model: m, next } = s;
  const f = m.fleets[m.fleetOf[r]!]!;
  const b = a + 1;
  const last = endOf(m, r);
  let n = next[p]!;
  const apart = detour(s, f, r, p, a, n) + more;
  for (let q = a; ; ) {
    const cost = q === a ? together(s, f, r, p, a, n) + more : apart + detour(s, f, r, q, b, n);
    if (cost < best.cost && isOpen(s, q === a ? p : q, n, 0)) {
      tail.t = walk.t;
      tail.from = walk.from;
      tail.credit = walk.credit;
      if (pass(s, f, r, b, tail) && fits(s, f, r, n, tail)) settle(s, chance, a, r, p, q, cost, best);
    }
    if (n === last || !pass(s, f, r, n, walk) || !hasRoom(s, r, n, a)) return;
    if (m.kind[n] !== NodeKind.break && m.breaksOf[r]!.length < 2 && walk.t > s.late[n]!) return;
    q = n;
    n = next[n]!;
  }
}

/** Whether the amount fits while the vehicle leaves node i. */
function hasRoom(s: State, r: number, i: number, a: number): boolean {
  const { dims, capacity, take } = s.model;
  for (let d = 0; d < dims; d++) {
    if (s.onBoard[i * dims + d]! + take[a * dims + d]! > capacity[r * dims + d]!) return false;
  }
  return true;
}

/** Added cost of both halves between p and n, one after the other. */
function together(s: State, f: Fleet, r: number, p: number, a: number, n: number): number {
  const { model: m } = s;
  let to = n;
  while (m.kind[to] === NodeKind.break) to = s.next[to]!;
  const from = s.at[p]!;
  const x = m.place[a]!;
  const y = m.place[a + 1]!;
  const z = m.place[to]!;
  const legs = legCost(f, from, x) + legCost(f, x, y) + legCost(f, y, z) - s.leg[to]!;
  const rate = m.taskRate[r]!;
  if (rate === 0) return legs;
  let spans = spanOf(m, r, a, from) + spanOf(m, r, a + 1, x);
  if (to < m.tasks) spans += spanOf(m, r, to, y) - spanOf(m, r, to, from);
  return legs + rate * spans;
}

/** Takes a legal pair of gaps as the best; limits and costs of the whole route are seen by doing it. */
function settle(
  s: State,
  chance: Chance,
  a: number,
  r: number,
  p: number,
  q: number,
  cost: number,
  best: FoundPair,
): void {
  const { model: m } = s;
  let exact = cost;
  const limited = m.maxTravel[r]! < NEVER || m.maxMetres[r]! < NEVER;
  if (limited || m.hasSoft || m.balanceTime) {
    const before = s.routeCost[r]!;
    link(s, a, p);
    link(s, a + 1, q);
    schedule(s, r);
    exact = isLegal(s, r) ? s.routeCost[r]! - before : NEVER;
    unlink(s, a + 1);
    unlink(s, a);
    schedule(s, r);
  }
  if (exact >= best.cost || draw(chance) < BLINK) return;
  best.cost = exact;
  best.pickup = p;
  best.delivery = q;
}
