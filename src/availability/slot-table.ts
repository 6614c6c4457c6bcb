import type { DayNumber } from '../time/index.js';
import type { DaySlots, SlotTable } from './types.js';

/** Collects the rows of a search; columns grow by doubling. */
export class SlotTableBuilder implements SlotTable {
  readonly offices: readonly string[];
  rows = 0;
  count = 0;
  office: Uint16Array;
  day: Int32Array;
  end: Uint32Array;
  starts: Uint16Array;
  free: Uint16Array;

  /** `rows` and `starts` are expectations, not limits. */
  constructor(offices: readonly string[], rows: number, starts: number) {
    this.offices = offices;
    this.office = new Uint16Array(rows);
    this.day = new Int32Array(rows);
    this.end = new Uint32Array(rows);
    this.starts = new Uint16Array(starts);
    this.free = new Uint16Array(starts);
  }

  /** Makes room for so many more starts. */
  reserve(more: number): void {
    if (this.count + more <= this.starts.length) return;
    const size = Math.max(this.count + more, this.starts.length * 2);
    this.starts = grown(this.starts, new Uint16Array(size));
    this.free = grown(this.free, new Uint16Array(size));
  }

  /** Ends a row with the starts written since the last; a row without starts is not kept. */
  endRow(office: number, day: DayNumber): void {
    if (this.count === (this.rows > 0 ? this.end[this.rows - 1]! : 0)) return;
    if (this.rows === this.end.length) {
      const size = Math.max(16, this.rows * 2);
      this.office = grown(this.office, new Uint16Array(size));
      this.day = grown(this.day, new Int32Array(size));
      this.end = grown(this.end, new Uint32Array(size));
    }
    this.office[this.rows] = office;
    this.day[this.rows] = day;
    this.end[this.rows++] = this.count;
  }

  *[Symbol.iterator](): Generator<DaySlots> {
    for (let r = 0; r < this.rows; r++) {
      const from = r > 0 ? this.end[r - 1]! : 0;
      const to = this.end[r]!;
      yield {
        office: this.offices[this.office[r]!]!,
        day: this.day[r]!,
        starts: this.starts.subarray(from, to),
        free: this.free.subarray(from, to),
      };
    }
  }

  /**
   * Cuts the rows from `firstRow` on (one day's) to the earliest `keep` starts over all of them; of equal
   * starts those of earlier rows stay.
   */
  cutDay(firstRow: number, keep: number): void {
    let at = firstRow > 0 ? this.end[firstRow - 1]! : 0;
    const sorted = this.starts.slice(at, this.count).sort();
    if (sorted.length <= keep) return;
    const last = sorted[keep - 1]!;
    let ofLast = keep - sorted.indexOf(last);
    let read = at;
    let rows = firstRow;
    for (let r = firstRow; r < this.rows; r++) {
      const rowStart = at;
      for (; read < this.end[r]!; read++) {
        const start = this.starts[read]!;
        if (start > last || (start === last && ofLast-- <= 0)) continue;
        this.starts[at] = start;
        this.free[at++] = this.free[read]!;
      }
      if (at === rowStart) continue;
      this.office[rows] = this.office[r]!;
      this.day[rows] = this.day[r]!;
      this.end[rows++] = at;
    }
    this.rows = rows;
    this.count = at;
  }
}

function grown<T extends Uint16Array | Int32Array | Uint32Array>(old: T, next: T): T {
  next.set(old);
  return next;
}
