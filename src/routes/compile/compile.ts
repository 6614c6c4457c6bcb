import type { RoutingProblem } from '../problem.js';
import type { Visit } from '../stop.js';
import type { Id } from '../unit.js';
import { compileFleets } from './fleets.js';
import { type Fleet, type Model, NEVER, NodeKind } from './model.js';
import { Nodes, type Task } from './nodes.js';
import { compileRules } from './rules.js';

/** Every stop and every half of a shipment, in node order: stops first, then pickup and delivery by turns. */
export function tasksOf(problem: RoutingProblem): Task[] {
  const tasks: Task[] = problem.stops.map((stop) => ({
    kind: NodeKind.stop,
    visit: stop,
    stop,
    id: stop.id,
  }));
  for (const shipment of problem.shipments ?? []) {
    tasks.push({ kind: NodeKind.pickup, visit: shipment.pickup, shipment, id: shipment.id });
    tasks.push({ kind: NodeKind.delivery, visit: shipment.delivery, shipment, id: shipment.id });
  }
  return tasks;
}

/** Digits kept when prices are small: a leg's cost is rounded to an integer of 1/scale. */
function scaleOf(problem: RoutingProblem): number {
  let least = Number.POSITIVE_INFINITY;
  for (const v of problem.vehicles) {
    const perHour = v.costs?.perHour ?? 3600;
    const perKm = v.costs?.perKm ?? 0;
    if (perHour > 0) least = Math.min(least, perHour / 3600);
    if (perKm > 0) least = Math.min(least, perKm / 100);
  }
  if (!Number.isFinite(least)) return 1;
  let scale = 1;
  while (least * scale < 1 && scale < 1000) scale *= 10;
  return scale;
}

function originOf(problem: RoutingProblem): number {
  let least = Number.POSITIVE_INFINITY;
  const see = (visit: Pick<Visit, 'windows'>) => {
    for (const w of visit.windows ?? []) least = Math.min(least, w.start);
  };
  for (const v of problem.vehicles) {
    for (const w of v.shifts ?? []) least = Math.min(least, w.start);
    for (const b of v.breaks ?? []) see(b);
  }
  problem.stops.forEach(see);
  for (const s of problem.shipments ?? []) {
    see(s.pickup);
    see(s.delivery);
  }
  return Number.isFinite(least) ? least : 0;
}

const dimsOf = (problem: RoutingProblem): number => {
  let dims = 0;
  for (const v of problem.vehicles) dims = Math.max(dims, v.capacity?.length ?? 0);
  for (const s of problem.stops) dims = Math.max(dims, s.delivery?.length ?? 0, s.pickup?.length ?? 0);
  for (const s of problem.shipments ?? []) dims = Math.max(dims, s.amount?.length ?? 0);
  return dims;
};

/** Lays a checked problem out as flat arrays. Throws nothing: `checkInput` has refused what cannot be laid out. */
export function compile(problem: RoutingProblem): Model {
  const scale = scaleOf(problem);
  const origin = originOf(problem);
  const dims = dimsOf(problem);
  const { fleets, of } = compileFleets(problem, scale, origin);
  const tasks = tasksOf(problem);
  const nodes = new Nodes(problem, tasks, dims, origin, fleets[0]!.places - 1);
  const rules = compileRules(problem, tasks, nodes, scale, fleets);
  const partner = new Int32Array(tasks.length).fill(-1);
  for (let i = 0; i < tasks.length; i++) {
    if (tasks[i]!.kind === NodeKind.pickup) partner[i] = i + 1;
    if (tasks[i]!.kind === NodeKind.delivery) partner[i] = i - 1;
  }
  const n = nodes.arrays();
  // One literal that names every field: all models then share one shape, and compiled code stays valid from one to the next.
  const model: { -readonly [K in keyof Model]: Model[K] } = {
    tasks: tasks.length,
    breaks: nodes.breaks.length,
    routes: nodes.routes.length,
    size: nodes.size,
    dims,
    scale,
    origin,
    partner,
    kind: n.kind,
    place: n.place,
    open: n.open,
    close: n.close,
    winAt: n.winAt,
    winOpen: n.winOpen,
    winClose: n.winClose,
    service: n.service,
    setup: n.setup,
    deliver: n.deliver,
    take: n.take,
    capacity: n.capacity,
    allowed: rules.allowed,
    lockOf: Int32Array.from(tasks, (t) => {
      const id = (t.stop ?? t.shipment)!.vehicle;
      return id === undefined ? -1 : problem.vehicles.findIndex((v) => v.id === id);
    }),
    penalty: balanced(rules.penalty, problem, tasks, scale, meanWork(problem, tasks.length, nodes), fleets),
    softOpen: rules.softOpen,
    softClose: rules.softClose,
    softCost: rules.softCost,
    hasSoft: rules.softCost.some((c) => c > 0),
    position: rules.position,
    fleets,
    fleetOf: Int32Array.from(nodes.routes, (r) => of[r.vehicle]!),
    typeOf: rules.typeOf,
    fixedCost: rules.fixedCost,
    taskRate: rules.taskRate,
    maxTasks: rules.maxTasks,
    maxTravel: rules.maxTravel,
    maxMetres: rules.maxMetres,
    vehicleOf: rules.vehicleOf,
    vehicleIds: problem.vehicles.map((v) => v.id),
    shiftOf: rules.shiftOf,
    breakOf: Int32Array.from(nodes.breaks, (b) => b.index),
    breaksOf: rules.breaksOf,
    given: rules.given,
    frozen: rules.frozen,
    groupOf: rules.groupOf,
    groups: rules.groups,
    first: rules.first,
    second: rules.second,
    gap: rules.gap,
    balanceWeight: rules.balanceWeight,
    balanceTime: rules.balanceTime,
    balanceMean: meanWork(problem, tasks.length, nodes),
    source: tasks.map(({ stop, shipment }) => ({ stop, shipment })),
    ids: tasks.map((t): Id => t.id),
    plain: false,
  };
  model.plain = isPlain(model);
  return model;
}

