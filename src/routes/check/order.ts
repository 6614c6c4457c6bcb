import type { Id } from '../unit.js';
import type { GivenStep } from '../vehicle.js';

/** An order to be checked: which steps one shift of one vehicle takes, one after the other. */
export interface OrderedRoute {
  readonly vehicle: Id;
  /** Default 0. */
  readonly shift?: number;
  /** `at` fixes a start of service; without it each step starts as early as it can. */
  readonly steps: readonly GivenStep[];
}
