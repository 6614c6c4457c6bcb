import type { Person } from '../person.js';
import type { RosterProblem } from '../problem.js';
import { type LimitModel, type Model, NONE, type StaffModel } from './model.js';

/** Turns a checked problem into numbers. */
export function compile(problem: RosterProblem): Model {
  const { days, shifts, demand } = problem;
  const width = shifts.length + 1;
  const weekday = Uint8Array.from({ length: days }, (_, d) => (problem.firstWeekday - 1 + d) % 7);
  const covers = new Map<string, Pick<StaffModel, 'rowStart' | 'rowList'>>();
  const settled = settledDays(problem, width);
  const wishes = wishCosts(problem, width);
  const staff = problem.people.map((person, p): StaffModel => {
    const key = JSON.stringify([...new Set(person.skills ?? [])].sort());
    const cover = covers.get(key) ?? coverLists(problem, person, width);
    covers.set(key, cover);
    const allowed = allowedCells(problem, person, weekday, width, settled[p]!);
    return { allowed, cost: wishes[p]!, ...cover, limits: limitsOf(problem, person, width) };
  });
  return {
    days,
    people: staff.length,
    width,
    minutes: Int32Array.from([0, ...shifts.map((s) => s.minutes)]),
    next: successions(problem, width),
    weekday,
    staff,
    rows: demand.length,
    target: Int32Array.from(demand, (x) => x.people),
    under: Float64Array.from(demand, (x) => x.under),
    over: Float64Array.from(demand, (x) => x.over ?? 0),
  };
}

const indexOf = (list: readonly { readonly id: string }[]): Map<string, number> =>
  new Map(list.map((x, i) => [x.id, i]));

function successions(problem: RosterProblem, width: number): Uint8Array {
  const next = new Uint8Array(width * width).fill(1);
  const rest = problem.rules?.restMinutes ?? 0;
  problem.shifts.forEach((a, i) => {
    problem.shifts.forEach((b, j) => {
      let may = !a.notBefore?.includes(b.id);
      if (a.begins !== undefined && b.begins !== undefined) {
        may &&= 1440 + b.begins - a.begins - (a.lasts ?? a.minutes) >= rest;
      }
      next[(i + 1) * width + j + 1] = may ? 1 : 0;
    });
  });
  return next;
}

/** By person and day: -1 open, 0 off, t + 1 a shift; -2 for a contradiction (pinned on leave). */
function settledDays(problem: RosterProblem, width: number): Int32Array[] {
  const at = indexOf(problem.people);
  const shiftAt = indexOf(problem.shifts);
  const settled = problem.people.map(() => new Int32Array(problem.days).fill(-1));
  for (const l of problem.leave ?? []) settled[at.get(l.person)!]!.fill(0, l.from, l.until + 1);
  for (const pin of problem.pinned ?? []) {
    const row = settled[at.get(pin.person)!]!;
    const k = pin.shift === null ? 0 : shiftAt.get(pin.shift)! + 1;
    row[pin.day] = row[pin.day] === 0 && k > 0 && k < width ? -2 : k;
  }
  return settled;
}

function allowedCells(
  problem: RosterProblem,
  person: Person,
  weekday: Uint8Array,
  width: number,
  settled: Int32Array,
): Uint8Array {
  const allowed = new Uint8Array(problem.days * width);
  const able = problem.shifts.map((s) => {
    const skilled = (s.skills ?? []).every((x) => person.skills?.includes(x));
    const limits = person.limits?.maxPerShift;
    return skilled && !(limits !== undefined && Object.hasOwn(limits, s.id) && limits[s.id] === 0);
  });
  for (let d = 0; d < problem.days; d++) {
    const s = settled[d]!;
    const here = d >= (person.from ?? 0) && d <= (person.until ?? problem.days);
    const day = here && (person.weekdays?.some((w) => w === weekday[d]! + 1) ?? true);
    for (let k = 0; k < width; k++) {
      const may = k === 0 || (day && able[k - 1]!);
      allowed[d * width + k] = may && (s === -1 || s === k) ? 1 : 0;
    }
  }
  return allowed;
}

function coverLists(
  problem: RosterProblem,
  person: Person,
  width: number,
): Pick<StaffModel, 'rowStart' | 'rowList'> {
  const shiftAt = indexOf(problem.shifts);
  const lists = new Map<number, number[]>();
  problem.demand.forEach((need, r) => {
    if (!(need.skills ?? []).every((s) => person.skills?.includes(s))) return;
    for (const id of new Set(need.shifts)) {
      const cell = need.day * width + shiftAt.get(id)! + 1;
      const list = lists.get(cell);
      if (list) list.push(r);
      else lists.set(cell, [r]);
    }
  });
  const rowStart = new Int32Array(problem.days * width + 1);
  const rowList: number[] = [];
  for (let cell = 0; cell < problem.days * width; cell++) {
    rowStart[cell] = rowList.length;
    rowList.push(...(lists.get(cell) ?? []));
  }
  rowStart[problem.days * width] = rowList.length;
  return { rowStart, rowList: Int32Array.from(rowList) };
}

function wishCosts(problem: RosterProblem, width: number): Float64Array[] {
  const at = indexOf(problem.people);
  const shiftAt = indexOf(problem.shifts);
  const costs = problem.people.map(() => new Float64Array(problem.days * width));
  for (const wish of problem.requests ?? []) {
    const row = costs[at.get(wish.person)!]!;
    for (let k = 0; k < width; k++) {
      const met = wish.shift === undefined ? k > 0 : k === shiftAt.get(wish.shift)! + 1;
      if (met !== (wish.want === 'on')) row[wish.day * width + k]! += wish.weight;
    }
  }
  return costs;
}

function limitsOf(problem: RosterProblem, person: Person, width: number): LimitModel {
  const l = person.limits ?? {};
  const maxPer = new Int32Array(width).fill(NONE);
  problem.shifts.forEach((s, t) => {
    const per = l.maxPerShift;
    if (per !== undefined && Object.hasOwn(per, s.id)) maxPer[t + 1] = per[s.id]!;
  });
  return {
    minMinutes: l.minMinutes ?? 0,
    maxMinutes: l.maxMinutes ?? NONE,
    maxWeekMinutes: l.maxWeekMinutes ?? NONE,
    maxRun: l.maxRun ?? NONE,
    minRun: l.minRun ?? 1,
    minRest: l.minRest ?? 1,
    maxWeekends: l.maxWeekends ?? NONE,
    maxPer,
  };
}
