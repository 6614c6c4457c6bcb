import { columnOf } from './columns.js';
import { Master } from './master.js';
import type { Search } from './search.js';

/** Which part of the roster is opened, and how hard it is looked at. */
export interface Opening {
  readonly people: readonly number[];
  readonly from: number;
  readonly until: number;
  /** Most rounds of pricing before the dive. */
  readonly rounds: number;
  /** Rounds of pricing after each fixing. */
  readonly diveRounds: number;
  /** A result may be worse than before by this much. */
  readonly slack: number;
  /** Ends the work early, with what there is. */
  readonly stop: () => boolean;
}

/**
 * Column generation over an opening, then a dive: the column with the greatest share is fixed and the rest priced
 * again, until everybody has one row. The board takes the result when it is good enough. Returns the lower bound of the
 * opening's whole roster cost, or -Infinity when pricing was cut short before any was proved.
 */
export function* dive(search: Search, opening: Opening): Generator<void, number, void> {
  const { board, model } = search;
  const { people, from, until } = opening;
  const before = board.cost;
  const old = people.map((p) => board.rows[p]!.slice());
  for (const p of people) board.lift(p, from, until);
  const master = new Master(search, people, from, until, old);
  if (from === 0 && until === model.days - 1) {
    people.forEach((p, g) => {
      for (const c of search.pool.of(p)) master.add(g, c);
    });
  }
  const base = before - master.costOfFirst();
  for (let i = 0; i < opening.rounds && !opening.stop(); i++) {
    const added = master.round(i < 2 ? 0 : 0.6);
    yield;
    if (added === 0 || master.objective() - master.bound < 1e-3) break;
  }
  const bound = master.bound + base;
  const hopeless = bound > before + opening.slack - 1e-6 - search.grain;
  const whole =
    !hopeless && (yield* fixAll(search, master, opening, before + opening.slack - base - search.grain / 2));
  const done = whole && master.fixed.every((c) => c >= 0);
  people.forEach((p, g) => {
    const row = old[g]!.slice();
    if (done) row.set(master.columns[master.fixed[g]!]!.days, from);
    board.put(p, row);
  });
  if (done) polish(search, people, from, until);
  search.keep();
  if (board.cost > before + opening.slack + 1e-9) people.forEach((p, g) => void board.put(p, old[g]!));
  return bound;
}

/** Most fixings that one dive takes back. */
const MOST_REFUSALS = 30;

function* fixAll(
  search: Search,
  master: Master,
  opening: Opening,
  worst: number,
): Generator<void, boolean, void> {
  const { chance, grain } = search;
  let refusals = 0;
  let refusedHere = 0;
  let level = master.objective();
  while (master.fixed.includes(-1)) {
    master.solve();
    const { which, best } = favourites(master, () => chance.unit());
    const open = [...best.keys()].filter((g) => master.fixed[g]! < 0).sort((a, b) => best[b]! - best[a]!);
    const sure = open.filter((g) => best[g]! > 0.98).length;
    const fixing = open.slice(0, Math.max(1, sure, Math.floor(open.length / 40)));
    for (const g of fixing) master.fix(g, which[g]!);
    if (sure === open.length) break;
    if (opening.stop()) {
      for (const g of open) if (master.fixed[g]! < 0) master.fix(g, which[g]!);
      break;
    }
    master.restart();
    master.solve();
    // The fewer are open, the cheaper a round and the more each one matters.
    const rounds = Math.max(opening.diveRounds, Math.floor(160 / open.length));
    const jump = Math.max(2 * grain, 0.002 * Math.abs(level));
    for (let i = 0; i < rounds; i++) {
      const added = master.round(0);
      yield;
      if (
        added === 0 ||
        master.objective() - master.bound < 0.2 * grain ||
        master.bound > worst ||
        opening.stop()
      )
        break;
    }
    const after = master.objective();
    const jumped = after > level + jump || after > worst;
    if (jumped && fixing.length === 1 && refusedHere < 2 && refusals < MOST_REFUSALS) {
      refusals++;
      refusedHere++;
      master.refuse(fixing[0]!, which[fixing[0]!]!);
      continue;
    }
    if (master.bound > worst) return false;
    refusedHere = 0;
    level = after;
  }
  return true;
}

/** The column with the greatest share of each group; ties fall by chance. */
function favourites(master: Master, unit: () => number): { which: Int32Array; best: Float64Array } {
  const shares = master.values();
  const best = new Float64Array(master.people.length).fill(-1);
  const which = new Int32Array(master.people.length);
  const groupOf = new Map(master.people.map((p, g) => [p, g]));
  master.columns.forEach((c, i) => {
    const g = groupOf.get(c.person)!;
    const x = shares[i]! + 0.02 * unit();
    if (x > best[g]!) {
      best[g] = x;
      which[g] = i;
    }
  });
  return { which, best };
}

/** Fills rows again one by one while that helps. */
export function polish(search: Search, people: readonly number[], from: number, until: number): void {
  const { board, model, programs } = search;
  const weight = new Float64Array(model.days * model.width);
  for (let better = true; better; ) {
    better = false;
    for (const p of people) {
      const before = board.cost;
      const row = board.rows[p]!.slice();
      const old = row.slice();
      board.lift(p, from, until);
      board.weigh(p, from, until, weight);
      programs[p]!.solve(weight, row, from, until);
      board.put(p, row);
      if (board.cost > before + 1e-9) board.put(p, old);
      if (board.cost < before - 1e-9) {
        better = true;
        if (from === 0 && until === model.days - 1) search.pool.add(columnOf(model, p, row, from, until));
      }
    }
  }
}
