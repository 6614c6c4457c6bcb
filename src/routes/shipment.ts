import type { Visit } from './stop.js';
import type { Id } from './unit.js';

/** Taken up at one place and set down at another by the same vehicle, in this order. */
export interface Shipment {
  readonly id: Id;
  readonly pickup: Visit;
  readonly delivery: Visit;
  /** Amounts on board between the two. */
  readonly amount?: readonly number[];
  readonly skills?: readonly Id[];
  /** 0–100, as for a stop. Default 0. */
  readonly priority?: number;
  /** Only this vehicle. */
  readonly vehicle?: Id;
  /** May be left out for this much cost. */
  readonly prize?: number;
}
