import type { Shipment } from './shipment.js';
import type { Stop } from './stop.js';
import type { Travel } from './travel/source.js';
import type { Id } from './unit.js';
import type { Vehicle } from './vehicle.js';

/** These stops start at the same second, each with a vehicle of its own (two crews, two departments). */
export interface Together {
  readonly stops: readonly Id[];
}

/** `second` starts not before `first` is finished plus `gap` seconds (default 0); the vehicles may differ. */
export interface Precedence {
  readonly first: Id;
  readonly second: Id;
  readonly gap?: number;
}

/**
 * Even work between vehicles: `weight` × Σ work² ÷ mean is added to the cost. Work is stops, or seconds of travel,
 * setup and service; mean is that of all stops (at least 1), or of all service and setup (at least 1,800), a route.
 */
export interface Balance {
  readonly of: 'tasks' | 'time';
  readonly weight: number;
}

/**
 * A vehicle routing problem. All times are integer seconds on one time line of the caller's choice (of the day, or of
 * the epoch), all lengths integer metres. `Routing` because a `Problem` in this house is why something was refused.
 */
export interface RoutingProblem {
  readonly vehicles: readonly Vehicle[];
  readonly stops: readonly Stop[];
  readonly shipments?: readonly Shipment[];
  /** By profile. All sources know the same places. */
  readonly travel: Readonly<Record<string, Travel>>;
  readonly together?: readonly Together[];
  readonly precedence?: readonly Precedence[];
  readonly balance?: Balance;
}
