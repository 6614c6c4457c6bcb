import type { Chance } from '../random.js';
import type { State } from './state.js';

/** What the search asks of the rules. Two engines answer: one for plain problems, one for every rule. */
export interface Engine {
  /** Puts the times and loads of a whole route right. */
  schedule(s: State, route: number): void;
  /** Inserts a task (a shipment with both halves, a group with all its stops) where it is cheapest. False: no legal place. */
  insertBest(s: State, chance: Chance, task: number): boolean;
  /** Puts tasks into an empty route in this order. */
  fill(s: State, route: number, tasks: Int32Array): void;
  /** Takes one task out of its route and the cost; `schedule` must follow for the route. */
  pull(s: State, task: number): void;
}
