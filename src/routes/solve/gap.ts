import { legCost, legMetres, legTime } from '../compile/legs.js';
import { endOf, type Fleet, NEVER, NodeKind } from '../compile/model.js';
import type { State } from './state.js';
import { beginAt, restUntil, spanOf } from './timing.js';
import { arriveAt } from './traffic.js';

/** A vehicle on its way: ready at `t` at `from`, with `credit` seconds of the next leg already driven. */
export interface Moment {
  t: number;
  from: number;
  credit: number;
}

/** The moment at which the vehicle is done at node i, as scheduled. */
export function after(s: State, i: number, to: Moment): Moment {
  to.t = s.ready[i]!;
  to.from = s.at[i]!;
  to.credit = s.credit[i]!;
  return to;
}

/** Moves on over one node. False when it comes too late for its windows or ties. */
export function pass(s: State, f: Fleet, route: number, i: number, at: Moment): boolean {
  const { model: m } = s;
  if (m.kind[i] === NodeKind.break) {
    const end = restUntil(s, route, i, at.t);
    if (end >= NEVER) return false;
    if (f.trafficFrom.length === 0) at.credit += end - m.service[m.typeOf[route]! * m.size + i]! - at.t;
    at.t = end;
    return true;
  }
  const here = m.place[i]!;
  const free = legTime(f, at.from, here);
  const arrival = at.credit > 0 ? at.t + Math.max(0, free - at.credit) : arriveAt(f, at.t, free);
  const span = i < m.tasks ? spanOf(m, route, i, at.from) : 0;
  const begin = i >= m.tasks + m.breaks ? arrival : beginAt(s, i, arrival);
  if (begin >= NEVER) return false;
  at.t = begin + span;
  at.from = here;
  at.credit = 0;
  return i >= m.tasks || at.t <= s.doneBy[i]!;
}

/** Whether the route from node n on still fits for a vehicle at this moment: one stop ahead settles it. */
export function fits(s: State, f: Fleet, route: number, n: number, at: Moment): boolean {
  const { model: m } = s;
  const last = endOf(m, route);
  let breaks = 0;
  for (let i = n; ; i = s.next[i]!) {
    if (!pass(s, f, route, i, at)) return false;
    if (i === last) return at.t <= m.close[last]!;
    if (m.kind[i] === NodeKind.break) {
      breaks++;
      continue;
    }
    if (at.t <= s.late[i]!) return true;
    // Two breaks on one leg make `late` careful rather than exact: go on and see.
    if (breaks < 2 && m.breaksOf[route]!.length < 2) return false;
  }
}

/** Whether one more stop's load fits from its place p on, and before it. */
export function carries(s: State, route: number, p: number, c: number): boolean {
  const { model: m, highBefore, highAfter } = s;
  const { dims, capacity, deliver, take } = m;
  for (let d = 0; d < dims; d++) {
    const limit = capacity[route * dims + d]!;
    if (highBefore[p * dims + d]! + deliver[c * dims + d]! > limit) return false;
    if (highAfter[p * dims + d]! + take[c * dims + d]! > limit) return false;
  }
  return true;
}

/** Whether something may go between p and n: not into the frozen part, nor before a first or after a last stop. */
export function isOpen(s: State, p: number, n: number, position: number): boolean {
  const { model: m } = s;
  if (s.locked[n] === 1) return false;
  let before = p;
  while (m.kind[before] === NodeKind.break) before = s.prev[before]!;
  let next = n;
  while (m.kind[next] === NodeKind.break) next = s.next[next]!;
  if (next < m.tasks && (m.position[next] === 1 || position === 2)) return false;
  return before >= m.tasks || (m.position[before] !== 2 && position !== 1);
}

/** Added cost of c between p and n, without what needs the whole route. */
export function detour(s: State, f: Fleet, route: number, p: number, c: number, n: number): number {
  const { model: m } = s;
  const from = s.at[p]!;
  const here = m.place[c]!;
  // A break in between has no place of its own: the leg goes on to the stop behind it.
  let to = n;
  while (m.kind[to] === NodeKind.break) to = s.next[to]!;
  const rate = m.taskRate[route]!;
  const legs = legCost(f, from, here) + legCost(f, here, m.place[to]!) - s.leg[to]!;
  if (rate === 0) return legs;
  let spans = spanOf(m, route, c, from);
  if (to < m.tasks) spans += spanOf(m, route, to, here) - spanOf(m, route, to, from);
  return legs + rate * spans;
}

/** Whether the route's limits on travel and metres allow the detour. */
export function isWithin(s: State, f: Fleet, route: number, p: number, c: number, n: number): boolean {
  const { model: m } = s;
  if (m.maxTravel[route]! >= NEVER && m.maxMetres[route]! >= NEVER) return true;
  const from = s.at[p]!;
  const here = m.place[c]!;
  let to = n;
  while (m.kind[to] === NodeKind.break) to = s.next[to]!;
  const there = m.place[to]!;
  const time = legTime(f, from, here) + legTime(f, here, there) - legTime(f, from, there);
  if (s.travel[route]! + time > m.maxTravel[route]!) return false;
  const metres = legMetres(f, from, here) + legMetres(f, here, there) - legMetres(f, from, there);
  return s.metres[route]! + metres <= m.maxMetres[route]!;
}
