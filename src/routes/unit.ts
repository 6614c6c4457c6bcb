/** Name of a vehicle, stop, shipment or break, unique among its kind. */
export type Id = string | number;

/** Row and column of the travel source. */
export type PlaceIndex = number;

/** Seconds, both ends included: a service may start at `start` and at `end`. */
export interface TimeWindow {
  readonly start: number;
  readonly end: number;
}

/** Start of service outside of it is allowed but costs. Seconds; cost per second early or late. */
export interface SoftWindow {
  readonly start: number;
  readonly end: number;
  readonly costPerSecond: number;
}
