import type { Faults } from './faults.js';
import { limits } from './limits.js';

const key = (kind: string, id: unknown): string => `${kind}:${typeof id}:${String(id)}`;

/** Given orders name known tasks, each once, pickups before deliveries, and freeze no more than they have. */
export function checkOrders(
  f: Faults,
  vehicles: readonly unknown[],
  stops: ReadonlySet<unknown>,
  shipments: ReadonlySet<unknown>,
): void {
  const seen = new Set<string>();
  vehicles.forEach((vehicle, v) => {
    if (typeof vehicle !== 'object' || vehicle === null) return;
    const { steps, frozen, breaks } = vehicle as Record<string, unknown>;
    const field = `vehicles[${v}]`;
    const list = f.items(steps, `${field}.steps`, limits.stops);
    f.whole(frozen, `${field}.frozen`, 0, list.length);
    const rests = new Set(
      (Array.isArray(breaks) ? breaks : []).map((b) => (b as { id?: unknown } | null)?.id),
    );
    const known: Record<string, ReadonlySet<unknown>> = {
      stop: stops,
      pickup: shipments,
      delivery: shipments,
      break: rests,
    };
    list.forEach((step, i) => {
      const at = `${field}.steps[${i}]`;
      if (!f.object(step, at)) return;
      const kind = String(step.kind);
      if (!Object.hasOwn(known, kind))
        f.add(`${at}.kind`, 'unknown', `${at}.kind must be stop, pickup, delivery or break`);
      else if (!known[kind]!.has(step.id)) f.add(`${at}.id`, 'unknown', `${at}.id must be known`);
      const name = key(kind === 'break' ? `${v}break` : kind, step.id);
      if (seen.has(name)) f.add(at, 'twice', `${at} must not stand in the orders twice`);
      seen.add(name);
      if (
        kind === 'delivery' &&
        !list
          .slice(0, i)
          .some((o) => (o as typeof step).kind === 'pickup' && (o as typeof step).id === step.id)
      ) {
        f.add(at, 'order', `${at} must come after the pickup of its shipment, in the same route`);
      }
      for (const t of ['at', 'after', 'before']) {
        f.whole(step[t], `${at}.${t}`, -limits.time, limits.time, 'whole seconds');
      }
    });
  });
}

/** Groups that start together, and precedences: known stops, no stop in two groups, no circle. */
export function checkTies(f: Faults, problem: Record<string, unknown>, stops: ReadonlySet<unknown>): void {
  const grouped = new Set<unknown>();
  f.items(problem.together, 'together', limits.stops).forEach((group, g) => {
    const at = `together[${g}]`;
    if (!f.object(group, at)) return;
    const members = f.items(group.stops ?? null, `${at}.stops`, 10);
    if (members.length < 2) f.add(`${at}.stops`, 'few', `${at}.stops must name at least two stops`);
    members.forEach((id, i) => {
      if (!stops.has(id)) f.add(`${at}.stops[${i}]`, 'unknown', `${at}.stops[${i}] must be the id of a stop`);
      if (grouped.has(id))
        f.add(`${at}.stops[${i}]`, 'twice', `${at}.stops[${i}] must not stand in two groups`);
      grouped.add(id);
    });
  });
  const after = new Map<unknown, unknown[]>();
  f.items(problem.precedence, 'precedence', limits.stops).forEach((pair, i) => {
    const at = `precedence[${i}]`;
    if (!f.object(pair, at)) return;
    for (const end of ['first', 'second']) {
      if (!stops.has(pair[end])) f.add(`${at}.${end}`, 'unknown', `${at}.${end} must be the id of a stop`);
    }
    f.whole(pair.gap, `${at}.gap`, 0, limits.seconds, 'whole seconds');
    after.set(pair.first, [...(after.get(pair.first) ?? []), pair.second]);
  });
  if (hasCircle(after)) f.add('precedence', 'circle', 'precedence must not lead in a circle');
}

function hasCircle(after: ReadonlyMap<unknown, readonly unknown[]>): boolean {
  const before = new Map<unknown, number>();
  for (const list of after.values()) for (const id of list) before.set(id, (before.get(id) ?? 0) + 1);
  const free = [...after.keys()].filter((id) => !before.has(id));
  let edges = 0;
  for (const list of after.values()) edges += list.length;
  while (free.length > 0) {
    for (const id of after.get(free.pop()) ?? []) {
      edges--;
      before.set(id, before.get(id)! - 1);
      if (before.get(id) === 0) free.push(id);
    }
  }
  return edges > 0;
}
