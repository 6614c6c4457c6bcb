import { endOf, type Fleet, NEVER, startOf } from '../compile/model.js';
import type { Chance } from '../random.js';
import { overlooks } from './blink.js';
import { after, carries, detour, fits, isOpen, isWithin, type Moment, pass } from './gap.js';
import type { Near } from './near.js';
import { type State, touch } from './state.js';
import { balanceCost, schedule } from './timing.js';

/** The best place found so far for one task. */
export interface Found {
  cost: number;
  at: number;
}

const moment: Moment = { t: 0, from: 0, credit: 0 };

/** Links c in after p; `schedule` must follow. */
export function link(s: State, c: number, p: number): void {
  const n = s.next[p]!;
  s.next[p] = c;
  s.prev[c] = p;
  s.next[c] = n;
  s.prev[n] = c;
  s.route[c] = s.route[p]!;
}

/** Takes c out; `schedule` must follow. */
export function unlink(s: State, c: number): void {
  const p = s.prev[c]!;
  const n = s.next[c]!;
  s.next[p] = n;
  s.prev[n] = p;
  s.route[c] = -1;
}

/** Whether route r may take c at all, and what an empty one costs on top; -1 when it may not. */
export function entry(s: State, c: number, r: number, tasks: number): number {
  const { model: m } = s;
  if (m.allowed !== null && m.allowed[c * m.routes + r] === 0) return -1;
  if (s.count[r]! + tasks > m.maxTasks[r]!) return -1;
  if (s.count[r]! > 0) return 0;
  const kind = s.kindOf[r]!;
  if (s.kindSeen[kind] === s.mark) return -1;
  s.kindSeen[kind] = s.mark;
  return m.fixedCost[r]!;
}

/** Cheapest legal gap for a single stop in one route. */
export function scanRoute(
  s: State,
  chance: Chance | null,
  c: number,
  r: number,
  extra: number,
  found: Found,
): void {
  const { model: m, next, ready, late } = s;
  const f = m.fleets[m.fleetOf[r]!]!;
  const last = endOf(m, r);
  const open = m.open[c]!;
  const close = m.close[c]!;
  const more = extra + moreBalance(s, r);
  for (let p = startOf(m, r); ; p = next[p]!) {
    const n = next[p]!;
    if (ready[p]! > close) return;
    if (late[n]! >= open) tryGap(s, f, chance, c, r, p, n, more, found);
    if (n === last) return;
  }
}

const moreBalance = (s: State, r: number): number => {
  const { model: m } = s;
  if (m.balanceWeight === 0) return 0;
  return balanceCost(m, s.work[r]! + (m.balanceTime ? 0 : 1)) - balanceCost(m, s.work[r]!);
};

/** Looks at one gap: price first, since it is the cheapest question and settles most. */
function tryGap(
  s: State,
  f: Fleet,
  chance: Chance | null,
  c: number,
  r: number,
  p: number,
  n: number,
  more: number,
  found: Found,
): void {
  const cost = detour(s, f, r, p, c, n) + more;
  if (cost >= found.cost || !isOpen(s, p, n, s.model.position[c]!)) return;
  if (!carries(s, r, p, c) || !isWithin(s, f, r, p, c, n)) return;
  after(s, p, moment);
  if (pass(s, f, r, c, moment) && fits(s, f, r, n, moment)) consider(s, chance, c, r, p, cost, found);
}

/** Gaps beside the kin of c, and empty routes; for large problems. */
function scanKin(
  s: State,
  kin: Near,
  chance: Chance | null,
  c: number,
  shut: readonly number[],
  found: Found,
): void {
  const { model: m, next, prev, ready, late, route, gapSeen } = s;
  const mark = s.mark;
  for (const routes of s.routesOf) {
    const r = routes.find((x) => s.count[x] === 0);
    if (r === undefined || shut.includes(m.vehicleOf[r]!)) continue;
    const extra = entry(s, c, r, 1);
    if (extra >= 0) scanRoute(s, chance, c, r, extra, found);
  }
  for (let k = c * kin.width, end = k + kin.width; k < end; k++) {
    const i = kin.list[k]!;
    const r = route[i]!;
    if (r < 0 || shut.includes(m.vehicleOf[r]!)) continue;
    if (m.allowed !== null && m.allowed[c * m.routes + r] === 0) continue;
    if (s.count[r]! >= m.maxTasks[r]!) continue;
    const f = m.fleets[m.fleetOf[r]!]!;
    for (let side = 0; side < 2; side++) {
      const p = side === 0 ? i : prev[i]!;
      const n = next[p]!;
      if (gapSeen[p] === mark || ready[p]! > m.close[c]! || late[n]! < m.open[c]!) continue;
      gapSeen[p] = mark;
      tryGap(s, f, chance, c, r, p, n, moreBalance(s, r), found);
    }
  }
}

/** Takes a legal gap as the best unless chance overlooks it, with the costs that only the whole route knows. */
function consider(
  s: State,
  chance: Chance | null,
  c: number,
  r: number,
  p: number,
  cost: number,
  found: Found,
): void {
  let exact = cost;
  if (s.model.hasSoft || s.model.balanceTime) exact = trial(s, c, r, p);
  if (exact < found.cost && !overlooks(chance)) {
    found.cost = exact;
    found.at = p;
  }
}

/** Exact added cost, by doing it and taking it back. */
function trial(s: State, c: number, r: number, p: number): number {
  const before = s.routeCost[r]!;
  link(s, c, p);
  schedule(s, r);
  const cost = s.routeCost[r]! - before;
  unlink(s, c);
  schedule(s, r);
  return cost;
}

/** Cheapest legal gap for a single stop in all routes that are not in `shut`. */
export function findBest(s: State, chance: Chance | null, c: number, shut: readonly number[]): Found {
  const { model: m } = s;
  const found: Found = { cost: NEVER, at: -1 };
  s.mark++;
  if (s.kin !== null) {
    scanKin(s, s.kin, chance, c, shut, found);
    if (found.at >= 0) return found;
    s.mark++;
  }
  for (let r = 0; r < m.routes; r++) {
    if (shut.length > 0 && shut.includes(m.vehicleOf[r]!)) continue;
    const extra = entry(s, c, r, 1);
    if (extra >= 0) scanRoute(s, chance, c, r, extra, found);
  }
  return found;
}

/** Puts c after p and the route in order. */
export function place(s: State, c: number, p: number): void {
  const r = s.route[p]!;
  touch(s, r);
  link(s, c, p);
  schedule(s, r);
}
