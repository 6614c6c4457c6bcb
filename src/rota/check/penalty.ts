import type { RosterProblem } from '../problem.js';
import type { Id } from '../unit.js';

type Rows = ReadonlyMap<Id, readonly (Id | null)[]>;

/** Sum of the soft costs: cover missed or passed, and wishes not kept. */
export function penaltyOf(problem: RosterProblem, rows: Rows): number {
  let sum = 0;
  const skillsOf = new Map(problem.people.map((p) => [p.id, p.skills ?? []]));
  for (const need of problem.demand) {
    let there = 0;
    for (const [person, days] of rows) {
      const shift = days[need.day];
      const able = (need.skills ?? []).every((s) => skillsOf.get(person)?.includes(s));
      if (shift != null && need.shifts.includes(shift) && able) there++;
    }
    sum +=
      there < need.people ? (need.people - there) * need.under : (there - need.people) * (need.over ?? 0);
  }
  for (const wish of problem.requests ?? []) {
    const shift = rows.get(wish.person)?.[wish.day] ?? null;
    const met = wish.shift === undefined ? shift !== null : shift === wish.shift;
    if (met !== (wish.want === 'on')) sum += wish.weight;
  }
  return sum;
}
