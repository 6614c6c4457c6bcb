import { setBits } from './bits.js';
import type { Frame } from './frame.js';
import type { SlotQuery, Window } from './types.js';

/** Number of the pattern without windows. */
export const CLOSED = 0;

/** What is asked of a window: its skills and, in a special opening, its services. */
export type Need = Pick<SlotQuery, 'service' | 'skills'>;

/** Not computed yet, in `Eligibility.offsets`. */
export const UNKNOWN = -2;

/** Masks of the cells open to one need, by pattern. Both arrays may be replaced by `offset`: read them again. */
export interface Eligibility {
  /** First word of a pattern's mask in `masks`; −1 when it has no open cell, `UNKNOWN` before `offset` was asked. */
  readonly offsets: Int32Array;
  readonly masks: Uint32Array;
  /** The same, computed if need be. */
  offset(pattern: number): number;
}

/** When the cached masks outgrow this many bytes, they are forgotten and computed again on demand. */
const CACHE_BYTES = 1 << 20;

/**
 * Windows of a day, each different list kept once. A centre has thousands of resource days and a handful of
 * patterns; what a pattern offers to a need is computed when first asked for.
 */
export class PatternPool {
  readonly #frame: Frame;
  readonly #list: (readonly Window[])[] = [[]];
  readonly #byArray = new WeakMap<readonly Window[], number>();
  readonly #byText = new Map<string, number>();
  readonly #needs = new Map<string, CachedEligibility>();

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  get size(): number {
    return this.#list.length;
  }

  /** Bytes of the cached masks. */
  get bytes(): number {
    let sum = 0;
    for (const e of this.#needs.values()) sum += e.bytes;
    return sum;
  }

  windows(pattern: number): readonly Window[] {
    return this.#list[pattern]!;
  }

  /** The number of this list of windows. The same array is recognised at once, an equal one by its text. */
  intern(windows: readonly Window[]): number {
    if (windows.length === 0) return CLOSED;
    const known = this.#byArray.get(windows);
    if (known !== undefined) return known;
    const text = JSON.stringify(windows.map((w) => [w.from, w.to, w.skills, w.services ?? 0, w.because]));
    let pattern = this.#byText.get(text);
    if (pattern === undefined) {
      pattern = this.#list.push(windows) - 1;
      this.#byText.set(text, pattern);
    }
    this.#byArray.set(windows, pattern);
    return pattern;
  }

  eligibility(need: Need): Eligibility {
    const key = `${need.service === undefined ? '-' : `+${need.service}`}\n${[...need.skills].sort().join('\n')}`;
    let found = this.#needs.get(key);
    if (!found) {
      if (this.bytes > CACHE_BYTES) this.#needs.clear();
      found = new CachedEligibility(this.#frame, this.#list, {
        service: need.service,
        skills: [...need.skills],
      });
      this.#needs.set(key, found);
    }
    return found;
  }
}

class CachedEligibility implements Eligibility {
  masks: Uint32Array;
  readonly #frame: Frame;
  readonly #list: readonly (readonly Window[])[];
  readonly #need: Need;
  offsets: Int32Array;
  #used = 0;

  constructor(frame: Frame, list: readonly (readonly Window[])[], need: Need) {
    this.#frame = frame;
    this.#list = list;
    this.#need = need;
    this.offsets = new Int32Array(list.length).fill(UNKNOWN);
    this.masks = new Uint32Array(Math.min(list.length, 16) * frame.words);
  }

  get bytes(): number {
    return this.masks.byteLength + this.offsets.byteLength;
  }

  offset(pattern: number): number {
    const known = pattern < this.offsets.length ? this.offsets[pattern]! : UNKNOWN;
    return known === UNKNOWN ? this.#compute(pattern) : known;
  }

  #compute(pattern: number): number {
    if (pattern >= this.offsets.length) {
      const more = new Int32Array(this.#list.length * 2).fill(UNKNOWN);
      more.set(this.offsets);
      this.offsets = more;
    }
    const { words, grid } = this.#frame;
    if (this.#used + words > this.masks.length) {
      const more = new Uint32Array(this.masks.length * 2);
      more.set(this.masks);
      this.masks = more;
    }
    const open = openCells(this.#list[pattern]!, grid, (w) => fits(w, this.#need));
    for (const [from, to] of open) setBits(this.masks, this.#used, from, to, true);
    const offset = open.length > 0 ? this.#used : -1;
    if (offset >= 0) this.#used += words;
    this.offsets[pattern] = offset;
    return offset;
  }
}

/** Does this window serve the need? A window for certain services serves no unnamed one. */
export function fits(window: Window, need: Need): boolean {
  return allows(window, need.service) && need.skills.every((s) => window.skills.includes(s));
}

/** Does this window allow the service, skills apart? */
export function allows(window: Window, service: string | undefined): boolean {
  return window.services === undefined || (service !== undefined && window.services.includes(service));
}

/** Whole cells `[from, to)` inside the union of the windows that pass, ascending and disjoint. */
export function openCells(
  windows: readonly Window[],
  grid: number,
  pass: (window: Window) => boolean,
): [number, number][] {
  const cells: [number, number][] = [];
  for (const [from, to] of openMinutes(windows, pass)) {
    const first = Math.ceil(from / grid);
    const end = Math.floor(to / grid);
    if (first < end) cells.push([first, end]);
  }
  return cells;
}

/** The union of the windows that pass, as wall minutes `[from, to)` within the day, ascending, touching ones joined. */
export function openMinutes(
  windows: readonly Window[],
  pass: (window: Window) => boolean,
): [number, number][] {
  const spans = windows
    .filter(pass)
    .map((w): [number, number] => [Math.max(0, w.from), Math.min(1440, w.to)])
    .filter(([from, to]) => from < to)
    .sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
    else joined.push(span);
  }
  return joined;
}
