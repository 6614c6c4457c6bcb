import { type Model, NEVER } from '../compile/model.js';
import { type Chance, unit } from '../random.js';
import { findBest, place, unlink } from './scan.js';
import { type State, touch } from './state.js';
import { schedule, spanOf } from './timing.js';

/**
 * Ties between routes (together, precedence) are kept by pinning: as soon as both ends stand in the plan, a moment
 * between them is fixed as a bound on either. Routes stay independent of each other, insertion tests stay local, and
 * the search changes a moment by taking an end out and putting it back.
 */
export const hasTies = (m: Model): boolean => m.groups.length + m.first.length > 0;

/** Bounds for an absent task from its precedences; false when they leave no time. */
export function tieBounds(s: State, c: number): boolean {
  const { model: m } = s;
  let low = -NEVER;
  let high = NEVER;
  for (let k = 0; k < m.first.length; k++) {
    const a = m.first[k]!;
    const b = m.second[k]!;
    if (b === c && s.route[a]! >= 0) low = Math.max(low, s.ready[a]! + m.gap[k]!);
    if (a === c && s.route[b]! >= 0) high = Math.min(high, s.begin[b]! - m.gap[k]!);
  }
  s.notBefore[c] = low;
  s.doneBy[c] = high;
  return low < high;
}

/**
 * While c looks for a place, whoever must be done before it may not be pushed to a later time by c itself. Returns what
 * `release` needs.
 */
export function hold(s: State, c: number): number[] {
  const { model: m } = s;
  const held: number[] = [];
  for (let k = 0; k < m.first.length; k++) {
    const a = m.first[k]!;
    if (m.second[k] !== c || s.route[a]! < 0) continue;
    held.push(a, s.doneBy[a]!);
    s.doneBy[a] = s.ready[a]!;
    touch(s, s.route[a]!);
    schedule(s, s.route[a]!);
  }
  return held;
}

/** Ends what `hold` began. */
export function release(s: State, held: readonly number[]): void {
  for (let i = held.length - 2; i >= 0; i -= 2) {
    s.doneBy[held[i]!] = held[i + 1]!;
    schedule(s, s.route[held[i]!]!);
  }
}

/** After c stands: fixes a moment for each precedence whose other end stands too. */
export function pinNeighbours(s: State, chance: Chance, c: number): void {
  const { model: m } = s;
  for (let k = 0; k < m.first.length; k++) {
    const a = m.first[k]!;
    const b = m.second[k]!;
    if ((a !== c && b !== c) || s.route[a]! < 0 || s.route[b]! < 0) continue;
    const least = s.ready[a]!;
    const most = Math.max(least, s.begin[b]! - m.gap[k]!);
    // Early for the first, as a rule, but not always: either side may need the room.
    const moment = least + Math.floor((most - least) * unit(chance) ** 2);
    s.doneBy[a] = Math.min(s.doneBy[a]!, moment);
    s.notBefore[b] = Math.max(s.notBefore[b]!, moment + m.gap[k]!);
    for (const r of [s.route[a]!, s.route[b]!]) {
      touch(s, r);
      schedule(s, r);
    }
  }
}

/** Lets go of every bound that c had or gave. The other ends keep theirs until they move: that is only careful. */
export function unpin(s: State, c: number): void {
  s.notBefore[c] = -NEVER;
  s.doneBy[c] = NEVER;
}

/** Inserts all stops of a group at one start time, each with a vehicle of its own. */
export function insertTied(s: State, chance: Chance, group: readonly number[]): boolean {
  for (const c of group) if (s.route[c]! >= 0) return true;
  let best = NEVER;
  let at = -1;
  for (const t of moments(s, chance, group)) {
    const cost = tryAt(s, chance, group, t);
    if (cost < best) {
      best = cost;
      at = t;
    }
    remove(s, group);
  }
  if (at < 0 || tryAt(s, chance, group, at) >= NEVER) {
    remove(s, group);
    return false;
  }
  return true;
}

/** Start times worth trying: when each could start by itself, the latest of these, and some by chance. */
function moments(s: State, chance: Chance, group: readonly number[]): number[] {
  const { model: m } = s;
  let low = -NEVER;
  let high = NEVER;
  const out: number[] = [];
  for (const c of group) {
    if (!tieBounds(s, c)) return [];
    low = Math.max(low, m.open[c]!, s.notBefore[c]!);
    high = Math.min(high, m.close[c]!);
  }
  let late = low;
  for (const c of group) {
    const found = findBest(s, chance, c, []);
    if (found.at < 0) return [];
    place(s, c, found.at);
    out.push(s.begin[c]!);
    late = Math.max(late, s.begin[c]!);
    const r = s.route[c]!;
    unlink(s, c);
    schedule(s, r);
  }
  out.push(late, low);
  for (let k = 0; k < 3; k++) out.push(low + Math.floor((high - low) * unit(chance)));
  return [...new Set(out)].filter((t) => t >= low && t <= high);
}

/** Cost of the group at start time t, left standing in the plan; NEVER if it has no place. */
function tryAt(s: State, chance: Chance, group: readonly number[], t: number): number {
  const before = s.cost;
  const vehicles: number[] = [];
  for (const c of group) {
    if (!tieBounds(s, c)) return NEVER;
    s.notBefore[c] = Math.max(s.notBefore[c]!, t);
    const held = hold(s, c);
    const found = findBest(s, chance, c, vehicles);
    if (found.at < 0) {
      release(s, held);
      return NEVER;
    }
    const r = s.route[found.at]!;
    place(s, c, found.at);
    release(s, held);
    if (s.begin[c] !== t) return NEVER;
    // Done by exactly its end: nothing may push its start any more.
    s.doneBy[c] = Math.min(s.doneBy[c]!, t + spanOf(s.model, r, c, s.at[s.prev[c]!]!));
    if (s.ready[c]! > s.doneBy[c]!) return NEVER;
    schedule(s, r);
    pinNeighbours(s, chance, c);
    vehicles.push(s.model.vehicleOf[r]!);
  }
  return s.cost - before;
}

function remove(s: State, group: readonly number[]): void {
  for (const c of group) {
    const r = s.route[c]!;
    if (r >= 0) {
      unlink(s, c);
      schedule(s, r);
    }
    unpin(s, c);
  }
}
