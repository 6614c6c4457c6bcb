import { endOf, type Model, NEVER, startOf } from '../compile/model.js';
import type { Near } from './near.js';

/**
 * A plan in work: routes as linked lists over flat arrays, with the earliest and latest times that make an insertion
 * test a few reads. A step of the search first saves each route that it touches, and takes the step back from there;
 * the plan as a whole is never copied on the way.
 */
export interface State {
  readonly model: Model;
  /** By node; -1 where the node stands in no route. */
  readonly next: Int32Array;
  readonly prev: Int32Array;
  readonly route: Int32Array;
  /** Earliest time at which the vehicle is done here. */
  readonly ready: Int32Array;
  /** Latest time: plain problems: of arrival; others: of being done; so that the rest of the route still fits. */
  readonly late: Int32Array;
  /** Cost of the leg into the node. */
  readonly leg: Int32Array;
  /** By route. */
  readonly load: Int32Array;
  readonly count: Int32Array;
  /** 1: never moves, and nothing goes in before it. */
  readonly locked: Uint8Array;
  /** Routes that are alike while empty share a kind; only one of each is tried. */
  readonly kindOf: Int32Array;
  readonly kindSeen: Int32Array;
  /** Routes of each kind, and where an empty one was last found. */
  readonly routesOf: readonly (readonly number[])[];
  readonly emptyHint: Int32Array;
  /** Start of service; driving already done on the leg that a break interrupts. Kept for problems with more rules. */
  readonly begin: Int32Array;
  readonly credit: Int32Array;
  /** The place the vehicle is at: on a break the one before it. */
  readonly at: Int32Array;
  /** Load on leaving, and the highest load up to here and from here on; `[node * dims + d]`. */
  readonly onBoard: Int32Array;
  readonly highBefore: Int32Array;
  readonly highAfter: Int32Array;
  /** By route: cost of all, seconds and metres of travel, work for the balance. */
  readonly routeCost: Float64Array;
  readonly travel: Float64Array;
  readonly metres: Float64Array;
  readonly work: Float64Array;
  /** Bounds that ties between stops put on the start and on the end of service. */
  readonly notBefore: Int32Array;
  readonly doneBy: Int32Array;
  /** Tasks in no route: the first `absentCount`. */
  readonly absent: Int32Array;
  /** Where insertion looks first in a large problem; null: everywhere at once. Gaps looked at carry the mark. */
  readonly kin: Near | null;
  readonly gapSeen: Int32Array;
  readonly undo: Undo;
  absentCount: number;
  /** Cost of all routes, scaled. */
  cost: number;
  /** Penalties of all absent tasks, scaled. */
  missing: number;
  mark: number;
  /** Routes in use, counted now and then. */
  inUse: number;
}

/** What a step of the search changed. */
export interface Undo {
  /** Step number at which the route was last saved. */
  readonly stamp: Int32Array;
  readonly routes: Int32Array;
  readonly from: Int32Array;
  readonly node: Int32Array;
  readonly ready: Int32Array;
  readonly late: Int32Array;
  readonly leg: Int32Array;
  readonly load: Int32Array;
  readonly absent: Int32Array;
  readonly notBefore: Int32Array;
  readonly doneBy: Int32Array;
  count: number;
  used: number;
  step: number;
  absentCount: number;
  cost: number;
  missing: number;
}

/** Routes alike in all but name share a number. */
function kinds(m: Model): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from({ length: m.routes }, (_, r) => {
    const s = startOf(m, r);
    const parts = [m.fleetOf[r], m.typeOf[r], m.place[s], m.place[s + 1], m.open[s], m.close[s + 1]];
    parts.push(m.fixedCost[r], m.taskRate[r], m.maxTasks[r], m.maxTravel[r], m.maxMetres[r]);
    for (let d = 0; d < m.dims; d++) parts.push(m.capacity[r * m.dims + d]);
    // Breaks, and stops that only some routes may serve, tell vehicles apart.
    if (m.breaksOf[r]!.length > 0) parts.push(-1 - r);
    let key = parts.join();
    if (m.allowed !== null) for (let i = 0; i < m.tasks; i++) key += m.allowed[i * m.routes + r];
    const kind = known.get(key) ?? known.size;
    known.set(key, kind);
    return kind;
  });
}

