import type { Faults } from './faults.js';
import { checkSkills } from './skills.js';

/** What entries may refer to. */
export interface Names {
  readonly days: number;
  readonly shifts: ReadonlySet<unknown>;
  readonly people: ReadonlySet<unknown>;
}

const LIMITS = [
  'maxPerShift',
  'minMinutes',
  'maxMinutes',
  'maxWeekMinutes',
  'maxRun',
  'minRun',
  'minRest',
  'maxWeekends',
];

/** A person and their limits. */
export function checkPerson(f: Faults, p: unknown, at: string, names: Names): void {
  if (!f.object(p, at, ['id', 'skills', 'from', 'until', 'weekdays', 'limits'])) return;
  checkSkills(f, p.skills, `${at}.skills`);
  f.whole(p.from, `${at}.from`, 0, names.days - 1);
  f.whole(p.until, `${at}.until`, 0, names.days - 1);
  if (Number(p.from ?? 0) > Number(p.until ?? names.days))
    f.add(`${at}.until`, 'order', 'must not be before from');
  f.items(p.weekdays, `${at}.weekdays`, 7).forEach((d, i) => {
    f.whole(d, `${at}.weekdays[${i}]`, 1, 7, true);
  });
  if (p.limits !== undefined) checkLimits(f, p.limits, `${at}.limits`, names);
}

function checkLimits(f: Faults, l: unknown, at: string, names: Names): void {
  if (!f.object(l, at, LIMITS)) return;
  f.whole(l.minMinutes, `${at}.minMinutes`, 0, 1e6);
  f.whole(l.maxMinutes, `${at}.maxMinutes`, 0, 1e6);
  f.whole(l.maxWeekMinutes, `${at}.maxWeekMinutes`, 0, 1e6);
  f.whole(l.maxRun, `${at}.maxRun`, 1, 1000);
  f.whole(l.minRun, `${at}.minRun`, 1, 31);
  f.whole(l.minRest, `${at}.minRest`, 1, 31);
  f.whole(l.maxWeekends, `${at}.maxWeekends`, 0, 1000);
  if (Number(l.minMinutes ?? 0) > Number(l.maxMinutes ?? 1e9)) {
    f.add(`${at}.minMinutes`, 'contradiction', 'must not exceed maxMinutes');
  }
  if (Number(l.minRun ?? 1) > Number(l.maxRun ?? 1e9))
    f.add(`${at}.minRun`, 'contradiction', 'must not exceed maxRun');
  const per = l.maxPerShift;
  if (per === undefined) return;
  if (typeof per !== 'object' || per === null || Array.isArray(per)) {
    f.add(`${at}.maxPerShift`, 'object', 'must be an object');
    return;
  }
  for (const [id, n] of Object.entries(per)) {
    if (f.full) return;
    // The key is not repeated: it is raw input.
    if (!names.shifts.has(id))
      f.add(`${at}.maxPerShift`, 'unknown', 'must name shift types of the problem only');
    else f.whole(n, `${at}.maxPerShift`, 0, 1000, true);
  }
}
