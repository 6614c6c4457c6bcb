import type { Faults } from './faults.js';
import { limits } from './limits.js';

/** Sorted, disjoint windows of whole seconds; at least one. */
export function checkWindows(f: Faults, value: unknown, field: string, most: number = limits.windows): void {
  const list = f.items(value, field, most);
  if (value !== undefined && Array.isArray(value) && value.length === 0) {
    f.add(field, 'empty', `${field} must have a window, or be left out`);
  }
  let last = Number.NEGATIVE_INFINITY;
  list.forEach((w, i) => {
    const at = `${field}[${i}]`;
    if (!f.object(w, at)) return;
    const fine = [w.start, w.end].every((t) => Number.isInteger(t) && Math.abs(t as number) <= limits.time);
    if (!fine) {
      f.add(at, 'time', `${at} must have start and end in whole seconds`);
      return;
    }
    if ((w.start as number) > (w.end as number)) f.add(at, 'order', `${at} must not end before it starts`);
    if ((w.start as number) <= last) f.add(at, 'overlap', `${at} must begin after the window before it`);
    last = w.end as number;
  });
}

/** Whole amounts, one per dimension of load. */
export function checkAmounts(f: Faults, value: unknown, field: string, dims: number): void {
  const list = f.items(value, field, limits.dims);
  list.forEach((a, d) => {
    if (a === undefined) f.add(`${field}[${d}]`, 'range', `${field}[${d}] must be a whole number`);
    f.whole(a, `${field}[${d}]`, 0, limits.amount);
  });
  if (Array.isArray(value) && value.length !== dims && list.length > 0) {
    f.add(field, 'dimensions', `${field} must have ${dims} numbers, as many as every vehicle's capacity`);
  }
}

function checkDurations(f: Faults, value: unknown, field: string): void {
  if (value === undefined || !f.object(value, field)) return;
  for (const seconds of Object.values(value))
    f.whole(seconds ?? null, field, 0, limits.seconds, 'whole seconds');
}

/** Place, durations and windows of a stop or of one half of a shipment. */
export function checkVisit(f: Faults, visit: Record<string, unknown>, field: string, places: number): void {
  f.whole(visit.place ?? null, `${field}.place`, 0, places - 1, 'a place');
  f.whole(visit.setup, `${field}.setup`, 0, limits.seconds, 'whole seconds');
  f.whole(visit.service, `${field}.service`, 0, limits.seconds, 'whole seconds');
  checkDurations(f, visit.setupPerType, `${field}.setupPerType`);
  checkDurations(f, visit.servicePerType, `${field}.servicePerType`);
  checkWindows(f, visit.windows, `${field}.windows`);
  if (visit.soft === undefined) return;
  const soft = visit.soft;
  if (!f.object(soft, `${field}.soft`)) return;
  checkWindows(f, [soft], `${field}.soft`);
  f.number(soft.costPerSecond ?? null, `${field}.soft.costPerSecond`, 0, 1e6);
}

/** Skills, lock, priority and prize, shared by stops and shipments. */
export function checkDemand(
  f: Faults,
  item: Record<string, unknown>,
  field: string,
  vehicles: ReadonlySet<unknown>,
): void {
  f.items(item.skills, `${field}.skills`, limits.skills).forEach((s, i) => {
    f.id(s, `${field}.skills[${i}]`);
  });
  f.whole(item.priority, `${field}.priority`, 0, 100);
  f.number(item.prize, `${field}.prize`, 0, limits.cost);
  if (item.vehicle !== undefined && !vehicles.has(item.vehicle)) {
    f.add(`${field}.vehicle`, 'unknown', `${field}.vehicle must be the id of a vehicle`);
  }
}
