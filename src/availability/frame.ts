import { BianminError } from '../problem.js';
import type { DayNumber, Zone } from '../time/index.js';
import { setBits } from './bits.js';

/** Wall minutes of a day. */
export const DAY_MINUTES = 1440;

/** Geometry of an index: which days, in cells of which size. A day has `cells` cells in `words` 32-bit words. */
export interface Frame {
  readonly zone: Zone;
  /** Minutes a cell. */
  readonly grid: 5 | 15;
  readonly firstDay: DayNumber;
  readonly days: number;
  /** Cells a wall day: 96 or 288. */
  readonly cells: number;
  /** Words a wall day: 3 or 9. Both sizes fill their words exactly, so no bit is ever unused. */
  readonly words: number;
  /** `days × words`: a set bit is a cell that exists once; cells touched by a gap or fold are clear. */
  readonly valid: Uint32Array;
}

/** Lays out the horizon `[firstDay, firstDay + days)`. Throws on a size that cannot be meant. */
export function createFrame(zone: Zone, grid: 5 | 15, firstDay: DayNumber, days: number): Frame {
  if (grid !== 5 && grid !== 15) throw badSize('grid', 'must be 5 or 15 minutes');
  if (!Number.isInteger(firstDay)) throw badSize('firstDay', 'must be a whole day number');
  if (!Number.isInteger(days) || days < 0 || days > 3660) throw badSize('days', 'must be 0 to 3660');
  const cells = DAY_MINUTES / grid;
  const words = cells / 32;
  const valid = new Uint32Array(days * words).fill(0xffffffff);
  for (let d = 0; d < days; d++) {
    for (const { start, end } of zone.irregular(firstDay + d)) {
      const from = Math.max(0, Math.floor(start / grid));
      const to = Math.min(cells, Math.ceil(end / grid));
      setBits(valid, d * words, from, to, false);
    }
  }
  return { zone, grid, firstDay, days, cells, words, valid };
}

/** The error of every size that a programmer got wrong. */
export function badSize(field: string, rule: string): BianminError {
  return new BianminError({ code: 'bad_input', field, message: `${field} ${rule}.` });
}
