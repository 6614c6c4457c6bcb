import { endOf, NEVER, startOf } from '../compile/model.js';
import type { Chance } from '../random.js';
import type { Engine } from './engine.js';
import { link, unlink } from './scan.js';
import type { State } from './state.js';
import { pinNeighbours } from './ties.js';
import { isLegal } from './timing.js';

/**
 * Puts breaks and given orders into an empty state. What is frozen stays even where it is late (the day has happened);
 * of the rest, what is not legal is taken out from the end and becomes absent. Returns the first route whose frozen
 * part cannot stand at all, or -1.
 */
export function begin(s: State, e: Engine, chance: Chance): number {
  const { model: m } = s;
  for (let r = 0; r < m.routes; r++) {
    if (!m.plain) layOut(s, r);
    e.schedule(s, r);
    const bad = m.plain ? true : trim(s, e, r);
    if (!bad) return r;
  }
  if (m.first.length > 0) for (let i = 0; i < m.tasks; i++) if (s.route[i]! >= 0) pinNeighbours(s, chance, i);
  s.absentCount = 0;
  s.missing = 0;
  for (let i = 0; i < m.tasks; i++) {
    if (s.route[i]! >= 0 || isSecondHalf(s, i)) continue;
    s.absent[s.absentCount++] = i;
    s.missing += m.penalty[i]!;
  }
  return -1;
}

/** A shipment stands in the list of absent tasks by its pickup alone. */
const isSecondHalf = (s: State, i: number): boolean => s.model.partner[i]! >= 0 && s.model.partner[i]! < i;

function layOut(s: State, r: number): void {
  const { model: m } = s;
  const given = m.given[r]!;
  let p = startOf(m, r);
  for (const i of given) {
    link(s, i, p);
    p = i;
  }
  for (let k = 0; k < m.frozen[r]!; k++) s.locked[given[k]!] = 1;
  const rests = m.breaksOf[r]!.filter((b) => !given.includes(b)).sort((a, b) => m.open[a]! - m.open[b]!);
  for (const b of rests) {
    // Before the first stop that cannot start earlier than the break's last moment, after all breaks so far.
    let at = endOf(m, r);
    while (canFollow(s, m.winClose[m.winAt[b + 1]! - 1]!, s.prev[at]!, b)) at = s.prev[at]!;
    link(s, b, s.prev[at]!);
  }
}

function canFollow(s: State, close: number, i: number, rest: number): boolean {
  const { model: m } = s;
  if (i >= m.tasks || s.locked[i] === 1) return false;
  return m.open[i]! >= Math.min(close, m.open[rest]!);
}

/** Takes stops that are not frozen out from the end until the route is legal. */
function trim(s: State, e: Engine, r: number): boolean {
  const { model: m } = s;
  const fixed = m.frozen[r]! > 0;
  if (fixed) relax(s, r);
  for (;;) {
    e.schedule(s, r);
    const broken = splitPair(s, r);
    if (broken < 0 && (s.count[r] === 0 || isLegal(s, r))) return true;
    let i = broken;
    if (i < 0) {
      i = s.prev[endOf(m, r)]!;
      while (i >= m.tasks && i < m.tasks + m.breaks) i = s.prev[i]!;
      if (i >= m.tasks || s.locked[i] === 1) return false;
    }
    if (s.locked[i] === 1) return true;
    unlink(s, i);
  }
}

/** A stop of the route whose other half or group is not where it must be; -1 when all are. */
function splitPair(s: State, r: number): number {
  const { model: m } = s;
  for (let i = s.next[startOf(m, r)]!; i < m.tasks + m.breaks; i = s.next[i]!) {
    if (i >= m.tasks || s.locked[i] === 1) continue;
    if (m.partner[i]! >= 0 && s.route[m.partner[i]!]! !== r) return i;
    if (m.groupOf[i]! >= 0) return i;
    if (m.allowed !== null && m.allowed[i * m.routes + r] === 0) return i;
  }
  return -1;
}

/** What is frozen may be late: its windows end no more. */
function relax(s: State, r: number): void {
  const { model: m } = s;
  for (let i = s.next[startOf(m, r)]!; i < m.tasks + m.breaks; i = s.next[i]!) {
    if (s.locked[i] === 0) continue;
    m.winClose[m.winAt[i + 1]! - 1] = NEVER / 2;
    m.close[i] = NEVER / 2;
  }
}
