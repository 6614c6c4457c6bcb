import type { RoutingProblem } from '../problem.js';
import { legCost } from './legs.js';
import { type Fleet, NEVER } from './model.js';
import type { Nodes, Task } from './nodes.js';

/** What routes allow and cost, and what ties stops to routes and to each other. */
export function compileRules(
  problem: RoutingProblem,
  tasks: readonly Task[],
  nodes: Nodes,
  scale: number,
  fleets: readonly Fleet[],
) {
  const { routes } = nodes;
  const vehicle = (r: number) => problem.vehicles[routes[r]!.vehicle]!;
  const per = (pick: (v: (typeof problem.vehicles)[number]) => number | undefined, none: number) =>
    Int32Array.from(routes, (_, r) => Math.min(pick(vehicle(r)) ?? none, none));
  const given = givenOrders(problem, tasks, nodes);
  return {
    allowed: allowedRoutes(problem, tasks, nodes),
    penalty: penalties(problem, tasks, scale, fleets),
    ...softWindows(tasks, nodes, scale),
    position: Uint8Array.from(tasks, (t) => ({ none: 0, first: 1, last: 2 })[t.stop?.position ?? 'none']),
    typeOf: Int32Array.from(routes, (_, r) => nodes.typeIndex(vehicle(r).type)),
    fixedCost: Float64Array.from(routes, (_, r) => Math.round((vehicle(r).costs?.fixed ?? 0) * scale)),
    taskRate: Float64Array.from(routes, (_, r) => ((vehicle(r).costs?.perTaskHour ?? 0) / 3600) * scale),
    maxTasks: per((v) => v.maxTasks, NEVER),
    maxTravel: per((v) => v.maxTravelTime, NEVER),
    maxMetres: per((v) => v.maxDistance, NEVER),
    vehicleOf: Int32Array.from(routes, (r) => r.vehicle),
    shiftOf: Int32Array.from(routes, (r) => r.shift),
    breaksOf: routes.map((_, r) =>
      nodes.breaks.flatMap((b, k) => (b.route === r ? [nodes.breakNode(k)] : [])),
    ),
    ...given,
    ...ties(problem, tasks),
    balanceWeight: (problem.balance?.weight ?? 0) * scale,
    balanceTime: problem.balance?.of === 'time',
  };
}

function allowedRoutes(problem: RoutingProblem, tasks: readonly Task[], nodes: Nodes): Uint8Array | null {
  const skills = problem.vehicles.map((v) => new Set(v.skills));
  const { routes } = nodes;
  const out = new Uint8Array(tasks.length * routes.length);
  let all = true;
  tasks.forEach((t, i) => {
    const { skills: wanted, vehicle } = t.stop ?? t.shipment!;
    routes.forEach((ref, r) => {
      const has = skills[ref.vehicle]!;
      const fits =
        (vehicle === undefined || vehicle === problem.vehicles[ref.vehicle]!.id) &&
        (wanted ?? []).every((s) => has.has(s));
      out[i * routes.length + r] = fits ? 1 : 0;
      if (!fits) all = false;
    });
  });
  return all ? null : out;
}

/** More than any one stop can cost, so that a plan that serves more is always the cheaper one. */
function penalties(problem: RoutingProblem, tasks: readonly Task[], scale: number, fleets: readonly Fleet[]) {
  let dear = 1000 * scale;
  for (const f of fleets) {
    if (f.cost !== null) for (const c of f.cost) dear = c < NEVER ? Math.max(dear, 4 * c) : dear;
    else dear = Math.max(dear, 4 * widest(f));
  }
  let fixed = 0;
  for (const v of problem.vehicles) fixed = Math.max(fixed, (v.costs?.fixed ?? 0) * scale);
  const base = dear + fixed;
  const wide = tasks.length + 1;
  return Float64Array.from(tasks, ({ stop, shipment, kind }) => {
    if (kind === 2) return 0;
    const { prize, priority } = stop ?? shipment!;
    return prize !== undefined ? Math.round(prize * scale) : base * (1 + (priority ?? 0) * wide);
  });
}

/** Cost of the longest leg that the points' bounding box allows. */
function widest(f: Fleet): number {
  let [left, right, down, up] = [0, 0, 0, 0];
  for (let i = 1; i < f.places - 1; i++) {
    if (f.x[i]! < f.x[left]!) left = i;
    if (f.x[i]! > f.x[right]!) right = i;
    if (f.y[i]! < f.y[down]!) down = i;
    if (f.y[i]! > f.y[up]!) up = i;
  }
  return legCost(f, left, right) + legCost(f, down, up);
}

function softWindows(tasks: readonly Task[], nodes: Nodes, scale: number) {
  return {
    softOpen: Int32Array.from(tasks, (t) => (t.visit.soft ? t.visit.soft.start - nodes.origin : 0)),
    softClose: Int32Array.from(tasks, (t) => (t.visit.soft ? t.visit.soft.end - nodes.origin : NEVER)),
    softCost: Float64Array.from(tasks, (t) => (t.visit.soft?.costPerSecond ?? 0) * scale),
  };
}

/** Node orders that the vehicles bring; a vehicle's steps belong to its first shift. */
function givenOrders(problem: RoutingProblem, tasks: readonly Task[], nodes: Nodes) {
  const index = new Map<string, number>();
  tasks.forEach((t, i) => {
    index.set(`${t.kind}:${typeof t.id}:${t.id}`, i);
  });
  const kinds = { stop: 0, pickup: 1, delivery: 2 } as const;
  const given = nodes.routes.map(({ vehicle, shift }, r) => {
    const v = problem.vehicles[vehicle]!;
    if (shift !== 0) return [];
    return (v.steps ?? []).flatMap((s) => {
      if (s.kind !== 'break') return [index.get(`${kinds[s.kind]}:${typeof s.id}:${s.id}`)!];
      const k = nodes.breaks.findIndex((b) => b.route === r && v.breaks![b.index]!.id === s.id);
      return k < 0 ? [] : [nodes.breakNode(k)];
    });
  });
  const frozen = Int32Array.from(nodes.routes, ({ vehicle, shift }) =>
    shift === 0 ? (problem.vehicles[vehicle]!.frozen ?? 0) : 0,
  );
  return { given, frozen };
}

function ties(problem: RoutingProblem, tasks: readonly Task[]) {
  const index = new Map(tasks.flatMap((t, i) => (t.stop ? [[t.id, i] as const] : [])));
  const groups = (problem.together ?? []).map((g) => g.stops.map((id) => index.get(id)!));
  const groupOf = new Int32Array(tasks.length).fill(-1);
  groups.forEach((g, k) => {
    for (const i of g) groupOf[i] = k;
  });
  const pairs = problem.precedence ?? [];
  return {
    groups,
    groupOf,
    first: Int32Array.from(pairs, (p) => index.get(p.first)!),
    second: Int32Array.from(pairs, (p) => index.get(p.second)!),
    gap: Int32Array.from(pairs, (p) => p.gap ?? 0),
  };
}
