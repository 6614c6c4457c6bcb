import type { Zone } from '../time/index.js';
import { DAY_MINUTES, type Frame } from './frame.js';

/** How often the offset is sampled for changes, minutes. The briefest stay at one offset on record is 12 days. */
const SAMPLE = 1440;

/** Takes a run of wall cells `[from, to)` of one day; `day` counts from the frame's first. */
export type CellSink = (day: number, from: number, to: number) => void;

/**
 * UTC cells to wall cells of the frame. The offsets of the horizon are looked up once (one on most, two where
 * the clock changes), so that a claim costs an addition. Where an offset is no multiple of the grid, cells
 * round outwards: what is partly taken is taken.
 */
export class WallCells {
  readonly #frame: Frame;
  /** Offset `#offsets[i]` holds for UTC minutes `[#since[i], #since[i + 1])`. */
  readonly #since: number[];
  readonly #offsets: number[];

  constructor(frame: Frame) {
    this.#frame = frame;
    const from = (frame.firstDay - 2) * DAY_MINUTES;
    const to = (frame.firstDay + frame.days + 2) * DAY_MINUTES;
    this.#since = [from];
    this.#offsets = [frame.zone.offsetAt(from)];
    for (let t = from; t < to; t += SAMPLE) {
      const before = this.#offsets.at(-1)!;
      if (frame.zone.offsetAt(t + SAMPLE) === before) continue;
      const change = firstChange(frame.zone, t, t + SAMPLE, before);
      this.#since.push(change);
      this.#offsets.push(frame.zone.offsetAt(change));
    }
    this.#since.push(to);
  }

  /** Hands the wall cells of UTC cells `[from, to)` to `sink`, day by day, clipped to the frame. */
  each(from: number, to: number, sink: CellSink): void {
    const { grid } = this.#frame;
    const start = from * grid;
    const end = to * grid;
    for (let i = 0; i < this.#offsets.length; i++) {
      const a = Math.max(start, this.#since[i]!);
      const b = Math.min(end, this.#since[i + 1]!);
      if (a < b) this.#wall(a + this.#offsets[i]!, b + this.#offsets[i]!, sink);
    }
  }

  #wall(start: number, end: number, sink: CellSink): void {
    const { grid, cells, days, firstDay } = this.#frame;
    const zero = firstDay * DAY_MINUTES;
    const from = Math.max(0, Math.floor((start - zero) / grid));
    const to = Math.min(days * cells, Math.ceil((end - zero) / grid));
    for (let c = from; c < to; ) {
      const day = Math.floor(c / cells);
      const stop = Math.min(to, (day + 1) * cells);
      sink(day, c - day * cells, stop - day * cells);
      c = stop;
    }
  }
}

function firstChange(zone: Zone, from: number, to: number, before: number): number {
  let low = from;
  let high = to;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (zone.offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}
