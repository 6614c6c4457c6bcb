import type { Model } from '../compile/model.js';
import { unitOf } from './kinds.js';

/** Most values that one run of the row program may hold (8 bytes each). */
export const ROOM = 6_000_000;

/** Memory that all row programs of a solver share; they run one at a time. */
export class Workspace {
  /** Minutes are counted in this unit. */
  readonly unit: number;
  /** Best costs by layer, node, outer index, minutes. Grows up to `ROOM`. */
  cells = new Float64Array(1 << 16);
  /** 1 where a vector of `cells` holds anything. */
  alive = new Uint8Array(1 << 12);
  /** Cheapest cost and choice of each kind, by layer. */
  kindCost = new Float64Array(1 << 10);
  kindBest = new Uint8Array(1 << 10);
  /** The row found by the last run, by day. */
  readonly filled: Uint8Array;
  /** Runs so far: the solver's unit of work. */
  runs = 0;

  constructor(model: Model) {
    this.unit = unitOf(model.minutes);
    this.filled = new Uint8Array(model.days);
  }

  reserve(values: number, vectors: number, kinds: number): void {
    if (this.cells.length < values) this.cells = new Float64Array(Math.ceil(values * 1.3));
    if (this.alive.length < vectors) this.alive = new Uint8Array(vectors * 2);
    if (this.kindCost.length < kinds) {
      this.kindCost = new Float64Array(kinds * 2);
      this.kindBest = new Uint8Array(kinds * 2);
    }
    this.alive.fill(0, 0, vectors);
  }
}
