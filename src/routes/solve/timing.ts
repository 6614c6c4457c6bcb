import { legCost, legMetres, legTime } from '../compile/legs.js';
import { endOf, type Fleet, type Model, NEVER, NodeKind, startOf } from '../compile/model.js';
import type { State } from './state.js';
import { arriveAt, leaveBy } from './traffic.js';

/** Start of service for an arrival: the first window that is still open, not before a tie allows; NEVER if none. */
export function beginAt(s: State, i: number, arrival: number): number {
  const { model: m } = s;
  let t = arrival;
  if (i < m.tasks && s.notBefore[i]! > t) t = s.notBefore[i]!;
  for (let w = m.winAt[i]!; w < m.winAt[i + 1]!; w++) {
    if (t <= m.winClose[w]!) return t < m.winOpen[w]! ? m.winOpen[w]! : t;
  }
  return NEVER;
}

/** Latest arrival that lets the work of `span` seconds be done by `late`; -NEVER if there is none. */
function latestArrival(s: State, i: number, late: number, span: number): number {
  const { model: m } = s;
  const floor = i < m.tasks ? s.notBefore[i]! : -NEVER;
  for (let w = m.winAt[i + 1]! - 1; w >= m.winAt[i]!; w--) {
    const t = Math.min(m.winClose[w]!, late - span);
    if (t >= m.winOpen[w]! && t >= floor) return t;
  }
  return -NEVER;
}

/** Setup (when coming from another place) and service. */
export function spanOf(m: Model, route: number, i: number, from: number): number {
  const at = m.typeOf[route]! * m.size + i;
  return m.service[at]! + (from === m.place[i] ? 0 : m.setup[at]!);
}

/** End of a break for a vehicle that is ready at t; driving done before it is added to `credit`. NEVER: too late. */
export function restUntil(s: State, route: number, i: number, t: number): number {
  const begin = beginAt(s, i, t);
  return begin >= NEVER ? NEVER : begin + s.model.service[s.model.typeOf[route]! * s.model.size + i]!;
}

/** Puts times, loads and cost of a whole route right. The route may be illegal: then `ready` of its end is NEVER or more. */
export function schedule(s: State, r: number): void {
  forward(s, r);
  backward(s, r);
  if (s.model.dims > 0) loads(s, r);
}

function forward(s: State, r: number): void {
  const { model: m, next, ready, begin, credit, at, leg } = s;
  const f = m.fleets[m.fleetOf[r]!]!;
  const first = startOf(m, r);
  const last = endOf(m, r);
  let t = m.open[first]!;
  let from = m.place[first]!;
  let done = 0;
  let cost = 0;
  let [count, travel, metres, work] = [0, 0, 0, 0];
  ready[first] = t;
  begin[first] = t;
  at[first] = from;
  credit[first] = 0;
  for (let i = next[first]!; ; i = next[i]!) {
    if (m.kind[i] === NodeKind.break) {
      const end = restUntil(s, r, i, t);
      if (end < NEVER && f.trafficFrom.length === 0) done += end - restOf(m, r, i) - t;
      begin[i] = end - restOf(m, r, i);
      t = end;
    } else {
      const here = m.place[i]!;
      const free = legTime(f, from, here);
      leg[i] = legCost(f, from, here);
      const arrival = done > 0 ? t + Math.max(0, free - done) : arriveAt(f, t, free);
      const span = i < m.tasks ? spanOf(m, r, i, from) : 0;
      const start = i === last ? arrival : beginAt(s, i, arrival);
      cost += leg[i]! + span * m.taskRate[r]!;
      travel += free;
      metres += legMetres(f, from, here);
      work += free + span;
      begin[i] = start;
      t = start + span;
      if (i < m.tasks) {
        count++;
        cost += softCost(m, i, start);
        if (t > s.doneBy[i]!) t = NEVER;
      }
      from = here;
      done = 0;
    }
    at[i] = from;
    credit[i] = done;
    if (t > NEVER) t = NEVER;
    ready[i] = t;
    if (i === last) break;
  }
  s.count[r] = count;
  s.travel[r] = travel;
  s.metres[r] = metres;
  s.work[r] = m.balanceTime ? work : count;
  const total = count === 0 ? 0 : cost + m.fixedCost[r]! + balanceCost(m, s.work[r]!);
  s.cost += total - s.routeCost[r]!;
  s.routeCost[r] = total;
}

