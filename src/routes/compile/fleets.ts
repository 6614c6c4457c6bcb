import type { RoutingProblem } from '../problem.js';
import { project, shippedFit } from '../travel/estimate.js';
import type { MatrixTravel, Table, Travel } from '../travel/source.js';
import type { Vehicle } from '../vehicle.js';
import { type Fleet, NEVER } from './model.js';

const none = new Float64Array(0);

/** Rows of a square table. */
export const tableSize = (table: Table): number => ('cells' in table ? table.size : table.length);

/** One cell of a table. */
export const cellOf = (table: Table, from: number, to: number): number =>
  'cells' in table ? table.cells[from * table.size + to]! : table[from]![to]!;

/** A square table of `size + 1` places, the last of which is nowhere. */
function fill(size: number, cell: (from: number, to: number) => number): Int32Array {
  const wide = size + 1;
  const cells = new Int32Array(wide * wide);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) cells[i * wide + j] = cell(i, j);
  return cells;
}

/** The same cells by destination; the table itself when it is symmetric, which saves cache. */
function turned(cells: Int32Array, wide: number): Int32Array {
  let same = true;
  const out = new Int32Array(cells.length);
  for (let i = 0; i < wide; i++) {
    for (let j = 0; j < wide; j++) {
      const v = cells[i * wide + j]!;
      out[j * wide + i] = v;
      if (v !== cells[j * wide + i]) same = false;
    }
  }
  return same ? cells : out;
}

const same = (a: Int32Array, b: Int32Array): boolean => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

function rates(vehicle: Vehicle, scale: number) {
  const perHour = vehicle.costs?.perHour ?? 3600;
  const perKm = vehicle.costs?.perKm ?? 0;
  return { perSecond: (perHour / 3600) * scale, perMetre: (perKm / 1000) * scale };
}

function fromMatrix(travel: MatrixTravel, vehicle: Vehicle, scale: number, origin: number): Fleet {
  const size = tableSize(travel.seconds);
  const speed = vehicle.speedFactor ?? 1;
  const { perSecond, perMetre } = rates(vehicle, scale);
  const way = (i: number, j: number) => cellOf(travel.seconds, i, j) >= 0;
  const seconds = (i: number, j: number) => Math.round(cellOf(travel.seconds, i, j) / speed);
  const time = fill(size, (i, j) => (way(i, j) ? seconds(i, j) : NEVER));
  const given = travel.costs;
  const price = given
    ? (i: number, j: number) => Math.round(cellOf(given, i, j) * scale)
    : (i: number, j: number) =>
        Math.round(seconds(i, j) * perSecond + (travel.metres ? cellOf(travel.metres, i, j) : 0) * perMetre);
  let cost = fill(size, (i, j) => (way(i, j) ? Math.min(NEVER, price(i, j)) : NEVER));
  if (same(cost, time)) cost = time;
  const timeInto = turned(time, size + 1);
  const metres = travel.metres;
  return {
    places: size + 1,
    cost,
    time,
    metres: metres ? fill(size, (i, j) => Math.max(0, cellOf(metres, i, j))) : null,
    costInto: cost === time ? timeInto : turned(cost, size + 1),
    timeInto,
    x: none,
    y: none,
    overhead: 0,
    detour: 1,
    secondsPerMetre: 0,
    costPerSecond: perSecond,
    costPerMetre: perMetre,
    ...traffic(travel, origin),
  };
}

function withNowhere(axis: Float64Array): Float64Array {
  const out = new Float64Array(axis.length + 1);
  out.set(axis);
  return out;
}

const traffic = (travel: Travel, origin: number) => ({
  trafficFrom: Float64Array.from(travel.traffic ?? [], (t) => t.from - origin),
  trafficFactor: Float64Array.from(travel.traffic ?? [], (t) => t.factor),
});

/** Up to this many places an estimate is laid out as a table, since reading beats working out. */
const TABLE_BOUND = 3000;

function fromEstimate(
  travel: Travel & { kind: 'estimate' },
  vehicle: Vehicle,
  scale: number,
  origin: number,
): Fleet {
  const fit = travel.fit ?? shippedFit;
  const { x, y } = project(travel.points);
  const { perSecond, perMetre } = rates(vehicle, scale);
  const size = travel.points.length;
  if (size <= TABLE_BOUND) {
    const metres = (i: number, j: number) =>
      i === j ? 0 : Math.round(Math.hypot(x[i]! - x[j]!, y[i]! - y[j]!) * fit.detour);
    const cells = Int32Array.from({ length: size * size }, (_, k) => metres(Math.floor(k / size), k % size));
    const seconds = cells.map((d, k) =>
      Math.floor(k / size) === k % size ? 0 : Math.round(fit.overhead + d / fit.speed),
    );
    return fromMatrix(
      { kind: 'matrix', seconds: { size, cells: seconds }, metres: { size, cells }, traffic: travel.traffic },
      vehicle,
      scale,
      origin,
    );
  }
  return {
    places: size + 1,
    cost: null,
    time: null,
    metres: null,
    costInto: null,
    timeInto: null,
    x: withNowhere(x),
    y: withNowhere(y),
    overhead: fit.overhead / (vehicle.speedFactor ?? 1),
    detour: fit.detour,
    secondsPerMetre: 1 / fit.speed / (vehicle.speedFactor ?? 1),
    costPerSecond: perSecond,
    costPerMetre: perMetre,
    ...traffic(travel, origin),
  };
}

/** One fleet for all vehicles that travel alike; `of[v]` is the fleet of vehicle v. */
export function compileFleets(
  problem: RoutingProblem,
  scale: number,
  origin: number,
): { fleets: Fleet[]; of: number[] } {
  const fleets: Fleet[] = [];
  const known = new Map<string, number>();
  const of = problem.vehicles.map((vehicle) => {
    const profile = vehicle.profile ?? 'car';
    const { perSecond, perMetre } = rates(vehicle, scale);
    const key = JSON.stringify([profile, vehicle.speedFactor ?? 1, perSecond, perMetre]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const travel = problem.travel[profile]!;
    fleets.push(
      travel.kind === 'matrix'
        ? fromMatrix(travel, vehicle, scale, origin)
        : fromEstimate(travel, vehicle, scale, origin),
    );
    known.set(key, fleets.length - 1);
    return fleets.length - 1;
  });
  return { fleets, of };
}
