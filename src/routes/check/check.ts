import type { Plan, PlannedRoute } from '../plan.js';
import type { RoutingProblem } from '../problem.js';
import type { Vehicle } from '../vehicle.js';
import { checkAcross, type Event } from './across.js';
import { Drive, type Driven } from './drive.js';
import type { OrderedRoute } from './order.js';
import { type Resolved, resolver } from './resolve.js';
import { checkRoute } from './route.js';
import type { PlanRule, Violation } from './violation.js';

/** What a plan really does. */
export interface CheckReport {
  /** No rule is broken; stops that are left out break none. */
  readonly legal: boolean;
  /** Driven as early as possible in the given order, with times, loads and costs counted anew. */
  readonly plan: Plan;
  readonly violations: readonly Violation[];
}

/** The order of a plan's routes: what `check` takes. Starts are kept where the plan waits for another vehicle. */
export function orderOf(plan: Plan): OrderedRoute[] {
  return plan.routes.map(({ vehicle, shift, steps }) => ({
    vehicle,
    shift,
    steps: steps.flatMap((s) =>
      s.kind === 'start' || s.kind === 'end'
        ? []
        : [{ kind: s.kind, id: s.id!, ...(s.waiting > 0 ? { at: s.arrival + s.waiting } : {}) }],
    ),
  }));
}

/**
 * Drives the given routes through a checked problem and reports every time, load and broken rule. It shares no code
 * with the search: it reads the problem itself, and simulates second by second what the search only bounds.
 */
export function check(problem: RoutingProblem, routes: readonly OrderedRoute[]): CheckReport {
  const violations: Violation[] = [];
  const find = resolver(problem);
  const events: Event[] = [];
  const planned: PlannedRoute[] = [];
  const used = new Set<string>();
  let cost = 0;
  for (const route of routes) {
    const vehicle = problem.vehicles.find((v) => v.id === route.vehicle);
    const shift = route.shift ?? 0;
    const add = (rule: PlanRule, message: string, step?: number, by?: number) => {
      const id = step === undefined ? undefined : route.steps[step]?.id;
      violations.push({ rule, message, vehicle: route.vehicle, shift, step, id, by });
    };
    if (!vehicle || shift >= (vehicle.shifts?.length ?? 1)) {
      add('unknown_vehicle', 'The problem has no such vehicle or shift');
      continue;
    }
    const name = `${typeof vehicle.id}:${vehicle.id}:${shift}`;
    if (used.has(name)) add('vehicle_twice', 'This shift of this vehicle has two routes');
    used.add(name);
    const resolved = route.steps.map((s) => find(s));
    const driven = driveRoute(problem, vehicle, shift, route, resolved, add);
    checkRoute(problem, vehicle, shift, route, resolved, driven, add);
    route.steps.forEach((step, i) => {
      const begin = driven.begins[i]!;
      events.push({ step, resolved: resolved[i], vehicle, shift, index: i, begin, end: driven.ends[i]! });
    });
    const tasks = resolved.filter((r) => r !== undefined).length;
    const routeCost =
      tasks === 0 ? 0 : driven.cost + (vehicle.costs?.fixed ?? 0) + balance(problem, driven, tasks);
    cost += routeCost;
    const { steps, travel, waiting, setup, service, distance } = driven;
    const at = { vehicle: vehicle.id, shift, cost: routeCost, travel, waiting, setup, service };
    planned.push({ ...at, ...(distance === undefined ? {} : { distance }), steps });
  }
  const leftOut = checkAcross(problem, events, violations);
  return { legal: violations.length === 0, plan: { cost, routes: planned, leftOut }, violations };
}

function driveRoute(
  problem: RoutingProblem,
  vehicle: Vehicle,
  shift: number,
  route: OrderedRoute,
  resolved: readonly (Resolved | undefined)[],
  add: (rule: PlanRule, message: string, step?: number, by?: number) => void,
): Driven {
  const dims = vehicle.capacity?.length ?? 0;
  const load = Array.from({ length: dims }, (_, d) =>
    resolved.reduce((sum, r) => sum + (r?.stop?.delivery?.[d] ?? 0), 0),
  );
  load.forEach((l, d) => {
    const over = l - (vehicle.capacity?.[d] ?? 0);
    if (over > 0) add('capacity', 'More is loaded at the start than the vehicle can carry', undefined, over);
  });
  const drive = new Drive(problem, vehicle, shift, load, add);
  route.steps.forEach((step, i) => {
    const what = resolved[i];
    if (what) drive.serve(step, what, i, Number.NEGATIVE_INFINITY);
    else {
      const next = resolved.slice(i + 1).find((r) => r !== undefined);
      drive.rest(step, i, next ? next.visit.place : vehicle.end);
    }
  });
  const home = drive.home();
  const end = vehicle.shifts?.[shift]?.end;
  if (end !== undefined && home > end) add('shift', 'The route ends after the shift', undefined, home - end);
  return drive.driven;
}

function balance(problem: RoutingProblem, driven: Driven, tasks: number): number {
  const { balance: rule } = problem;
  if (!rule) return 0;
  const routes = problem.vehicles.reduce((n, v) => n + (v.shifts?.length ?? 1), 0);
  const visits = [...problem.stops, ...(problem.shipments ?? []).flatMap((s) => [s.pickup, s.delivery])];
  const total =
    rule.of === 'tasks'
      ? visits.length
      : visits.reduce((sum, v) => sum + (v.service ?? 0) + (v.setup ?? 0), 0);
  const rests = driven.steps.reduce((sum, s) => sum + (s.kind === 'break' ? s.service : 0), 0);
  const work = rule.of === 'tasks' ? tasks : driven.travel + driven.setup + driven.service - rests;
  return (rule.weight * work * work) / Math.max(rule.of === 'tasks' ? 1 : 1800, total / routes);
}
