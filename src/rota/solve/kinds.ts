import type { Model } from '../compile/model.js';

/**
 * Choices that the row program need not tell apart: same successors, same predecessors, same minutes, and no counted
 * limit. On each day only the cheapest of a kind matters.
 */
export interface Kinds {
  readonly count: number;
  /** Kind of a choice; -1 for the day off. */
  readonly of: Int32Array;
  /** Class of a kind: kinds with the same successors share one. */
  readonly classOf: Int32Array;
  readonly classes: number;
  /** Working time in model units. */
  readonly units: Int32Array;
  /** `may[class * count + kind]` is 1 when the kind may follow the class. */
  readonly may: Uint8Array;
  /** Position of a kind's counter among the counted choices, -1 for none. */
  readonly counter: Int32Array;
}

/** Groups the choices of a model for a set of counted choices. `unit` divides all minutes. */
export function kindsOf(model: Model, unit: number, counted: readonly number[]): Kinds {
  const { width, next, minutes } = model;
  const classes = new Map<string, number>();
  const kinds = new Map<string, number>();
  const of = new Int32Array(width).fill(-1);
  const classOf: number[] = [];
  const units: number[] = [];
  const counter: number[] = [];
  const first: number[] = [];
  for (let k = 1; k < width; k++) {
    let after = '';
    let before = '';
    for (let j = 1; j < width; j++) {
      after += next[k * width + j];
      before += next[j * width + k];
    }
    const cls = classes.get(after) ?? classes.size;
    classes.set(after, cls);
    const key = `${after} ${before} ${minutes[k]} ${counted.indexOf(k)}`;
    let kind = kinds.get(key);
    if (kind === undefined) {
      kind = kinds.size;
      kinds.set(key, kind);
      classOf.push(cls);
      units.push(minutes[k]! / unit);
      counter.push(counted.indexOf(k));
      first.push(k);
    }
    of[k] = kind;
  }
  const count = kinds.size;
  const may = new Uint8Array(classes.size * count);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) may[classOf[a]! * count + b] = next[first[a]! * width + first[b]!]!;
  }
  return {
    count,
    of,
    classOf: Int32Array.from(classOf),
    classes: classes.size,
    units: Int32Array.from(units),
    may,
    counter: Int32Array.from(counter),
  };
}

/** Greatest common divisor of all minutes: the unit in which working time is counted. */
export function unitOf(minutes: Int32Array): number {
  let g = 0;
  for (const m of minutes)
    for (let a = m, b = g; ; [a, b] = [b, a % b])
      if (b === 0) {
        g = a;
        break;
      }
  return Math.max(1, g);
}
