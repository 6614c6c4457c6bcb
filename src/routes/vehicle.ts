import type { Break } from './break.js';
import type { Id, PlaceIndex, TimeWindow } from './unit.js';

/** What a vehicle costs. Travel is priced, waiting is not; all parts add up to the plan's cost. */
export interface VehicleCosts {
  /** Once, when the vehicle is used at all. Default 0. */
  readonly fixed?: number;
  /** Per hour of travel. Default 3600, so that one second of travel costs 1. */
  readonly perHour?: number;
  /** Per kilometre. Default 0. */
  readonly perKm?: number;
  /** Per hour of setup and service. Default 0. */
  readonly perTaskHour?: number;
}

/** One step of a given order: a stop, one half of a shipment, or a break of the vehicle. */
export interface GivenStep {
  readonly kind: 'stop' | 'pickup' | 'delivery' | 'break';
  readonly id: Id;
  /** The service starts exactly here. Seconds. */
  readonly at?: number;
  /** The service starts not before this. Seconds. */
  readonly after?: number;
  /** The service starts not after this. Seconds. */
  readonly before?: number;
}

/** A crew with its vehicle. Times are seconds on the problem's own time line. */
export interface Vehicle {
  readonly id: Id;
  /** Name of the travel source. Default `car`. */
  readonly profile?: string;
  /** Absent: the route begins at its first stop (open route). */
  readonly start?: PlaceIndex;
  /** Absent: the route ends at its last stop (open route). */
  readonly end?: PlaceIndex;
  /** One limit per dimension of load. */
  readonly capacity?: readonly number[];
  readonly skills?: readonly Id[];
  /** Working times of the day, sorted and disjoint; each is a route of its own. Absent: always. */
  readonly shifts?: readonly TimeWindow[];
  readonly breaks?: readonly Break[];
  readonly costs?: VehicleCosts;
  /** Divides travel times: 1.25 is a quarter faster. Default 1. */
  readonly speedFactor?: number;
  /** Key into `servicePerType` and `setupPerType` of a stop. */
  readonly type?: string;
  /** Stops and shipment halves, each route. */
  readonly maxTasks?: number;
  /** Seconds of travel, each route. */
  readonly maxTravelTime?: number;
  /** Metres, each route. */
  readonly maxDistance?: number;
  /** An order to begin from, or the order that `frozen` keeps. */
  readonly steps?: readonly GivenStep[];
  /** How many of the first `steps` stay as they are: nothing moves out of them or in between. */
  readonly frozen?: number;
}
