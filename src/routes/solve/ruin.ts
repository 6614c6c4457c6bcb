import { startOf } from '../compile/model.js';
import { below, type Chance, unit } from '../random.js';
import type { Engine } from './engine.js';
import type { Near } from './near.js';
import { type State, touch } from './state.js';

/** Settings of string removal (Christiaens & Vanden Berghe 2020, section 5.2). */
export interface RuinSettings {
  /** Stops removed on average. */
  readonly mean: number;
  /** Longest string. */
  readonly longest: number;
  /** Chance of a string with a gap in it. */
  readonly split: number;
  /** Chance that the gap grows by one more stop. */
  readonly grow: number;
  /** Chance that a whole route is taken apart instead, which is how routes become fewer. */
  readonly whole: number;
}

/** Room for what one ruin takes out. */
export interface Ruined {
  readonly task: Int32Array;
  count: number;
}

/** Removes strings of stops from routes around a random stop, and leaves the routes in order. */
export function ruin(s: State, e: Engine, chance: Chance, near: Near, set: RuinSettings, out: Ruined): void {
  const { model: m, route, undo } = s;
  out.count = 0;
  if (undo.step % 16 === 1 || s.inUse === 0) countUse(s);
  if (s.inUse === 0) return;
  const average = (m.tasks - s.absentCount) / s.inUse;
  const longest = Math.max(1, Math.min(set.longest, average));
  const most = (4 * set.mean) / (1 + longest) - 1;
  const strings = Math.floor(unit(chance) * most + 1);
  const seed = below(chance, m.tasks);
  const from = undo.count;
  if (route[seed]! >= 0 && unit(chance) < set.whole) removeRoute(s, e, route[seed]!, out);
  for (let k = -1; k < near.width && undo.count - from < strings; k++) {
    const c = k < 0 ? seed : near.list[seed * near.width + k]!;
    const r = route[c]!;
    if (r < 0 || undo.stamp[r] === undo.step || s.locked[c] === 1) continue;
    const limit = Math.min(s.count[r]!, longest);
    const length = Math.floor(unit(chance) * limit + 1);
    removeString(s, e, chance, set, c, length, out);
  }
  for (let k = from; k < undo.count; k++) e.schedule(s, undo.routes[k]!);
}

function removeRoute(s: State, e: Engine, r: number, out: Ruined): void {
  touch(s, r);
  for (let i = s.next[startOf(s.model, r)]!; i < s.model.tasks + s.model.breaks; ) {
    const n = s.next[i]!;
    if (i < s.model.tasks && s.locked[i] === 0) take(s, e, i, out);
    i = n;
  }
}

function countUse(s: State): void {
  s.inUse = 0;
  for (let r = 0; r < s.model.routes; r++) if (s.count[r]! > 0) s.inUse++;
}

function removeString(
  s: State,
  e: Engine,
  chance: Chance,
  set: RuinSettings,
  c: number,
  length: number,
  out: Ruined,
): void {
  const r = s.route[c]!;
  touch(s, r);
  const size = s.count[r]!;
  let gap = 0;
  if (length > 1 && length < size && unit(chance) < set.split) {
    gap = 1;
    while (length + gap < size && unit(chance) < set.grow) gap++;
  }
  const whole = length + gap;
  const before = reach(s, c, whole - 1, s.prev);
  const after = reach(s, c, whole - 1, s.next);
  const least = Math.max(0, whole - 1 - after);
  const back = least + below(chance, Math.max(1, Math.min(before, whole - 1) - least + 1));
  const skip = gap > 0 ? below(chance, length - 1) + 1 : whole;
  let i = c;
  for (let k = 0; k < back; ) {
    i = s.prev[i]!;
    if (i < s.model.tasks) k++;
  }
  for (let k = 0; k < whole && i < s.model.tasks + s.model.breaks; ) {
    const n = s.next[i]!;
    if (i < s.model.tasks) {
      if (s.locked[i] === 0 && (k < skip || k >= skip + gap)) take(s, e, i, out);
      k++;
    }
    i = n;
  }
}

/** Tasks up to `most` on one side of c, up to the route's end. */
function reach(s: State, c: number, most: number, step: Int32Array): number {
  const { tasks, breaks } = s.model;
  let found = 0;
  for (let i = step[c]!; found < most && i < tasks + breaks; i = step[i]!) if (i < tasks) found++;
  return found;
}

/** Takes a task out, and with it the other half of its shipment and all of its group. */
function take(s: State, e: Engine, i: number, out: Ruined): void {
  const { model: m } = s;
  if (s.route[i]! < 0) return;
  if (m.partner[i]! >= 0) {
    const a = Math.min(i, m.partner[i]!);
    if (s.locked[a] === 1 || s.locked[a + 1] === 1) return;
    e.pull(s, a);
    e.pull(s, a + 1);
    out.task[out.count++] = a;
    return;
  }
  const group = m.groupOf[i]! >= 0 ? m.groups[m.groupOf[i]!]! : null;
  if (group === null) {
    e.pull(s, i);
    out.task[out.count++] = i;
    return;
  }
  if (group.some((j) => s.locked[j] === 1)) return;
  for (const j of group) {
    if (s.route[j]! < 0) continue;
    touch(s, s.route[j]!);
    e.pull(s, j);
    out.task[out.count++] = j;
  }
}
