import { startOf } from '../compile/model.js';
import type { Chance } from '../random.js';
import type { Engine } from './engine.js';
import { insertPair } from './pair.js';
import { findBest, link, place, unlink } from './scan.js';
import type { State } from './state.js';
import { hasTies, hold, insertTied, pinNeighbours, release, tieBounds, unpin } from './ties.js';
import { schedule } from './timing.js';

function insertBest(s: State, chance: Chance, c: number): boolean {
  const { model: m } = s;
  if (m.partner[c]! >= 0) return insertPair(s, chance, Math.min(c, m.partner[c]!));
  if (hasTies(m) && m.groupOf[c]! >= 0) return insertTied(s, chance, m.groups[m.groupOf[c]!]!);
  if (hasTies(m) && !tieBounds(s, c)) return false;
  const held = hasTies(m) ? hold(s, c) : [];
  const found = findBest(s, chance, c, []);
  if (found.at >= 0) place(s, c, found.at);
  release(s, held);
  if (hasTies(m) && found.at < 0) unpin(s, c);
  else if (hasTies(m)) pinNeighbours(s, chance, c);
  return found.at >= 0;
}

function fill(s: State, r: number, tasks: Int32Array): void {
  let p = startOf(s.model, r);
  for (const c of tasks) {
    link(s, c, p);
    p = c;
  }
  schedule(s, r);
}

function pull(s: State, c: number): void {
  unlink(s, c);
  if (hasTies(s.model)) unpin(s, c);
}

/** The engine for every rule. */
export const generalEngine: Engine = { schedule, insertBest, fill, pull };
