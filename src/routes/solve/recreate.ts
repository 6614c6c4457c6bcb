import { legCost } from '../compile/legs.js';
import type { Model } from '../compile/model.js';
import { below, type Chance } from '../random.js';
import type { Engine } from './engine.js';
import type { Ruined } from './ruin.js';
import type { State } from './state.js';

/** Orders of insertion: one key a task, lowest first; null is random. */
export interface Orders {
  readonly keys: readonly (Float64Array | null)[];
}

/**
 * The orders of Christiaens & Vanden Berghe (2020) for time windows: random 4, load 4, far 2, close 1, short window 2,
 * early 2, late closing 2. A stop of higher priority goes first in all of them.
 */
export function makeOrders(m: Model): Orders {
  const depot = m.place[m.tasks + m.breaks]!;
  const key = (of: (i: number) => number) => {
    const out = new Float64Array(m.tasks);
    for (let i = 0; i < m.tasks; i++) out[i] = of(i);
    return out;
  };
  const amount = (i: number) => {
    let sum = 0;
    for (let d = 0; d < m.dims; d++) sum += Math.abs(m.take[i * m.dims + d]!) + m.deliver[i * m.dims + d]!;
    return sum;
  };
  const away = key((i) => legCost(m.fleets[0]!, depot, m.place[i]!));
  const load = key((i) => -amount(i));
  const far = away.map((d) => -d);
  const short = key((i) => m.close[i]! - m.open[i]!);
  const early = key((i) => m.open[i]!);
  const late = key((i) => -m.close[i]!);
  return {
    keys: [
      null,
      null,
      null,
      null,
      load,
      load,
      load,
      load,
      far,
      far,
      away,
      short,
      short,
      early,
      early,
      late,
      late,
    ],
  };
}

/** Puts absent and removed tasks back where they are cheapest; those without a legal place stay absent. */
export function recreate(s: State, e: Engine, chance: Chance, orders: Orders, out: Ruined): void {
  const { model: m } = s;
  recall(s, chance, out);
  sort(out, orders.keys[below(chance, orders.keys.length)]!, chance);
  for (let i = 0; i < out.count; i++) {
    const c = out.task[i]!;
    // A prize may be less than the way to it: such a stop is left out again by the price below.
    if (s.route[c]! >= 0) continue;
    const before = s.cost;
    if (e.insertBest(s, chance, c)) {
      if (s.cost - before > m.penalty[c]!) drop(s, e, c);
      else continue;
    }
    s.absent[s.absentCount++] = c;
    s.missing += m.penalty[c]!;
  }
}

/** So many absent tasks are tried again at each step; when more are absent, chance picks. */
const AGAIN = 30;

/** Moves absent tasks over to those that look for a place. */
function recall(s: State, chance: Chance, out: Ruined): void {
  const { absent, model: m } = s;
  const all = s.absentCount <= AGAIN || s.inUse === 0;
  for (let k = 0; s.absentCount > 0 && (all || k < AGAIN); k++) {
    const at = all ? s.absentCount - 1 : below(chance, s.absentCount);
    const c = absent[at]!;
    out.task[out.count++] = c;
    s.missing -= m.penalty[c]!;
    absent[at] = absent[--s.absentCount]!;
  }
  if (s.absentCount === 0) s.missing = 0;
}

/** Takes out what was just put in: a stop, both halves of a shipment, or a group. */
function drop(s: State, e: Engine, c: number): void {
  const { model: m } = s;
  const group = m.groupOf[c]! >= 0 ? m.groups[m.groupOf[c]!]! : m.partner[c]! >= 0 ? [c, m.partner[c]!] : [c];
  for (const i of group) {
    const r = s.route[i]!;
    e.pull(s, i);
    e.schedule(s, r);
  }
}

function sort(out: Ruined, key: Float64Array | null, chance: Chance): void {
  const { task, count } = out;
  for (let i = count - 1; i > 0; i--) {
    const j = below(chance, i + 1);
    const t = task[i]!;
    task[i] = task[j]!;
    task[j] = t;
  }
  if (key === null) return;
  if (count > 60) {
    task.subarray(0, count).sort((a, b) => key[a]! - key[b]!);
    return;
  }
  for (let i = 1; i < count; i++) {
    const t = task[i]!;
    const k = key[t]!;
    let j = i - 1;
    while (j >= 0 && key[task[j]!]! > k) {
      task[j + 1] = task[j]!;
      j--;
    }
    task[j + 1] = t;
  }
}
