import { BianminError, fail, ok, type Result } from '../problem.js';
import { compile } from './compile/compile.js';
import { checkInput } from './input/check.js';
import type { Plan } from './plan.js';
import type { RoutingProblem } from './problem.js';
import { Search } from './solve/search.js';
import { writePlan } from './solve/write.js';

/** How far a search has come. */
export interface Progress {
  readonly steps: number;
  /** 0 to 1, of the budget. */
  readonly spent: number;
  readonly cost: number;
  readonly leftOut: number;
}

/** How long to search. With neither `steps` nor `seconds`: 20,000 steps. Both: whichever ends first. */
export interface SolveOptions {
  /** Same seed, same steps: same plan, on every machine. */
  readonly seed: number;
  readonly steps?: number;
  /** By `clock`. The plan then depends on the machine's speed. */
  readonly seconds?: number;
  /** Seconds that only grow, such as `() => performance.now() / 1000`; needed with `seconds`. */
  readonly clock?: () => number;
  /** Ends the search with the best plan so far. */
  readonly signal?: AbortSignal;
  /** Called after each slice of work, about a hundred times a search. */
  readonly onProgress?: (progress: Progress) => void;
}

/** A search that is done in slices, for callers that have other work in between (a worker's messages, a server's requests). */
export interface Solving {
  /** Does some work; false when the budget is used up or the signal has spoken. */
  advance(): boolean;
  readonly progress: Progress;
  /** The best legal plan so far: there is one from the start. */
  plan(): Plan;
}

const DEFAULT_STEPS = 20_000;

/**
 * Begins to solve a problem. A first legal plan exists at once; every `advance` may better it. Refused: what
 * `checkInput` refuses, and frozen steps that no schedule can keep.
 */
export function beginSolving(problem: RoutingProblem, options: SolveOptions): Result<Solving> {
  checkOptions(options);
  const begun = options.clock?.() ?? 0;
  const checked = checkInput(problem);
  if (!checked.ok) return checked;
  const model = compile(problem);
  const search = new Search(model, options.seed);
  if (search.broken >= 0) {
    const field = `vehicles[${model.vehicleOf[search.broken]}].frozen`;
    return fail('bad_input', `${field}: the frozen steps cannot be kept within the rules of their vehicle`, {
      field,
    });
  }
  return ok(new Slices(problem, search, options, begun));
}

/** Solves a problem within a budget. */
export function solve(problem: RoutingProblem, options: SolveOptions): Result<Plan> {
  const begun = beginSolving(problem, options);
  if (!begun.ok) return begun;
  while (begun.value.advance());
  return ok(begun.value.plan());
}

class Slices implements Solving {
  private readonly problem: RoutingProblem;
  private readonly search: Search;
  private readonly options: SolveOptions;
  private readonly begun: number;
  private readonly steps: number;

  constructor(problem: RoutingProblem, search: Search, options: SolveOptions, begun: number) {
    this.problem = problem;
    this.search = search;
    this.options = options;
    this.begun = begun;
    const open = options.seconds === undefined ? DEFAULT_STEPS : Number.POSITIVE_INFINITY;
    this.steps = options.steps ?? open;
  }

  advance(): boolean {
    const { search, options } = this;
    const spent = this.spent();
    if (spent >= 1 || options.signal?.aborted) return false;
    search.advance(this.slice(spent), spent);
    options.onProgress?.(this.progress);
    return true;
  }

  /** By steps alone the slices are the same on every machine; by the clock about a hundred are aimed at. */
  private slice(spent: number): number {
    const { search, steps, options } = this;
    const left = steps - search.steps;
    const share = Number.isFinite(steps) ? Math.max(1, Math.ceil(steps / 200)) : Number.POSITIVE_INFINITY;
    if (options.seconds === undefined) return Math.min(left, share);
    const pace = Math.max(1, Math.floor(search.steps / Math.max(1e-3, spent) / 100));
    return Math.min(left, share, pace, 5000);
  }

  private spent(): number {
    const { seconds, clock } = this.options;
    const byTime = seconds === undefined ? 0 : (clock!() - this.begun) / seconds;
    return Math.max(this.search.steps / this.steps, byTime);
  }

  get progress(): Progress {
    const { search } = this;
    const { best, model } = search;
    let leftOut = 0;
    for (let i = 0; i < model.tasks; i++) if (best.route[i]! < 0 && model.kind[i] !== 2) leftOut++;
    return { steps: search.steps, spent: Math.min(1, this.spent()), cost: best.cost / model.scale, leftOut };
  }

  plan(): Plan {
    return writePlan(this.problem, this.search.model, this.search.best);
  }
}

function checkOptions(o: SolveOptions): void {
  const bad = (field: string, message: string) => {
    throw new BianminError({ code: 'bad_input', message: `${field} ${message}`, field });
  };
  if (!Number.isSafeInteger(o.seed)) bad('seed', 'must be a whole number');
  if (o.steps !== undefined && !(Number.isSafeInteger(o.steps) && o.steps >= 0))
    bad('steps', 'must be a whole number, 0 or more');
  if (o.seconds !== undefined && !(o.seconds >= 0)) bad('seconds', 'must be a number, 0 or more');
  if (o.seconds !== undefined && o.clock === undefined) bad('clock', 'is needed with seconds');
}
