import { fail, ok, type Result } from '../../problem.js';
import type { RoutingProblem } from '../problem.js';
import { Faults } from './faults.js';
import { limits } from './limits.js';
import { checkOrders, checkTies } from './orders.js';
import { checkTravel } from './travel.js';
import { checkVehicle, type Knows } from './vehicle.js';
import { checkAmounts, checkDemand, checkVisit } from './visit.js';

/**
 * Whether a value is a problem that the engine can work on. Refusals name every field at fault (up to fifty); nothing
 * is mended, guessed or ignored. Code `too_large` where a bound of `limits` is passed, else `bad_input`.
 */
export function checkInput(value: unknown): Result<RoutingProblem> {
  const f = new Faults();
  if (!f.object(value, 'problem')) return refusal(f);
  const places = checkTravel(f, value.travel);
  if (f.list.length > 0) return refusal(f);
  const vehicles = f.items(value.vehicles ?? null, 'vehicles', limits.vehicles);
  const stops = f.items(value.stops ?? null, 'stops', limits.stops);
  const shipments = f.items(value.shipments, 'shipments', limits.stops / 2);
  if (f.list.length > 0) return refusal(f);
  if (vehicles.length === 0) f.add('vehicles', 'empty', 'vehicles must have at least one vehicle');
  const dims = dimensions(vehicles, stops, shipments);
  const names = ids(f, vehicles, 'vehicles');
  const knows = sources(value.travel as RoutingProblem['travel']);
  each(f, vehicles, 'vehicles', (v, at) => checkVehicle(f, v, at, places, dims, knows));
  each(f, stops, 'stops', (s, at) => {
    checkVisit(f, s, at, places);
    checkDemand(f, s, at, names);
    checkAmounts(f, s.delivery, `${at}.delivery`, dims);
    checkAmounts(f, s.pickup, `${at}.pickup`, dims);
    if (s.position !== undefined && s.position !== 'first' && s.position !== 'last') {
      f.add(`${at}.position`, 'unknown', `${at}.position must be first or last`);
    }
  });
  each(f, shipments, 'shipments', (s, at) => {
    for (const half of ['pickup', 'delivery']) {
      const visit = s[half];
      if (f.object(visit, `${at}.${half}`)) checkVisit(f, visit, `${at}.${half}`, places);
    }
    checkDemand(f, s, at, names);
    checkAmounts(f, s.amount, `${at}.amount`, dims);
  });
  const stopIds = ids(f, stops, 'stops');
  checkOrders(f, vehicles, stopIds, ids(f, shipments, 'shipments'));
  checkTies(f, value, stopIds);
  checkBalance(f, value.balance);
  if (f.list.length === 0) checkSpan(f, value as unknown as RoutingProblem);
  return f.list.length > 0 ? refusal(f) : ok(value as unknown as RoutingProblem);
}

function refusal(f: Faults): Result<never> {
  const [first] = f.list;
  const code = f.list.some((x) => x.rule === 'too_many') ? 'too_large' : 'bad_input';
  return fail(code, first!.message, { field: first!.field, faults: f.list });
}

function each(
  f: Faults,
  list: readonly unknown[],
  field: string,
  look: (item: Record<string, unknown>, at: string) => void,
): void {
  for (let i = 0; i < list.length && !f.full; i++) {
    const item = list[i];
    if (f.object(item, `${field}[${i}]`)) look(item, `${field}[${i}]`);
  }
}

function ids(f: Faults, list: readonly unknown[], field: string): Set<unknown> {
  const seen = new Set<unknown>();
  list.forEach((item, i) => {
    const id = (item as { id?: unknown } | null)?.id;
    if (f.full || !f.id(id, `${field}[${i}].id`)) return;
    if (seen.has(id)) f.add(`${field}[${i}].id`, 'twice', `${field}[${i}].id must be unique`);
    seen.add(id);
  });
  return seen;
}

/** Dimensions of load: of the first vehicle, or of the first amount where vehicles name none. */
function dimensions(...lists: readonly (readonly unknown[])[]): number {
  for (const list of lists) {
    for (const item of list) {
      const { capacity, delivery, pickup, amount } = (item ?? {}) as Record<string, unknown>;
      for (const a of [capacity, delivery, pickup, amount])
        if (Array.isArray(a) && a.length > 0) return a.length;
    }
  }
  return 0;
}

function sources(travel: RoutingProblem['travel']): Map<string, Knows> {
  return new Map(
    Object.entries(travel).map(([profile, t]) => [
      profile,
      {
        metres: t.kind === 'estimate' || t.metres !== undefined,
        costs: t.kind === 'matrix' && t.costs !== undefined,
      },
    ]),
  );
}

function checkBalance(f: Faults, balance: unknown): void {
  if (balance === undefined || !f.object(balance, 'balance')) return;
  f.number(balance.weight ?? null, 'balance.weight', 0, 1e6);
  if (balance.of !== 'tasks' && balance.of !== 'time')
    f.add('balance.of', 'unknown', 'balance.of must be tasks or time');
}

/** The moments of a problem lie within one horizon, and the work stays within what memory can hold. */
function checkSpan(f: Faults, problem: RoutingProblem): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let routes = 0;
  const see = (windows: readonly { start: number; end: number }[] | undefined) => {
    for (const w of windows ?? []) {
      low = Math.min(low, w.start);
      // An open end is usual ("until the end of time") and counts as no bound.
      if (w.end - w.start < limits.horizon) high = Math.max(high, w.end);
    }
  };
  for (const v of problem.vehicles) {
    see(v.shifts);
    for (const b of v.breaks ?? []) see(b.windows);
    routes += v.shifts?.length ?? 1;
  }
  for (const s of problem.stops) see(s.windows);
  for (const s of problem.shipments ?? []) for (const half of [s.pickup, s.delivery]) see(half.windows);
  const tasks = problem.stops.length + 2 * (problem.shipments?.length ?? 0);
  if (high - low > limits.horizon) f.add('problem', 'horizon', 'All times must lie within fifteen years');
  if (routes > limits.routes)
    f.add('vehicles', 'too_many', `vehicles may have at most ${limits.routes} shifts together`);
  if (tasks * routes > limits.permissions) {
    f.add('problem', 'too_many', `stops times shifts may be at most ${limits.permissions}`);
  }
}