/** Where service is short the work is mostly travel; half an hour keeps its square within bounds. */
const LEAST_MEAN_SECONDS = 1800;

/** Stops or seconds of service a route, when all have the same. */
function meanWork(problem: RoutingProblem, tasks: number, nodes: Nodes): number {
  if (problem.balance?.of !== 'time') return Math.max(1, tasks / nodes.routes.length);
  let seconds = 0;
  const add = (visit: Visit) => {
    seconds += (visit.service ?? 0) + (visit.setup ?? 0);
  };
  problem.stops.forEach(add);
  for (const s of problem.shipments ?? []) {
    add(s.pickup);
    add(s.delivery);
  }
  return Math.max(LEAST_MEAN_SECONDS, seconds / nodes.routes.length);
}

/** Penalties raised by all that even work could ever save, so that balance never leaves a stop out. */
function balanced(
  penalty: Float64Array,
  problem: RoutingProblem,
  tasks: readonly Task[],
  scale: number,
  mean: number,
  fleets: readonly Fleet[],
): Float64Array {
  if (!problem.balance) return penalty;
  let work = tasks.length;
  if (problem.balance.of === 'time') {
    work = 0;
    for (const { visit } of tasks) work += (visit.service ?? 0) + (visit.setup ?? 0);
    let leg = 0;
    for (const f of fleets)
      if (f.time !== null) for (const t of f.time) leg = t < NEVER ? Math.max(leg, t) : leg;
    work += 2 * (tasks.length + 1) * (leg > 0 ? leg : 36_000);
  }
  const most = (problem.balance.weight * scale * work * work) / mean;
  return penalty.map((p, i) => {
    const { stop, shipment } = tasks[i]!;
    const { prize, priority } = stop ?? shipment!;
    return p === 0 || prize !== undefined ? p : p + most * (1 + (priority ?? 0) * (tasks.length + 1));
  });
}

function isPlain(m: Model): boolean {
  let taken = 0;
  let delivered = 0;
  let odd = m.breaks + m.groups.length + m.first.length + m.balanceWeight;
  for (let i = 0; i < m.tasks; i++) {
    odd += m.kind[i]! + m.position[i]! + (m.winAt[i + 1]! - m.winAt[i]! > 1 ? 1 : 0);
    if (m.softCost[i]! > 0) odd++;
    if (m.dims > 0 && m.take[i * m.dims]! !== 0) taken++;
    if (m.dims > 0 && m.deliver[i * m.dims]! !== 0) delivered++;
  }
  for (const s of m.setup) odd += s;
  for (const f of m.fleets) odd += f.trafficFrom.length + (f.time === null ? 1 : 0);
  for (let r = 0; r < m.routes; r++) {
    odd +=
      m.given[r]!.length +
      m.taskRate[r]! +
      (m.maxTravel[r]! < NEVER ? 1 : 0) +
      (m.maxMetres[r]! < NEVER ? 1 : 0);
  }
  return odd === 0 && m.dims <= 1 && (taken === 0 || delivered === 0) && m.service.length === m.size;
}
