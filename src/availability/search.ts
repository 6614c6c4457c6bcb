import { countBits } from './bits.js';
import type { IndexState } from './index-state.js';
import { planOf, startsAllowed } from './plan.js';
import { SlotTableBuilder } from './slot-table.js';
import { StartCounter } from './start-counter.js';
import type { DaySummary, SlotQuery, SlotTable } from './types.js';

/** Earliest first: by day, offices in query order, start. With a limit it stops at the end of the day that fills it. */
export function search(state: IndexState, query: SlotQuery): SlotTable {
  const { frame } = state;
  const plan = planOf(frame, query);
  const offices = [...new Set(query.offices)];
  const ranges = offices.map((o) => state.resources.office(o));
  const limit = query.limit ?? Number.POSITIVE_INFINITY;
  const rows = Math.max(0, plan.to - plan.from) * offices.length;
  const table = new SlotTableBuilder(
    offices,
    Math.min(rows, limit),
    Math.min(rows * 16, limit) + frame.cells,
  );
  if (limit <= 0) return table;
  const counter = new StartCounter(state, state.patterns.eligibility(query), plan.length);
  for (let day = plan.from; day < plan.to && table.count < limit; day++) {
    const allowed = startsAllowed(frame, plan, query, day);
    const rowsBefore = table.rows;
    const countBefore = table.count;
    for (let o = 0; o < ranges.length; o++) {
      const range = ranges[o];
      if (!range) continue;
      counter.count(range, day, allowed);
      table.reserve(frame.cells);
      table.count += counter.list(table.starts, table.free, table.count, plan.lead);
      table.endRow(o, frame.firstDay + day);
    }
    if (table.count > limit) table.cutDay(rowsBefore, limit - countBefore);
  }
  return table;
}

/** One row an office and day with windows: starts free now, and starts there would be with no claims. */
export function summarise(state: IndexState, query: SlotQuery): DaySummary[] {
  const { frame, patternOf, resources } = state;
  const plan = planOf(frame, query);
  const eligible = state.patterns.eligibility(query);
  const now = new StartCounter(state, eligible, plan.length);
  const atMost = new StartCounter(state, eligible, plan.length, true);
  const rows: DaySummary[] = [];
  for (let day = plan.from; day < plan.to; day++) {
    const allowed = startsAllowed(frame, plan, query, day);
    for (const office of new Set(query.offices)) {
      const range = resources.office(office);
      if (!range) continue;
      const row = day * resources.size;
      if (patternOf.subarray(row + range.first, row + range.end).every((p) => p === 0)) continue;
      now.count(range, day, allowed);
      atMost.count(range, day, allowed);
      rows.push({ office, day: frame.firstDay + day, free: sizeOf(now.mask), total: sizeOf(atMost.mask) });
    }
  }
  return rows;
}

function sizeOf(mask: Uint32Array): number {
  let sum = 0;
  for (const word of mask) sum += countBits(word);
  return sum;
}
