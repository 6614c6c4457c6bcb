import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowViolations } from '../../src/rota/check/row.js';
import { compile } from '../../src/rota/compile/compile.js';
import { checkInput, checkRoster, type RosterProblem, solveRoster } from '../../src/rota/index.js';
import { Chance } from '../../src/rota/random.js';
import { Board } from '../../src/rota/solve/board.js';
import { RowProgram } from '../../src/rota/solve/row-program.js';
import { Workspace } from '../../src/rota/solve/workspace.js';
import { problems } from './rota-problems.js';

const idsOf = (problem: RosterProblem, row: ArrayLike<number>): (string | null)[] =>
  Array.from(row, (k) => (k === 0 ? null : problem.shifts[k - 1]!.id));

/** All rows that keep the person's rules, by trying every one. */
function legalRows(problem: RosterProblem, p: number): Uint8Array[] {
  const width = problem.shifts.length + 1;
  const found: Uint8Array[] = [];
  for (let n = 0; n < width ** problem.days; n++) {
    const row = new Uint8Array(problem.days);
    for (let d = 0, rest = n; d < problem.days; d++, rest = Math.floor(rest / width)) row[d] = rest % width;
    if (rowViolations(problem, problem.people[p]!, idsOf(problem, row)).length === 0) found.push(row);
  }
  return found;
}

const sum = (weight: Float64Array, row: Uint8Array, width: number, from: number, until: number): number => {
  let total = 0;
  for (let d = from; d <= until; d++) total += weight[d * width + row[d]!]!;
  return total;
};

describe('the row program', () => {
  it('finds the cheapest of all legal rows, for the whole horizon and for windows', () => {
    let some = 0;
    let none = 0;
    fc.assert(
      fc.property(problems({ days: 7, people: 1 }), fc.integer(), (problem, seed) => {
        fc.pre(checkInput(problem).ok);
        const model = compile(problem);
        const { width, days } = model;
        const chance = new Chance(seed);
        const staff = model.staff[0]!;
        const weight = Float64Array.from(staff.allowed, (may) =>
          may === 1 ? chance.below(40) - 20 : Number.POSITIVE_INFINITY,
        );
        const rows = legalRows(problem, 0);
        const program = new RowProgram(model, staff, new Workspace(model));
        const row = new Uint8Array(days);
        const value = program.solve(weight, row, 0, days - 1);
        if (rows.length === 0) {
          none++;
          expect(value).toBe(Number.POSITIVE_INFINITY);
          return;
        }
        some++;
        expect(program.exact).toBe(true);
        expect(value).toBe(Math.min(...rows.map((r) => sum(weight, r, width, 0, days - 1))));
        expect(sum(weight, row, width, 0, days - 1)).toBe(value);
        const from = chance.below(days);
        const until = from + chance.below(days - from);
        const kept = rows[chance.below(rows.length)]!;
        const same = rows.filter((r) => r.every((k, d) => (d >= from && d <= until) || k === kept[d]));
        const best = Math.min(...same.map((r) => sum(weight, r, width, from, until)));
        const filled = kept.slice();
        expect(program.solve(weight, filled, from, until)).toBe(best);
        expect(sum(weight, filled, width, from, until)).toBe(best);
        expect(rowViolations(problem, problem.people[0]!, idsOf(problem, filled))).toEqual([]);
      }),
      { numRuns: 400 },
    );
    expect(some).toBeGreaterThan(100);
    expect(none).toBeGreaterThan(0);
  }, 120_000);
});

describe('the board', () => {
  it('keeps the same cost as the check counts, whatever is set', () => {
    fc.assert(
      fc.property(problems({ days: 10, people: 4 }), fc.integer(), (problem, seed) => {
        const model = compile(problem);
        const board = new Board(model);
        const chance = new Chance(seed);
        for (let i = 0; i < 40; i++) {
          const p = chance.below(model.people);
          const d = chance.below(model.days);
          const k = chance.below(model.width);
          board.lift(p, d, d);
          const weight = new Float64Array(model.days * model.width);
          board.weigh(p, d, d, weight);
          const before = board.cost;
          const promised = weight[d * model.width + k]! - model.staff[p]!.cost[d * model.width]!;
          board.set(p, d, k);
          if (Number.isFinite(promised)) expect(board.cost).toBeCloseTo(before + promised, 6);
        }
        const rows = problem.people.map((x, p) => ({ person: x.id, days: idsOf(problem, board.rows[p]!) }));
        expect(board.cost).toBeCloseTo(checkRoster(problem, rows).penalty, 6);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});

/** Best penalty of all legal rosters, by trying every one. */
function bestOf(problem: RosterProblem): number {
  let best = Number.POSITIVE_INFINITY;
  const all = problem.people.map((_, p) => legalRows(problem, p).map((r) => idsOf(problem, r)));
  const walk = (p: number, rows: { person: string; days: (string | null)[] }[]): void => {
    if (p === all.length) best = Math.min(best, checkRoster(problem, rows).penalty);
    else for (const days of all[p]!) walk(p + 1, [...rows, { person: problem.people[p]!.id, days }]);
  };
  walk(0, []);
  return best;
}

describe('solveRoster', () => {
  it('gives legal rosters, never above a bound that is no lower than it says, and finds the best of small ones', () => {
    let found = 0;
    let missed = 0;
    fc.assert(
      fc.property(problems({ days: 4, people: 2 }), fc.nat(1000), (problem, seed) => {
        fc.pre(checkInput(problem).ok);
        const answer = solveRoster(problem, { seed, steps: 300 });
        const best = bestOf(problem);
        if (!answer.ok) {
          expect(answer.problem.code).toBe('rule_impossible');
          expect(best).toBe(Number.POSITIVE_INFINITY);
          return;
        }
        const { rows, penalty, bound } = answer.value;
        const report = checkRoster(problem, rows);
        expect(report.violations).toEqual([]);
        expect(report.penalty).toBeCloseTo(penalty, 6);
        expect(bound).toBeLessThanOrEqual(best + 1e-6);
        expect(penalty).toBeGreaterThanOrEqual(best - 1e-6);
        if (penalty <= best + 1e-6) found++;
        else missed++;
      }),
      { numRuns: 150 },
    );
    expect(found).toBeGreaterThan(20 * missed);
  }, 120_000);

  it('gives the same roster for the same seed and steps', () => {
    fc.assert(
      fc.property(problems({ days: 14, people: 5 }), fc.nat(1000), (problem, seed) => {
        fc.pre(checkInput(problem).ok);
        const options = { seed, steps: 400 };
        expect(solveRoster(problem, options)).toEqual(solveRoster(problem, options));
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});
