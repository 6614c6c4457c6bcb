import type { Violation } from '../check/violation.js';
import type { Plan, PlannedRoute, PlanStep } from '../plan.js';
import type { RoutingProblem } from '../problem.js';
import type { Id } from '../unit.js';
import type { Echo, VroomProblem } from './read.js';

/** VROOM's names for what its checker reports; other rules go by their own name. */
const causes: Partial<Record<Violation['rule'], string>> = {
  window: 'delay',
  shift: 'delay',
  step_time: 'delay',
  capacity: 'load',
  pickup_delivery: 'precedence',
  break_missing: 'missing_break',
};

/** A plan as VROOM's JSON: summary, routes with steps, unassigned. `bm:` keys carry reasons and what VROOM cannot say. */
export function writeVroom(read: VroomProblem, plan: Plan, violations: readonly Violation[] = []): object {
  const { problem, echo } = read;
  const priority = priorities(problem);
  const routes = plan.routes.map((r) => writeRoute(problem, echo, r, violations, priority));
  const sum = (key: 'setup' | 'service' | 'travel' | 'waiting' | 'distance') =>
    plan.routes.reduce((total, r) => total + (r[key] ?? 0), 0);
  const metres = plan.routes.every((r) => r.distance !== undefined) && plan.routes.length > 0;
  return {
    code: 0,
    summary: {
      cost: plan.cost,
      routes: routes.length,
      unassigned: plan.leftOut.reduce((n, l) => n + (l.kind === 'shipment' ? 2 : 1), 0),
      setup: sum('setup'),
      service: sum('service'),
      duration: sum('travel'),
      waiting_time: sum('waiting'),
      priority: routes.reduce((total, r) => total + r.priority, 0),
      ...(metres ? { distance: sum('distance') } : {}),
      violations: violations.map(writeViolation),
    },
    unassigned: plan.leftOut.flatMap(({ kind, id, rule, message }) =>
      (kind === 'stop' ? ['job'] : ['pickup', 'delivery']).map((type) => ({
        id: type === 'delivery' ? echo.deliveryOf.get(id) : id,
        type,
        ...described(echo, type === 'job' ? `stop:${id}` : `${type}:${id}`),
        'bm:rule': rule,
        'bm:reason': message,
      })),
    ),
    routes,
    ...(read.ignored.length > 0 ? { 'bm:ignored': read.ignored } : {}),
  };
}

const described = (echo: Echo, name: string) => {
  const description = echo.description.get(name);
  return description === undefined ? {} : { description };
};

function writeViolation({ rule, message, by, vehicle, id }: Violation): object {
  const amount = by === undefined ? {} : causes[rule] === 'delay' ? { duration: by } : { 'bm:by': by };
  return { cause: causes[rule] ?? rule, ...amount, 'bm:vehicle': vehicle, 'bm:id': id, 'bm:reason': message };
}

function writeRoute(
  problem: RoutingProblem,
  echo: Echo,
  route: PlannedRoute,
  all: readonly Violation[],
  priority: ReadonlyMap<string, number>,
) {
  const { vehicle, shift, cost, travel, waiting, setup, service, distance, steps } = route;
  const mine = all.filter((v) => v.vehicle === vehicle && v.shift === shift);
  const shifts = problem.vehicles.find((v) => v.id === vehicle)?.shifts?.length ?? 1;
  let ordered = -1;
  return {
    vehicle,
    ...described(echo, `vehicle:${vehicle}`),
    ...(shifts > 1 ? { 'bm:shift': shift } : {}),
    cost,
    setup,
    service,
    duration: travel,
    waiting_time: waiting,
    priority: steps.reduce((sum, s) => sum + (priority.get(`${s.kind}:${s.id}`) ?? 0), 0),
    ...(distance === undefined ? {} : { distance }),
    steps: steps.map((s) => {
      if (s.kind !== 'start' && s.kind !== 'end') ordered++;
      const at = s.kind === 'start' || s.kind === 'end' ? undefined : ordered;
      return writeStep(echo, vehicle, s, at === undefined ? [] : mine.filter((v) => v.step === at));
    }),
    violations: mine.map(writeViolation),
  };
}

/** Priority of each stop and, on its pickup, of each shipment. */
function priorities(problem: RoutingProblem): Map<string, number> {
  const out = new Map<string, number>();
  for (const s of problem.stops) out.set(`stop:${s.id}`, s.priority ?? 0);
  for (const s of problem.shipments ?? []) out.set(`pickup:${s.id}`, s.priority ?? 0);
  return out;
}

function writeStep(echo: Echo, vehicle: Id, step: PlanStep, violations: readonly Violation[]): object {
  const { kind, id, place, arrival, waiting, setup, service, load, travel, distance } = step;
  const point = place === undefined ? undefined : echo.points[place];
  const name = kind === 'break' ? `break:${vehicle}:${id}` : `${kind}:${id}`;
  return {
    type: kind === 'stop' ? 'job' : kind,
    ...(id === undefined ? {} : { id: kind === 'delivery' ? echo.deliveryOf.get(id) : id }),
    ...described(echo, name),
    ...(point ? { location: [point.lon, point.lat] } : place === undefined ? {} : { location_index: place }),
    setup,
    service,
    waiting_time: waiting,
    load,
    arrival,
    duration: travel,
    ...(distance === undefined ? {} : { distance }),
    violations: violations.map(writeViolation),
  };
}
