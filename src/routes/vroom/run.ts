import type { Problem, Result } from '../../problem.js';
import { check } from '../check/check.js';
import type { OrderedRoute } from '../check/order.js';
import { type SolveOptions, solve } from '../solve.js';
import { readVroom } from './read.js';
import { writeVroom } from './write.js';

/** An input error in VROOM's shape (code 2), with every fault. */
export const writeError = (problem: Problem): object => ({
  code: 2,
  error: problem.message,
  'bm:problem': problem,
});

/**
 * `routes solve`: VROOM's JSON in, VROOM's JSON out. An input error is an answer with code 2, as with VROOM itself;
 * the result's `ok` tells it from a plan.
 */
export function solveVroom(input: unknown, options: SolveOptions): Result<object> {
  const read = readVroom(input);
  if (!read.ok) return read;
  const plan = solve(read.value.problem, options);
  return plan.ok ? { ok: true, value: writeVroom(read.value, plan.value) } : plan;
}

/**
 * `routes check`: drives the order that the vehicles' `steps` give and answers times and violations. Vehicles without
 * steps stay at home; what no route serves is listed as unassigned.
 */
export function checkVroom(input: unknown): Result<object> {
  const read = readVroom(input);
  if (!read.ok) return read;
  const { problem } = read.value;
  const orders = problem.vehicles.flatMap((v): OrderedRoute[] =>
    v.steps && v.steps.length > 0 ? [{ vehicle: v.id, shift: 0, steps: v.steps }] : [],
  );
  const report = check(problem, orders);
  return { ok: true, value: writeVroom(read.value, report.plan, report.violations) };
}
