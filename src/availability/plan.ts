import { setBits } from './bits.js';
import { badSize, DAY_MINUTES, type Frame } from './frame.js';
import type { SlotQuery } from './types.js';

/** The part of a query that sizes a slot. */
export type SlotSize = Pick<SlotQuery, 'minutes' | 'before' | 'after' | 'step'>;

/** Cells `[from, to)` of a day that a slot claims. May lie outside the day. */
export interface CellSpan {
  readonly from: number;
  readonly to: number;
}

/** A query in cells. A slot is known by the first cell it claims: its start is `lead` cells later. */
export interface Plan {
  /** Cells claimed before the start, and in all. */
  readonly lead: number;
  readonly length: number;
  /** Days `[from, to)` within the frame, counted from its first. */
  readonly from: number;
  readonly to: number;
  /** First cells whose start is on the step. */
  readonly onStep: Uint32Array;
}

/** Checks a query's sizes. Throws `bad_input`: sizes come from the catalogue, not from a visitor. */
export function checkSize(size: SlotSize, grid: number): void {
  const { minutes, before = 0, after = 0, step } = size;
  if (!(minutes > 0 && minutes <= DAY_MINUTES))
    throw badSize('minutes', 'must be more than 0 and at most 1440');
  if (!(before >= 0 && before <= DAY_MINUTES)) throw badSize('before', 'must be 0 to 1440');
  if (!(after >= 0 && after <= DAY_MINUTES)) throw badSize('after', 'must be 0 to 1440');
  if (!(step > 0 && step % grid === 0))
    throw badSize('step', `must be a multiple of the grid (${grid} minutes)`);
}

/** What a slot claims: the visit with what is before and after it, rounded outwards to whole cells. */
export function claimedCells(size: SlotSize, grid: number, start: number): CellSpan {
  const { minutes, before = 0, after = 0 } = size;
  return { from: Math.floor((start - before) / grid), to: Math.ceil((start + minutes + after) / grid) };
}

/** Turns a query into cells of a frame. */
export function planOf(frame: Frame, query: SlotQuery): Plan {
  checkSize(query, frame.grid);
  const span = claimedCells(query, frame.grid, 0);
  const lead = -span.from;
  const length = span.to - span.from;
  const onStep = new Uint32Array(frame.words);
  const stride = query.step / frame.grid;
  const offset = ((-lead % stride) + stride) % stride;
  for (let c = offset; c + length <= frame.cells; c += stride) setBits(onStep, 0, c, c + 1, true);
  const { earliest = -Infinity, latest = Infinity } = query;
  const from = Math.max(query.from, frame.firstDay, Math.floor(earliest / DAY_MINUTES));
  const to = Math.min(query.to, frame.firstDay + frame.days, Math.ceil(latest / DAY_MINUTES));
  return { lead, length, from: from - frame.firstDay, to: to - frame.firstDay, onStep };
}

/** First cells allowed on a day (counted from the frame's first): on the step, and not cut by `earliest` or `latest`. */
export function startsAllowed(frame: Frame, plan: Plan, query: SlotQuery, day: number): Uint32Array {
  const { earliest = -Infinity, latest = Infinity } = query;
  const midnight = (frame.firstDay + day) * DAY_MINUTES;
  const low = Math.ceil((earliest - midnight) / frame.grid) - plan.lead;
  const high = Math.ceil((latest - midnight) / frame.grid) - plan.lead;
  if (low <= 0 && high >= frame.cells) return plan.onStep;
  const cut = plan.onStep.slice();
  setBits(cut, 0, 0, Math.min(frame.cells, Math.max(0, low)), false);
  setBits(cut, 0, Math.max(0, Math.min(frame.cells, high)), frame.cells, false);
  return cut;
}
