import { describe, expect, it } from 'vitest';
import {
  check,
  orderOf,
  type Plan,
  type RoutingProblem,
  solve,
  type Violation,
} from '../../src/routes/index.js';
import { makeProblem, type RuleName, randomFrom, ruleNames } from './routes-problems.js';

const names = (plan: Plan): string[] => plan.leftOut.map((l) => `${l.kind} ${l.id}`).sort();

function expectLegal(problem: RoutingProblem, seed: number): void {
  const result = solve(problem, { seed, steps: 150 });
  if (!result.ok) {
    // A frozen part may be more than its vehicle can do; that is said, not solved.
    expect(result.problem.field).toBe('vehicles[0].frozen');
    return;
  }
  const plan = result.value;
  const report = check(problem, orderOf(plan));
  // What is frozen has happened: it may be late, and stands all the same.
  const frozen = (v: Violation) =>
    v.vehicle === 0 && v.step !== undefined && v.step < (problem.vehicles[0]!.frozen ?? 0);
  expect(report.violations.filter((v) => !frozen(v))).toEqual([]);
  expect(names(plan)).toEqual(names(report.plan));
  expect(Math.abs(plan.cost - report.plan.cost)).toBeLessThanOrEqual(0.005 * report.plan.cost + 60);
  plan.routes.forEach((route, k) => {
    const again = report.plan.routes[k]!;
    expect(route.steps).toEqual(again.steps);
  });
}

describe('plans against the checker', { timeout: 120_000 }, () => {
  it.each(ruleNames)('keeps the rule "%s" alone', (rule) => {
    for (let seed = 1; seed <= 8; seed++) expectLegal(makeProblem(seed, 10, new Set([rule])), seed);
  });

  it('keeps any mixture of rules', () => {
    for (let seed = 1; seed <= 80; seed++) {
      const r = randomFrom(seed * 7919);
      const rules = new Set<RuleName>(ruleNames.filter(() => r() < 0.3));
      const problem = makeProblem(seed, 12, rules);
      expectLegal(problem, seed);
    }
  });
});
