import type { Id } from '../unit.js';

/** Names of the rules that a plan can break. */
export type PlanRule =
  | 'unknown_vehicle'
  | 'unknown_task'
  | 'vehicle_twice'
  | 'task_twice'
  | 'task_missing'
  | 'shift'
  | 'window'
  | 'unreachable'
  | 'skills'
  | 'vehicle_lock'
  | 'position'
  | 'frozen'
  | 'capacity'
  | 'pickup_delivery'
  | 'break_missing'
  | 'max_tasks'
  | 'max_travel_time'
  | 'max_distance'
  | 'together'
  | 'precedence'
  | 'step_time'
  | 'arrival';

/** One broken rule, and where. */
export interface Violation {
  readonly rule: PlanRule;
  /** One English sentence. */
  readonly message: string;
  readonly vehicle?: Id;
  readonly shift?: number;
  /** Index into the steps of the order, where one is at fault. */
  readonly step?: number;
  readonly id?: Id;
  /** Seconds late or early, metres or amounts too many, where that says more. */
  readonly by?: number;
}
