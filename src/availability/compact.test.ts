import { describe, expect, it } from 'vitest';
import { dayOf } from '../time/index.js';
import { slotDays, toCompact } from './compact.js';
import { SlotTableBuilder } from './slot-table.js';

function table() {
  const built = new SlotTableBuilder(['hall', 'annex "中"'], 0, 0);
  const add = (office: number, date: string, slots: readonly (readonly [number, number])[]) => {
    built.reserve(slots.length);
    for (const [start, free] of slots) {
      built.starts[built.count] = start;
      built.free[built.count++] = free;
    }
    built.endRow(office, dayOf(date));
  };
  add(0, '2026-10-09', [
    [0, 1],
    [5, 9],
    [60, 10],
    [540, 99],
    [1435, 100],
  ]);
  add(1, '2026-10-09', [[1000, 65535]]);
  add(0, '2026-10-10', []);
  add(0, '2026-10-11', [[1010, 20]]);
  return built;
}

describe('the compact form', () => {
  it('is exactly the JSON of the rows, places capped at 99', () => {
    expect(slotDays(table())).toEqual([
      { office: 'hall', date: '2026-10-09', minutes: [0, 5, 60, 540, 1435], free: [1, 9, 10, 99, 99] },
      { office: 'annex "中"', date: '2026-10-09', minutes: [1000], free: [99] },
      { office: 'hall', date: '2026-10-11', minutes: [1010], free: [20] },
    ]);
    expect(toCompact(table())).toBe(JSON.stringify(slotDays(table())));
  });

  it('leaves out the rows that the caller does not keep', () => {
    const keep = (office: string, day: number) => office === 'hall' && day !== dayOf('2026-10-09');
    expect(toCompact(table(), keep)).toBe(JSON.stringify(slotDays(table(), keep)));
    expect(slotDays(table(), keep).map((d) => d.date)).toEqual(['2026-10-11']);
    expect(toCompact(table(), () => false)).toBe('[]');
  });
});
