import type { RoutingProblem } from '../problem.js';
import type { Vehicle } from '../vehicle.js';
import type { Driven, Say } from './drive.js';
import type { OrderedRoute } from './order.js';
import type { Resolved } from './resolve.js';

/** Rules that one route keeps or breaks by itself, beside its times and loads. */
export function checkRoute(
  problem: RoutingProblem,
  vehicle: Vehicle,
  shift: number,
  route: OrderedRoute,
  resolved: readonly (Resolved | undefined)[],
  driven: Driven,
  say: Say,
): void {
  const tasks = resolved.filter((r) => r !== undefined).length;
  if (tasks === 0) return;
  limits(vehicle, tasks, driven, say);
  demands(vehicle, resolved, say);
  positions(resolved, say);
  breaks(vehicle, shift, route, say);
  pairs(route, say);
  frozen(vehicle, shift, route, say);
  unknown(problem, vehicle, route, resolved, say);
}

function limits(vehicle: Vehicle, tasks: number, { travel, distance }: Driven, say: Say): void {
  const over = (value: number, limit: number | undefined) => (limit === undefined ? 0 : value - limit);
  const [t, s, m] = [
    over(tasks, vehicle.maxTasks),
    over(travel, vehicle.maxTravelTime),
    over(distance ?? 0, vehicle.maxDistance),
  ];
  if (t > 0) say('max_tasks', 'The route has more tasks than the vehicle may take', undefined, t);
  if (s > 0) say('max_travel_time', 'The route travels longer than the vehicle may', undefined, s);
  if (m > 0) say('max_distance', 'The route is longer than the vehicle may go', undefined, m);
}

function demands(vehicle: Vehicle, resolved: readonly (Resolved | undefined)[], say: Say): void {
  const has = new Set(vehicle.skills);
  resolved.forEach((r, i) => {
    const item = r?.stop ?? r?.shipment;
    if (!item) return;
    if ((item.skills ?? []).some((s) => !has.has(s))) say('skills', 'The vehicle lacks a skill', i);
    if (item.vehicle !== undefined && item.vehicle !== vehicle.id) {
      say('vehicle_lock', 'The stop is locked to another vehicle', i);
    }
  });
}

function positions(resolved: readonly (Resolved | undefined)[], say: Say): void {
  const tasks = resolved.flatMap((r, i) => (r ? [{ r, i }] : []));
  tasks.forEach(({ r, i }, k) => {
    if (r.stop?.position === 'first' && k > 0) say('position', 'The stop must be the first of its route', i);
    if (r.stop?.position === 'last' && k < tasks.length - 1)
      say('position', 'The stop must be the last of its route', i);
  });
}

function breaks(vehicle: Vehicle, shift: number, route: OrderedRoute, say: Say): void {
  const window = vehicle.shifts?.[shift];
  const taken = route.steps.filter((s) => s.kind === 'break').map((s) => s.id);
  for (const b of vehicle.breaks ?? []) {
    const due =
      !b.windows || !window || b.windows.some((w) => w.start <= window.end && w.end >= window.start);
    if (due && !taken.includes(b.id)) say('break_missing', 'A break of the vehicle is not in the route');
  }
}

function pairs(route: OrderedRoute, say: Say): void {
  const open = new Set<unknown>();
  route.steps.forEach((s, i) => {
    if (s.kind === 'pickup') open.add(s.id);
    if (s.kind === 'delivery' && !open.delete(s.id)) {
      say('pickup_delivery', 'The delivery comes without its pickup before it', i);
    }
  });
  if (open.size > 0) say('pickup_delivery', 'What is picked up is not delivered');
}

function frozen(vehicle: Vehicle, shift: number, route: OrderedRoute, say: Say): void {
  if (shift !== 0) return;
  for (let i = 0; i < (vehicle.frozen ?? 0); i++) {
    const want = vehicle.steps![i]!;
    const is = route.steps[i];
    if (is?.kind !== want.kind || is.id !== want.id) say('frozen', 'A frozen step is not in its place', i);
  }
}

function unknown(
  _problem: RoutingProblem,
  vehicle: Vehicle,
  route: OrderedRoute,
  resolved: readonly (Resolved | undefined)[],
  say: Say,
): void {
  route.steps.forEach((s, i) => {
    const known = s.kind === 'break' ? vehicle.breaks?.some((b) => b.id === s.id) : resolved[i] !== undefined;
    if (!known) say('unknown_task', 'The problem has no such stop, shipment or break', i);
  });
}
