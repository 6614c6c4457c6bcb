import { BianminError, fail, ok, type Result } from '../problem.js';
import { compile } from './compile/compile.js';
import { checkInput } from './input/check.js';
import type { RosterProblem } from './problem.js';
import type { Roster } from './roster.js';
import { Search } from './solve/search.js';

/** How far a search has come. */
export interface RosterProgress {
  /** Runs of the row program. */
  readonly steps: number;
  /** 0 to 1, of the budget. */
  readonly spent: number;
  readonly penalty: number;
  readonly bound: number;
}

/** How long to search. With neither `steps` nor `seconds`: 20,000 steps. Both: whichever ends first. */
export interface RosterOptions {
  /** Same seed, same steps: same roster, on every machine. */
  readonly seed: number;
  /** Runs of the row program, the search's unit of work. */
  readonly steps?: number;
  /** By `clock`. The roster then depends on the machine's speed. */
  readonly seconds?: number;
  /** Seconds that only grow; needed with `seconds`. */
  readonly clock?: () => number;
  /** Ends the search with the best roster so far. */
  readonly signal?: AbortSignal;
  /** Called after each slice of work. */
  readonly onProgress?: (progress: RosterProgress) => void;
}

/** A search done in slices, for callers that have other work in between (a worker's messages, a server's requests). */
export interface Rostering {
  /** Does some work; false when the budget is used up, the signal has spoken or the roster is proved best. */
  advance(): boolean;
  readonly progress: RosterProgress;
  /** The best legal roster so far: there is one from the start. */
  roster(): Roster;
}

const DEFAULT_STEPS = 20_000;

/**
 * Begins to solve a problem. A first legal roster exists at once; every `advance` may better it. Refused: what
 * `checkInput` refuses, and a person whose own rules leave no legal row (`rule_impossible`, field `people[i]`).
 */
export function beginRostering(problem: RosterProblem, options: RosterOptions): Result<Rostering> {
  checkOptions(options);
  const begun = options.clock?.() ?? 0;
  const checked = checkInput(problem);
  if (!checked.ok) return checked;
  const search = new Search(compile(problem), options.seed);
  if (search.stuck >= 0) {
    const field = `people[${search.stuck}]`;
    const message = `${field}: no row was found that keeps all of this person's limits, leave and pinned days`;
    return fail('rule_impossible', message, { field });
  }
  return ok(new Slices(problem, search, options, begun));
}

/** Solves a problem within a budget. */
export function solveRoster(problem: RosterProblem, options: RosterOptions): Result<Roster> {
  const begun = beginRostering(problem, options);
  if (!begun.ok) return begun;
  while (begun.value.advance());
  return ok(begun.value.roster());
}

class Slices implements Rostering {
  private readonly problem: RosterProblem;
  private readonly search: Search;
  private readonly options: RosterOptions;
  private readonly begun: number;
  private readonly steps: number;

  constructor(problem: RosterProblem, search: Search, options: RosterOptions, begun: number) {
    this.problem = problem;
    this.search = search;
    this.options = options;
    this.begun = begun;
    this.steps = options.steps ?? (options.seconds === undefined ? DEFAULT_STEPS : Number.POSITIVE_INFINITY);
  }

  advance(): boolean {
    const { search, options } = this;
    const spent = this.spent();
    if (spent >= 1 || options.signal?.aborted) return false;
    const more = search.advance(spent);
    options.onProgress?.(this.progress);
    return more;
  }

  private spent(): number {
    const { seconds, clock } = this.options;
    const byTime = seconds === undefined ? 0 : (clock!() - this.begun) / seconds;
    return Math.max(this.search.steps / this.steps, byTime);
  }

  get progress(): RosterProgress {
    const { search } = this;
    return {
      steps: search.steps,
      spent: Math.min(1, this.spent()),
      penalty: search.bestCost,
      bound: this.bound(),
    };
  }

  private bound(): number {
    return Math.min(this.search.bound, this.search.bestCost);
  }

  roster(): Roster {
    const { problem, search } = this;
    const rows = problem.people.map((person, p) => ({
      person: person.id,
      days: Array.from(search.best[p]!, (k) => (k === 0 ? null : problem.shifts[k - 1]!.id)),
    }));
    return { rows, penalty: search.bestCost, bound: this.bound() };
  }
}

function checkOptions(o: RosterOptions): void {
  const bad = (field: string, message: string): never => {
    throw new BianminError({ code: 'bad_input', message: `${field} ${message}`, field });
  };
  if (!Number.isSafeInteger(o.seed)) bad('seed', 'must be a whole number');
  if (o.steps !== undefined && !(Number.isSafeInteger(o.steps) && o.steps >= 0)) {
    bad('steps', 'must be a whole number, 0 or more');
  }
  if (o.seconds !== undefined && !(o.seconds >= 0)) bad('seconds', 'must be a number, 0 or more');
  if (o.seconds !== undefined && o.clock === undefined) bad('clock', 'is needed with seconds');
}
