import { fail, ok, type Result } from '../../problem.js';
import type { RosterProblem } from '../problem.js';
import { checkDemand, checkLeave, checkPinned, checkRequest } from './entries.js';
import { Faults } from './faults.js';
import { most } from './limits.js';
import { checkPerson, type Names } from './person.js';
import { checkSkills } from './skills.js';

/**
 * Whether a value is a problem that the optimiser can work on. Refusals name every field at fault (up to fifty);
 * unknown keys are faults, nothing is ignored. Code `too_large` where a bound is passed, else `bad_input`. Whether the
 * rules of a person leave any legal row is found by the solver.
 */
export function checkInput(value: unknown): Result<RosterProblem> {
  const f = new Faults();
  const keys = ['days', 'firstWeekday', 'shifts', 'people', 'demand', 'rules', 'leave', 'pinned', 'requests'];
  if (!f.object(value, 'problem', keys)) return refusal(f);
  f.whole(value.days, 'days', 1, most.days, true);
  f.whole(value.firstWeekday, 'firstWeekday', 1, 7, true);
  const shifts = f.items(value.shifts ?? null, 'shifts', most.shifts);
  const people = f.items(value.people ?? null, 'people', most.people);
  const demand = f.items(value.demand ?? null, 'demand', most.demand);
  const leave = f.items(value.leave, 'leave', most.leave);
  const pinned = f.items(value.pinned, 'pinned', most.pinned);
  const requests = f.items(value.requests, 'requests', most.requests);
  if (f.list.length > 0) return refusal(f);
  if (shifts.length === 0) f.add('shifts', 'empty', 'must have at least one shift type');
  if (people.length === 0) f.add('people', 'empty', 'must have at least one person');
  const rest = checkRules(f, value.rules);
  const names: Names = {
    days: value.days as number,
    shifts: ids(f, shifts, 'shifts'),
    people: ids(f, people, 'people'),
  };
  each(f, shifts, 'shifts', (s, at) => checkShift(f, s, at, names, rest));
  each(f, people, 'people', (p, at) => checkPerson(f, p, at, names));
  each(f, demand, 'demand', (x, at) => checkDemand(f, x, at, names));
  each(f, leave, 'leave', (x, at) => checkLeave(f, x, at, names));
  each(f, requests, 'requests', (x, at) => checkRequest(f, x, at, names));
  const settled = new Map<string, unknown>();
  each(f, pinned, 'pinned', (x, at) => checkPinned(f, x, at, names, settled));
  return f.list.length > 0 ? refusal(f) : ok(value as unknown as RosterProblem);
}

function refusal(f: Faults): Result<never> {
  const [first] = f.list;
  const code = f.list.some((x) => x.rule === 'too_many') ? 'too_large' : 'bad_input';
  return fail(code, first!.message, { field: first!.field, faults: f.list });
}

function each(
  f: Faults,
  list: readonly unknown[],
  field: string,
  look: (item: unknown, at: string) => void,
): void {
  for (let i = 0; i < list.length && !f.full; i++) look(list[i], `${field}[${i}]`);
}

function ids(f: Faults, list: readonly unknown[], field: string): Set<unknown> {
  const seen = new Set<unknown>();
  list.forEach((item, i) => {
    const id = (item as { id?: unknown } | null)?.id;
    if (f.full || !f.id(id, `${field}[${i}].id`)) return;
    if (seen.has(id)) f.add(`${field}[${i}].id`, 'twice', 'must be unique');
    seen.add(id);
  });
  return seen;
}

function checkRules(f: Faults, rules: unknown): number | undefined {
  if (rules === undefined || !f.object(rules, 'rules', ['restMinutes'])) return undefined;
  f.whole(rules.restMinutes, 'rules.restMinutes', 0, 1440);
  return rules.restMinutes as number | undefined;
}

function checkShift(f: Faults, s: unknown, at: string, names: Names, rest: number | undefined): void {
  if (!f.object(s, at, ['id', 'minutes', 'begins', 'lasts', 'notBefore', 'skills'])) return;
  f.whole(s.minutes, `${at}.minutes`, 1, 1440, true);
  f.whole(s.begins, `${at}.begins`, 0, 1439, rest !== undefined);
  f.whole(s.lasts, `${at}.lasts`, 1, 1440);
  f.items(s.notBefore, `${at}.notBefore`, most.shifts).forEach((id, i) => {
    if (!f.full) f.oneOf(id, `${at}.notBefore[${i}]`, names.shifts, 'shift type');
  });
  checkSkills(f, s.skills, `${at}.skills`);
  const end = Number(s.begins ?? 0) + Number(s.lasts ?? s.minutes) + (rest ?? 0);
  if (rest !== undefined && end > 2880) {
    f.add(
      at,
      'rest_too_long',
      'ends so late that its rest reaches past the next day, which is not supported',
    );
  }
}
