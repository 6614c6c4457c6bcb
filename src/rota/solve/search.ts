import type { Model } from '../compile/model.js';
import { Chance } from '../random.js';
import { beginRow } from './begin.js';
import { Board } from './board.js';
import { Pool } from './columns.js';
import { grainOf, improve } from './improve.js';
import { RowProgram } from './row-program.js';
import { Workspace } from './workspace.js';

/** The state of one search: the board it works on, the best roster seen, and the lower bound proved. */
export class Search {
  readonly model: Model;
  readonly space: Workspace;
  readonly chance: Chance;
  readonly board: Board;
  readonly programs: RowProgram[];
  readonly pool: Pool;
  /** All penalties are multiples of it; 0 when nothing is known. */
  readonly grain: number;
  best: Uint8Array[];
  bestCost = Number.POSITIVE_INFINITY;
  bound: number;
  /** The person for whom no legal row was found, -1 when all have one. */
  readonly stuck: number;
  /** Part of the budget used up, 0 to 1; told by the caller before each slice. */
  spent = 0;
  private readonly work: Generator<void, void, void>;

  constructor(model: Model, seed: number) {
    this.model = model;
    this.space = new Workspace(model);
    this.chance = new Chance(seed);
    this.board = new Board(model);
    this.pool = new Pool(
      model.people,
      Math.max(20, Math.min(200, Math.floor(4e6 / (model.people * model.days)))),
    );
    this.programs = model.staff.map((s) => new RowProgram(model, s, this.space));
    this.stuck = this.programs.findIndex((program, p) => !beginRow(this.board, p, program, this.space));
    this.best = this.board.copyRows();
    if (this.stuck < 0) this.bestCost = this.board.cost;
    this.bound = leastWishes(model);
    this.grain = grainOf(model);
    this.work = improve(this);
  }

  /** Runs of the row program so far. */
  get steps(): number {
    return this.space.runs;
  }

  /** One slice; false when there is nothing left to do. */
  advance(spent: number): boolean {
    this.spent = spent;
    if (this.bestCost <= this.bound + 1e-6) return false;
    return this.work.next().done !== true;
  }

  /** Notes a proved lower bound, rounded up to what a penalty can be. */
  prove(bound: number): void {
    const { grain } = this;
    const up = grain > 0 ? Math.ceil(bound / grain - 1e-6) * grain : bound;
    if (Number.isFinite(up) && up > this.bound) this.bound = up;
  }

  /** Keeps the board if it is the best so far. */
  keep(): void {
    if (this.board.cost < this.bestCost - 1e-9) {
      this.bestCost = this.board.cost;
      this.board.rows.forEach((row, p) => {
        this.best[p]!.set(row);
      });
    }
  }
}

/** What the wishes cost at the very least, day by day. */
function leastWishes(model: Model): number {
  let sum = 0;
  for (const s of model.staff) {
    for (let d = 0; d < model.days; d++) {
      let least = Number.POSITIVE_INFINITY;
      for (let cell = d * model.width; cell < (d + 1) * model.width; cell++) {
        if (s.allowed[cell] === 1) least = Math.min(least, s.cost[cell]!);
      }
      sum += least;
    }
  }
  return sum;
}
