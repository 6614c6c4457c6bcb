import type { RosterProblem } from '../problem.js';
import type { RosterRow } from '../roster.js';
import { penaltyOf } from './penalty.js';
import { rowViolations } from './row.js';
import type { RosterViolation } from './violation.js';

/** What a roster breaks and costs. */
export interface RosterReport {
  readonly violations: readonly RosterViolation[];
  readonly penalty: number;
}

/**
 * Judges any roster by the problem's words alone: written apart from the optimiser, so that each can prove the other
 * wrong. Rows may come in any order; a person without a row breaks `row_shape`.
 */
export function checkRoster(problem: RosterProblem, rows: readonly RosterRow[]): RosterReport {
  const byPerson = new Map(rows.map((r) => [r.person, r.days]));
  const violations: RosterViolation[] = [];
  for (const person of problem.people) {
    const days = byPerson.get(person.id);
    if (days?.length === problem.days) violations.push(...rowViolations(problem, person, days));
    else violations.push({ rule: 'row_shape', person: person.id });
  }
  if (rows.length !== problem.people.length || byPerson.size !== rows.length) {
    violations.push({ rule: 'row_shape', person: rows.at(-1)?.person ?? problem.people[0]!.id });
  }
  return { violations, penalty: penaltyOf(problem, byPerson) };
}
