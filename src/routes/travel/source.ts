/** A point of the earth, WGS84 degrees. */
export interface LonLat {
  readonly lon: number;
  readonly lat: number;
}

/** From `from` (seconds of the day's time line) on, travel takes `factor` times as long, until the next step. */
export interface TrafficStep {
  readonly from: number;
  readonly factor: number;
}

/** Rows are origins, columns are destinations; integers. */
export type Table = readonly (readonly number[])[] | { readonly size: number; readonly cells: Int32Array };

/** Travel given by hand or fetched from a routing service. Seconds, metres; -1 means no way. */
export interface MatrixTravel {
  readonly kind: 'matrix';
  readonly seconds: Table;
  /** Absent: distances are not known, so neither `perKm` nor `maxDistance` can be used. */
  readonly metres?: Table;
  /** Used in place of the vehicle's travel costs. */
  readonly costs?: Table;
  readonly traffic?: readonly TrafficStep[];
}

/** How coordinates become travel: seconds = overhead + metres / speed, metres = detour × straight line. */
export interface TravelFit {
  /** Seconds a leg, whatever its length. */
  readonly overhead: number;
  /** Road over straight line. */
  readonly detour: number;
  /** Metres a second. */
  readonly speed: number;
}

/** Travel worked out from coordinates when it is asked for; needs no table, so it serves ten thousand places. */
export interface EstimateTravel {
  readonly kind: 'estimate';
  readonly points: readonly LonLat[];
  /** Absent: the shipped fit. */
  readonly fit?: TravelFit;
  readonly traffic?: readonly TrafficStep[];
}

/** Where travel between places comes from. */
export type Travel = MatrixTravel | EstimateTravel;
