import type { Model } from '../compile/model.js';
import { dive, polish } from './dive.js';
import { ruinAndRecreate } from './ruin.js';
import type { Search } from './search.js';

/** Most rows of a master program that is opened for everybody at once: its inverse is dense. */
const MOST_ROWS = 1500;

/** The search's plan: polish, one dive over everything with the bound it proves, then dives over parts. */
export function* improve(search: Search): Generator<void, void, void> {
  const { model, board } = search;
  const everyone = model.staff.map((_, p) => p);
  const last = model.days - 1;
  const whole = search.programs.every((program, p) => program.fits(board.rows[p]!, 0, last));
  if (whole) {
    polish(search, everyone, 0, last);
    search.keep();
    yield;
  }
  if (whole && model.people + model.rows <= MOST_ROWS) {
    const stop = (): boolean => search.spent > 0.6;
    const opening = { people: everyone, from: 0, until: last, rounds: 200, diveRounds: 9, slack: 1e9, stop };
    search.prove(yield* dive(search, opening));
  } else {
    yield* sweep(search);
    yield* ruinAndRecreate(search, 1);
    restore(search);
  }
  yield* parts(search, whole && model.days <= 42);
}

/** Fills every person's weeks again, four at a time, once. */
function* sweep(search: Search): Generator<void, void, void> {
  const { model } = search;
  for (let from = 0; from < model.days; from += 28) {
    for (let p = 0; p < model.people; p++) {
      polish(search, [p], from, Math.min(model.days, from + 28) - 1);
      search.keep();
      yield;
    }
  }
}

/** Puts the best roster back on the board. */
function restore(search: Search): void {
  search.best.forEach((row, p) => {
    search.board.put(p, row);
  });
}

/** Large neighbourhood search: a few people are opened at a time, more when nothing is found any more. */
function* parts(search: Search, whole: boolean): Generator<void, void, void> {
  const { model, chance, board } = search;
  const stop = (): boolean => search.spent >= 1;
  const reach = Math.min(model.people / 2, 24);
  for (;;) {
    const many = Math.min(model.people, 4 + Math.floor(reach * chance.unit() ** 1.5));
    const length = whole ? model.days : Math.min(model.days, 28);
    const from = whole ? 0 : Math.min(model.days - length, 7 * chance.below(Math.ceil(model.days / 7)));
    const people = choose(search, many, from, from + length - 1);
    const slack = chance.unit() < 0.5 ? 0 : search.bestCost * 0.002 * (1 - search.spent) * chance.unit();
    yield* dive(search, { people, from, until: from + length - 1, rounds: 25, diveRounds: 6, slack, stop });
    if (board.cost > search.bestCost * 1.01 + search.grain) {
      restore(search);
    }
    yield;
  }
}

/** People for an opening: three in four times those who could help where cover is missing, else anyone. */
function choose(search: Search, many: number, from: number, until: number): number[] {
  const { model, board, chance } = search;
  const everyone = chance.shuffle(model.staff.map((_, p) => p));
  if (chance.unit() < 0.25) return everyone.slice(0, many);
  const wrong: number[] = [];
  for (let r = 0; r < model.rows; r++) if (board.count[r]! < model.target[r]!) wrong.push(r);
  if (wrong.length === 0) return everyone.slice(0, many);
  const r = wrong[chance.below(wrong.length)]!;
  const can = (p: number): boolean => {
    const { allowed, rowStart, rowList } = model.staff[p]!;
    for (let cell = from * model.width; cell < (until + 1) * model.width; cell++) {
      if (allowed[cell] === 0) continue;
      for (let i = rowStart[cell]!; i < rowStart[cell + 1]!; i++) if (rowList[i] === r) return true;
    }
    return false;
  };
  return [...everyone.filter(can), ...everyone.filter((p) => !can(p))].slice(0, many);
}

/** 1 when every weight is a whole number, else 0. */
export function grainOf(model: Model): number {
  const whole = (list: Float64Array): boolean => list.every((x) => Number.isInteger(x));
  return whole(model.under) && whole(model.over) && model.staff.every((s) => whole(s.cost)) ? 1 : 0;
}