/** Empty routes, all tasks absent. Breaks and given orders are put in by `begin`. */
export function emptyState(model: Model, kin: Near | null = null): State {
  const { size, routes, tasks } = model;
  const kindOf = kinds(model);
  const routesOf: number[][] = [];
  kindOf.forEach((kind, r) => {
    routesOf[kind] ??= [];
    routesOf[kind].push(r);
  });
  const rich = model.plain ? 0 : size;
  const tied = model.plain ? 0 : tasks;
  const state: State = {
    model,
    next: new Int32Array(size).fill(-1),
    prev: new Int32Array(size).fill(-1),
    route: new Int32Array(size).fill(-1),
    ready: new Int32Array(size),
    late: new Int32Array(size),
    leg: new Int32Array(size),
    load: new Int32Array(routes),
    count: new Int32Array(routes),
    locked: new Uint8Array(size),
    begin: new Int32Array(rich),
    credit: new Int32Array(rich),
    at: new Int32Array(rich),
    onBoard: new Int32Array(rich * model.dims),
    highBefore: new Int32Array(rich * model.dims),
    highAfter: new Int32Array(rich * model.dims),
    routeCost: new Float64Array(routes),
    travel: new Float64Array(routes),
    metres: new Float64Array(routes),
    work: new Float64Array(routes),
    notBefore: new Int32Array(tied).fill(-NEVER),
    doneBy: new Int32Array(tied).fill(NEVER),
    kindOf,
    routesOf,
    emptyHint: new Int32Array(routesOf.length).fill(-1),
    kindSeen: new Int32Array(routes).fill(-1),
    absent: new Int32Array(tasks),
    kin,
    gapSeen: new Int32Array(kin === null ? 0 : size).fill(-1),
    undo: {
      stamp: new Int32Array(routes).fill(-1),
      routes: new Int32Array(routes),
      from: new Int32Array(routes + 1),
      node: new Int32Array(size),
      ready: new Int32Array(size),
      late: new Int32Array(size),
      leg: new Int32Array(size),
      load: new Int32Array(routes),
      absent: new Int32Array(tasks),
      notBefore: new Int32Array(tied),
      doneBy: new Int32Array(tied),
      count: 0,
      used: 0,
      step: 0,
      absentCount: 0,
      cost: 0,
      missing: 0,
    },
    absentCount: tasks,
    cost: 0,
    missing: 0,
    mark: 0,
    inUse: 0,
  };
  for (let i = 0; i < tasks; i++) {
    state.absent[i] = i;
    state.missing += model.penalty[i]!;
  }
  for (let r = 0; r < routes; r++) {
    const s = startOf(model, r);
    const e = endOf(model, r);
    state.next[s] = e;
    state.prev[e] = s;
    state.route[s] = r;
    state.route[e] = r;
  }
  return state;
}

/** Opens a step: what follows can be taken back. */
export function openStep(s: State): void {
  const u = s.undo;
  u.count = 0;
  u.used = 0;
  u.step++;
  u.cost = s.cost;
  u.missing = s.missing;
  u.absentCount = s.absentCount;
  for (let i = 0; i < s.absentCount; i++) u.absent[i] = s.absent[i]!;
  if (s.model.first.length + s.model.groups.length > 0) {
    u.notBefore.set(s.notBefore);
    u.doneBy.set(s.doneBy);
  }
}

/** Saves a route, once a step. Call before its first change. */
export function touch(s: State, r: number): void {
  const u = s.undo;
  if (u.stamp[r] === u.step) return;
  u.stamp[r] = u.step;
  const { next, ready, late, leg } = s;
  u.routes[u.count] = r;
  u.load[u.count] = s.load[r]!;
  u.from[u.count++] = u.used;
  const last = endOf(s.model, r);
  let at = u.used;
  for (let i = startOf(s.model, r); ; i = next[i]!) {
    u.node[at] = i;
    u.ready[at] = ready[i]!;
    u.late[at] = late[i]!;
    u.leg[at++] = leg[i]!;
    if (i === last) break;
  }
  u.used = at;
  u.from[u.count] = at;
}

/** Takes the whole step back. A plain problem's times come back from the log, any other's are worked out again. */
export function takeBack(s: State, schedule: (s: State, route: number) => void): void {
  const u = s.undo;
  if (s.model.first.length + s.model.groups.length > 0) {
    s.notBefore.set(u.notBefore);
    s.doneBy.set(u.doneBy);
  }
  const { next, prev, route, ready, late, leg } = s;
  for (let k = 0; k < u.count; k++) {
    const r = u.routes[k]!;
    const last = endOf(s.model, r);
    for (let i = next[startOf(s.model, r)]!; i !== last; i = next[i]!) route[i] = -1;
  }
  for (let k = 0; k < u.count; k++) {
    const r = u.routes[k]!;
    const from = u.from[k]!;
    const to = u.from[k + 1]!;
    let before = -1;
    let tasks = 0;
    for (let at = from; at < to; at++) {
      const i = u.node[at]!;
      route[i] = r;
      prev[i] = before;
      if (before >= 0) next[before] = i;
      ready[i] = u.ready[at]!;
      late[i] = u.late[at]!;
      leg[i] = u.leg[at]!;
      if (i < s.model.tasks) tasks++;
      before = i;
    }
    s.load[r] = u.load[k]!;
    s.count[r] = tasks;
  }
  if (!s.model.plain) for (let k = 0; k < u.count; k++) schedule(s, u.routes[k]!);
  s.cost = u.cost;
  s.missing = u.missing;
  s.absentCount = u.absentCount;
  for (let i = 0; i < u.absentCount; i++) s.absent[i] = u.absent[i]!;
}
