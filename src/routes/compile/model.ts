import type { Shipment } from '../shipment.js';
import type { Stop } from '../stop.js';
import type { Id } from '../unit.js';

/** Later than any time, dearer than any leg; small enough that sums of two stay exact in 31 bits. */
export const NEVER = 1_000_000_000;

/** What a node is. */
export const NodeKind = { stop: 0, pickup: 1, delivery: 2, break: 3, start: 4, end: 5 } as const;

/** Travel of the vehicles that share profile, speed and prices. The row of a place lies contiguous in each table. */
export interface Fleet {
  /** Places; the last one is nowhere, at no distance from any (open routes). */
  readonly places: number;
  /** `[from * places + to]` or absent when worked out on demand. */
  readonly cost: Int32Array | null;
  readonly time: Int32Array | null;
  readonly metres: Int32Array | null;
  /** `[to * places + from]`: the same cells, so that reads into one stop stay in one row. */
  readonly costInto: Int32Array | null;
  readonly timeInto: Int32Array | null;
  /** On demand: plane coordinates in metres and the fit. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly overhead: number;
  readonly detour: number;
  readonly secondsPerMetre: number;
  readonly costPerSecond: number;
  readonly costPerMetre: number;
  /** Start of each traffic step and its factor; empty: always 1. */
  readonly trafficFrom: Float64Array;
  readonly trafficFactor: Float64Array;
}

/**
 * A problem as flat arrays. Nodes: stops and shipment halves `[0, tasks)`, breaks `[tasks, tasks + breaks)`, then the
 * start and the end of each route. A route is one shift of one vehicle. Costs are integers: the problem's cost × `scale`.
 */
export interface Model {
  readonly tasks: number;
  readonly breaks: number;
  readonly routes: number;
  readonly size: number;
  readonly dims: number;
  readonly scale: number;
  /** Subtracted from every time. */
  readonly origin: number;
  readonly kind: Uint8Array;
  readonly place: Int32Array;
  /** The other half of a shipment, else -1. */
  readonly partner: Int32Array;
  /** First opening and last closing. */
  readonly open: Int32Array;
  readonly close: Int32Array;
  /** Windows of node i: `[winAt[i], winAt[i + 1])`. */
  readonly winAt: Int32Array;
  readonly winOpen: Int32Array;
  readonly winClose: Int32Array;
  /** `[type * size + node]`. */
  readonly service: Int32Array;
  readonly setup: Int32Array;
  /** `[node * dims + d]`: on board from the start, and to the end; shipments use `take` with a sign. */
  readonly deliver: Int32Array;
  readonly take: Int32Array;
  readonly capacity: Int32Array;
  /** `[task * routes + route]`, or null when every route may serve every stop. */
  readonly allowed: Uint8Array | null;
  /** Vehicle that a task is locked to, or -1. */
  readonly lockOf: Int32Array;
  /** Cost of leaving a task out (a shipment's stands on its pickup). */
  readonly penalty: Float64Array;
  readonly softOpen: Int32Array;
  readonly softClose: Int32Array;
  readonly softCost: Float64Array;
  readonly hasSoft: boolean;
  /** 0 free, 1 first, 2 last of its route. */
  readonly position: Uint8Array;
  readonly fleets: readonly Fleet[];
  readonly fleetOf: Int32Array;
  readonly typeOf: Int32Array;
  readonly fixedCost: Float64Array;
  /** Cost of one second of setup and service. */
  readonly taskRate: Float64Array;
  readonly maxTasks: Int32Array;
  readonly maxTravel: Int32Array;
  readonly maxMetres: Int32Array;
  readonly vehicleOf: Int32Array;
  readonly vehicleIds: readonly Id[];
  readonly shiftOf: Int32Array;
  /** Index of a break (by node - tasks) among its vehicle's breaks. */
  readonly breakOf: Int32Array;
  readonly breaksOf: readonly (readonly number[])[];
  /** Nodes of each route to begin from; the first `frozen` of them never move. */
  readonly given: readonly (readonly number[])[];
  readonly frozen: Int32Array;
  /** Stops that start together: group of a task or -1, and the groups. */
  readonly groupOf: Int32Array;
  readonly groups: readonly (readonly number[])[];
  /** Precedences as pairs of tasks with a gap in seconds. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly gap: Int32Array;
  readonly balanceWeight: number;
  readonly balanceTime: boolean;
  /** Work of a route when all routes have the same. */
  readonly balanceMean: number;
  /** No rule but one window, one load and lengths of routes: the constant-time tests on integers suffice. */
  readonly plain: boolean;
  /** What a task was made from. */
  readonly source: readonly { readonly stop?: Stop; readonly shipment?: Shipment }[];
  readonly ids: readonly Id[];
}

/** First node of a route. */
export const startOf = (m: Model, route: number): number => m.tasks + m.breaks + 2 * route;
/** Last node of a route. */
export const endOf = (m: Model, route: number): number => m.tasks + m.breaks + 2 * route + 1;