const restOf = (m: Model, r: number, i: number): number => m.service[m.typeOf[r]! * m.size + i]!;

/** Cost of starting outside the soft window. */
export const softCost = (m: Model, i: number, start: number): number =>
  m.softCost[i]! === 0 ? 0 : m.softCost[i]! * Math.max(0, m.softOpen[i]! - start, start - m.softClose[i]!);

/** Cost of a route's work under `balance`: quadratic, so that even work is cheapest. */
export const balanceCost = (m: Model, work: number): number =>
  m.balanceWeight === 0 ? 0 : (m.balanceWeight * work * work) / Math.max(1, m.balanceMean);

function backward(s: State, r: number): void {
  const { model: m, next, prev, late } = s;
  const f = m.fleets[m.fleetOf[r]!]!;
  const first = startOf(m, r);
  const last = endOf(m, r);
  late[last] = m.close[last]!;
  for (let i = prev[last]!; ; i = prev[i]!) {
    const n = next[i]!;
    let l: number;
    if (m.kind[n] === NodeKind.break) l = late[n]!;
    else l = leaveFor(s, f, r, i, n);
    if (m.kind[i] === NodeKind.break) l = restBy(s, f, r, i, n, l);
    else if (i < m.tasks && s.doneBy[i]! < l) l = s.doneBy[i]!;
    late[i] = l;
    if (i === first) break;
  }
}

/** Latest time to leave i so that n, a stop or the end, is done in time. */
function leaveFor(s: State, f: Fleet, r: number, i: number, n: number): number {
  const { model: m } = s;
  const from = s.at[i]!;
  const free = legTime(f, from, m.place[n]!);
  if (n >= m.tasks + m.breaks) return leaveBy(f, s.late[n]!, free);
  const arrival = latestArrival(s, n, s.late[n]!, spanOf(m, r, n, from));
  return arrival <= -NEVER ? -NEVER : leaveBy(f, arrival, free);
}

/** Latest time to be ready before break i, when the vehicle must leave (were there no break) by `l`. */
function restBy(s: State, f: Fleet, r: number, i: number, n: number, l: number): number {
  const { model: m } = s;
  const rest = restOf(m, r, i);
  const onWay = m.kind[n] !== NodeKind.break && f.trafficFrom.length === 0;
  const free = onWay ? legTime(f, s.at[i]!, m.place[n]!) : 0;
  for (let w = m.winAt[i + 1]! - 1; w >= m.winAt[i]!; w--) {
    const open = m.winOpen[w]!;
    // Driving before the break opens is not lost: only the break itself must still fit before the arrival.
    if (open + rest > l + free) continue;
    const t = Math.min(m.winClose[w]!, l - rest);
    if (t >= open || free > 0) return t;
  }
  return -NEVER;
}

function loads(s: State, r: number): void {
  const { model: m, next, prev, onBoard, highBefore, highAfter } = s;
  const { dims, take, deliver, tasks } = m;
  const first = startOf(m, r);
  const last = endOf(m, r);
  for (let d = 0; d < dims; d++) {
    let load = 0;
    for (let i = next[first]!; i !== last; i = next[i]!) if (i < tasks) load += deliver[i * dims + d]!;
    let high = load;
    for (let i = first; ; i = next[i]!) {
      if (i < tasks) load += take[i * dims + d]! - deliver[i * dims + d]!;
      if (load > high) high = load;
      onBoard[i * dims + d] = load;
      highBefore[i * dims + d] = high;
      if (i === last) break;
    }
    high = 0;
    for (let i = last; ; i = prev[i]!) {
      const here = onBoard[i * dims + d]!;
      if (here > high) high = here;
      highAfter[i * dims + d] = high;
      if (i === first) break;
    }
  }
}

/** Whether a route, after `schedule`, keeps every rule that insertion tests keep. */
export function isLegal(s: State, r: number): boolean {
  const { model: m } = s;
  const last = endOf(m, r);
  if (s.count[r] === 0) return true;
  if (s.ready[last]! > m.close[last]!) return false;
  if (s.count[r]! > m.maxTasks[r]! || s.travel[r]! > m.maxTravel[r]! || s.metres[r]! > m.maxMetres[r]!)
    return false;
  for (let d = 0; d < m.dims; d++) {
    if (s.highBefore[last * m.dims + d]! > m.capacity[r * m.dims + d]!) return false;
  }
  return true;
}
