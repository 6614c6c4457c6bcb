import type { Id, PlaceIndex, SoftWindow, TimeWindow } from './unit.js';

/** What a visit takes, shared by stops and both halves of a shipment. Seconds. */
export interface Visit {
  readonly place: PlaceIndex;
  /** Spent once when the vehicle comes from another place (parking, unpacking). Default 0. */
  readonly setup?: number;
  /** Default 0. */
  readonly service?: number;
  readonly setupPerType?: Readonly<Record<string, number>>;
  readonly servicePerType?: Readonly<Record<string, number>>;
  /** Setup begins in one of them; setup and service may run past its end. Absent: at any time. */
  readonly windows?: readonly TimeWindow[];
  readonly soft?: SoftWindow;
}

/** One place to be served by one vehicle. */
export interface Stop extends Visit {
  readonly id: Id;
  /** Amounts on board from the start of the route to this stop. */
  readonly delivery?: readonly number[];
  /** Amounts on board from this stop to the end of the route. */
  readonly pickup?: readonly number[];
  /** The vehicle must have all of them. */
  readonly skills?: readonly Id[];
  /** 0–100; where not all can be served, a higher sum of priorities wins over a lower cost. Default 0. */
  readonly priority?: number;
  /** Only this vehicle. */
  readonly vehicle?: Id;
  /** Only the first or the last stop of its route. */
  readonly position?: 'first' | 'last';
  /** May be left out for this much cost. Absent: left out only when it cannot be served. */
  readonly prize?: number;
}
