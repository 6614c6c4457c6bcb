import type { Person } from '../person.js';
import type { RosterProblem } from '../problem.js';
import type { ShiftType } from '../shift.js';
import type { DayIndex, Id } from '../unit.js';
import { runsOf } from './runs.js';
import type { RosterRule, RosterViolation } from './violation.js';

type Days = readonly (Id | null)[];

/** Every hard rule that one person's row breaks. */
export function rowViolations(problem: RosterProblem, person: Person, days: Days): RosterViolation[] {
  const shiftOf = new Map(problem.shifts.map((s) => [s.id, s]));
  const list: RosterViolation[] = [];
  const add = (rule: RosterRule, day?: DayIndex): void => {
    list.push(day === undefined ? { rule, person: person.id } : { rule, person: person.id, day });
  };
  const worked = days.map((id) => (id === null ? null : (shiftOf.get(id) ?? null)));
  days.forEach((id, d) => {
    if (id !== null && !shiftOf.has(id)) add('unknown_shift', d);
  });
  dayRules(problem, person, worked, add);
  settledRules(problem, person, days, add);
  nextDayRules(problem, worked, add);
  totals(problem, person, worked, add);
  runRules(person, worked, add);
  return list;
}

type Worked = readonly (ShiftType | null)[];
type Add = (rule: RosterRule, day?: DayIndex) => void;

const weekdayOf = (problem: RosterProblem, d: DayIndex): number => ((problem.firstWeekday - 1 + d) % 7) + 1;

function dayRules(problem: RosterProblem, person: Person, worked: Worked, add: Add): void {
  worked.forEach((shift, d) => {
    if (shift === null) return;
    if (d < (person.from ?? 0) || d > (person.until ?? problem.days)) add('not_employed', d);
    if (person.weekdays && !person.weekdays.some((w) => w === weekdayOf(problem, d))) add('weekday', d);
    if (!(shift.skills ?? []).every((s) => person.skills?.includes(s))) add('skill', d);
  });
}

function settledRules(problem: RosterProblem, person: Person, days: Days, add: Add): void {
  for (const l of problem.leave ?? []) {
    if (l.person !== person.id) continue;
    for (let d = l.from; d <= l.until; d++) if (days[d] !== null) add('leave', d);
  }
  for (const p of problem.pinned ?? []) {
    if (p.person === person.id && days[p.day] !== p.shift) add('pinned', p.day);
  }
}

function nextDayRules(problem: RosterProblem, worked: Worked, add: Add): void {
  const rest = problem.rules?.restMinutes;
  worked.forEach((b, d) => {
    const a = d > 0 ? worked[d - 1] : null;
    if (!a || !b) return;
    if (a.notBefore?.includes(b.id)) add('succession', d);
    const pause = 1440 + (b.begins ?? 0) - (a.begins ?? 0) - (a.lasts ?? a.minutes);
    // Even without a rule of rest nobody begins a duty before the last one has ended.
    const known = a.begins !== undefined && b.begins !== undefined;
    if (known && pause < (rest ?? 0)) add('rest', d);
  });
}

function totals(problem: RosterProblem, person: Person, worked: Worked, add: Add): void {
  const limits = person.limits ?? {};
  const weeks = new Map<number, number>();
  const weekends = new Set<number>();
  let minutes = 0;
  worked.forEach((shift, d) => {
    if (shift === null) return;
    const week = Math.floor((d + problem.firstWeekday - 1) / 7);
    minutes += shift.minutes;
    weeks.set(week, (weeks.get(week) ?? 0) + shift.minutes);
    if (weekdayOf(problem, d) >= 6) weekends.add(week);
  });
  if (minutes < (limits.minMinutes ?? 0)) add('min_minutes');
  if (minutes > (limits.maxMinutes ?? Number.POSITIVE_INFINITY)) add('max_minutes');
  if (weekends.size > (limits.maxWeekends ?? Number.POSITIVE_INFINITY)) add('max_weekends');
  for (const [week, sum] of weeks) {
    const day = Math.max(0, week * 7 - problem.firstWeekday + 1);
    if (sum > (limits.maxWeekMinutes ?? Number.POSITIVE_INFINITY)) add('week_minutes', day);
  }
  for (const [id, most] of Object.entries(limits.maxPerShift ?? {})) {
    if (worked.filter((s) => s?.id === id).length > most) add('max_per_shift');
  }
}

function runRules(person: Person, worked: Worked, add: Add): void {
  const { maxRun = Number.POSITIVE_INFINITY, minRun = 1, minRest = 1 } = person.limits ?? {};
  for (const run of runsOf(worked.map((s) => s !== null))) {
    const open = run.from === 0 || run.until === worked.length - 1;
    const length = run.until - run.from + 1;
    if (run.on && length > maxRun) add('max_run', run.from);
    if (run.on && length < minRun && !open) add('min_run', run.from);
    if (!run.on && length < minRest && !open) add('min_rest', run.from);
  }
}
