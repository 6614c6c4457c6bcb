import type { Id, PlaceIndex } from './unit.js';

/** One event of a route. Seconds. */
export interface PlanStep {
  readonly kind: 'start' | 'stop' | 'pickup' | 'delivery' | 'break' | 'end';
  /** Absent on `start` and `end`. */
  readonly id?: Id;
  /** Absent on breaks. */
  readonly place?: PlaceIndex;
  readonly arrival: number;
  /** Between arrival and the start of setup. */
  readonly waiting: number;
  readonly setup: number;
  readonly service: number;
  /** On board when the vehicle leaves. */
  readonly load: readonly number[];
  /** Travel so far. */
  readonly travel: number;
  readonly distance?: number;
}

/** One shift of one vehicle. */
export interface PlannedRoute {
  readonly vehicle: Id;
  /** Index into the vehicle's shifts; 0 when it has none. */
  readonly shift: number;
  readonly cost: number;
  /** Seconds of travel. */
  readonly travel: number;
  readonly waiting: number;
  readonly setup: number;
  readonly service: number;
  /** Metres, where the travel source knows them. */
  readonly distance?: number;
  readonly steps: readonly PlanStep[];
}

/** Why a stop has no place in the plan: the rule that forbids it, or the lack of room. */
export type LeftOutRule =
  | 'no_vehicle'
  | 'skills'
  | 'vehicle_lock'
  | 'capacity'
  | 'window'
  | 'unreachable'
  | 'max_tasks'
  | 'max_travel_time'
  | 'max_distance'
  | 'together'
  | 'precedence'
  | 'not_worth_it'
  | 'no_room'
  /** Said by the checker: no route of the given order serves it. */
  | 'not_planned';

/** A stop or shipment that the plan leaves out. */
export interface LeftOut {
  readonly kind: 'stop' | 'shipment';
  readonly id: Id;
  readonly rule: LeftOutRule;
  readonly message: string;
}

/** The engine's answer. */
export interface Plan {
  readonly cost: number;
  readonly routes: readonly PlannedRoute[];
  readonly leftOut: readonly LeftOut[];
}
