import type { Faults } from './faults.js';
import { most } from './limits.js';
import type { Names } from './person.js';
import { checkSkills } from './skills.js';

/** One line of demand. */
export function checkDemand(f: Faults, x: unknown, at: string, names: Names): void {
  if (!f.object(x, at, ['day', 'shifts', 'skills', 'people', 'under', 'over'])) return;
  f.whole(x.day, `${at}.day`, 0, names.days - 1, true);
  const shifts = f.items(x.shifts ?? null, `${at}.shifts`, most.shifts);
  if (shifts.length === 0) f.add(`${at}.shifts`, 'empty', 'must name at least one shift type');
  shifts.forEach((id, i) => {
    if (!f.full) f.oneOf(id, `${at}.shifts[${i}]`, names.shifts, 'shift type');
  });
  checkSkills(f, x.skills, `${at}.skills`);
  f.whole(x.people, `${at}.people`, 0, 10_000, true);
  f.weight(x.under, `${at}.under`, true);
  f.weight(x.over, `${at}.over`);
}

/** One stretch of leave. */
export function checkLeave(f: Faults, x: unknown, at: string, names: Names): void {
  if (!f.object(x, at, ['person', 'from', 'until'])) return;
  f.oneOf(x.person, `${at}.person`, names.people, 'person');
  f.whole(x.from, `${at}.from`, 0, names.days - 1, true);
  f.whole(x.until, `${at}.until`, 0, names.days - 1, true);
  if (Number(x.from) > Number(x.until)) f.add(`${at}.until`, 'order', 'must not be before from');
}

/** One settled day; two different ones for the same day and person contradict each other. */
export function checkPinned(
  f: Faults,
  x: unknown,
  at: string,
  names: Names,
  seen: Map<string, unknown>,
): void {
  if (!f.object(x, at, ['person', 'day', 'shift'])) return;
  f.oneOf(x.person, `${at}.person`, names.people, 'person');
  f.whole(x.day, `${at}.day`, 0, names.days - 1, true);
  if (x.shift !== null) f.oneOf(x.shift, `${at}.shift`, names.shifts, 'shift type (or null)');
  const key = `${String(x.day)} ${String(x.person)}`;
  if (seen.has(key) && seen.get(key) !== x.shift)
    f.add(at, 'contradiction', 'pins a day that is pinned otherwise');
  seen.set(key, x.shift);
}

/** One wish. */
export function checkRequest(f: Faults, x: unknown, at: string, names: Names): void {
  if (!f.object(x, at, ['person', 'day', 'shift', 'want', 'weight'])) return;
  f.oneOf(x.person, `${at}.person`, names.people, 'person');
  f.whole(x.day, `${at}.day`, 0, names.days - 1, true);
  if (x.shift !== undefined) f.oneOf(x.shift, `${at}.shift`, names.shifts, 'shift type');
  if (x.want !== 'on' && x.want !== 'off') f.add(`${at}.want`, 'unknown', 'must be on or off');
  f.weight(x.weight, `${at}.weight`, true);
}
