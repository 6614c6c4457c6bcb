import type { Search } from './search.js';

/**
 * Ruin and recreate by the row program, after Schrimpf et al. (2000): a few people's windows are emptied and filled
 * again one by one at best cost. Worse boards are accepted with a chance that falls until `end` of the budget is spent.
 */
export function* ruinAndRecreate(search: Search, end: number): Generator<void, void, void> {
  const { board, model, chance, programs } = search;
  const weight = new Float64Array(model.days * model.width);
  const everyone = model.staff.map((_, p) => p);
  const scale = model.under.reduce((sum, w) => sum + w, 0) / Math.max(1, model.rows);
  while (search.spent < end) {
    const heat = 0.15 * scale * Math.max(0, 1 - search.spent / end) ** 2 + 1e-3 * scale;
    const before = board.cost;
    const span = Math.min(model.days, 14 + 7 * chance.below(3));
    const from = Math.min(model.days - span, 7 * chance.below(Math.ceil(model.days / 7)));
    const until = from + span - 1;
    const people = chance.shuffle(everyone.slice()).slice(0, 2 + chance.below(3));
    const old = people.map((p) => board.rows[p]!.slice());
    let whole = true;
    for (const p of people) board.lift(p, from, until);
    people.forEach((p, i) => {
      const row = old[i]!.slice();
      board.weigh(p, from, until, weight);
      const value = programs[p]!.solve(weight, row, from, until);
      if (value === Number.POSITIVE_INFINITY) whole = false;
      board.put(p, row);
    });
    const worse = board.cost - before;
    if (!whole || worse > -heat * Math.log(1e-9 + chance.unit())) {
      people.forEach((p, i) => void board.put(p, old[i]!));
    } else search.keep();
    yield;
  }
}
