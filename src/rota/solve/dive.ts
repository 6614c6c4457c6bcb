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
  if (!hopeless) yield* fixAll(search, master, opening);
  const done = !hopeless && master.fixed.every((c) => c >= 0);
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

function* fixAll(search: Search, master: Master, opening: Opening): Generator<void, void, void> {
  const { chance } = search;
  while (master.fixed.includes(-1)) {
    master.solve();
    const shares = master.values();
    const best = new Float64Array(master.people.length).fill(-1);
    const which = new Int32Array(master.people.length);
    const groupOf = new Map(master.people.map((p, g) => [p, g]));
    master.columns.forEach((c, i) => {
      const g = groupOf.get(c.person)!;
      const x = shares[i]! + 1e-3 * chance.unit();
      if (x > best[g]!) {
        best[g] = x;
        which[g] = i;
      }
    });
    const open = [...best.keys()].filter((g) => master.fixed[g]! < 0).sort((a, b) => best[b]! - best[a]!);
    const sure = open.filter((g) => best[g]! > 0.98).length;
    const many = Math.max(1, sure, Math.floor(open.length / 40));
    const shaken = sure === 0 && open.length > 2 && chance.unit() < 0.2 ? 1 : 0;
    for (const g of open.slice(shaken, shaken + many)) master.fix(g, which[g]!);
    if (sure === open.length) break;
    master.restart();
    const rounds = opening.stop() ? 0 : opening.diveRounds;
    for (let i = 0; i < rounds; i++) {
      const added = master.round(0);
      yield;
      if (added === 0 || master.objective() - master.bound < 0.2 * search.grain) break;
    }
  }
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
