import { describe, expect, it } from 'vitest';
import type { DayView, SlotDay } from '../../../src/client/index.js';
import { FreeTimes } from './model.js';

const head = {
  asOf: '2026-09-18T00:00:00.000Z',
  zone: 'Asia/Shanghai',
  window: ['2026-09-29', '2026-10-10'] as [string, string],
};
const slot = (office: string, date: string, ...minutes: number[]): SlotDay => ({
  office,
  date,
  minutes,
  free: minutes.map(() => 1),
});
const day = (date: string, more: Partial<DayView>): DayView => ({
  office: 'hall',
  date,
  kind: 'working',
  level: 'none',
  free: 0,
  bookable: true,
  open: [],
  ...more,
});
const holiday = (date: string) =>
  day(date, {
    kind: 'holiday',
    bookable: false,
    name: '国庆节',
    closed: { layer: 'national', reason: '国庆节' },
  });

function free() {
  const times = new FreeTimes();
  times.addDays({
    ...head,
    days: [
      day('2026-09-29', {}),
      day('2026-09-30', { level: 'few', free: 2 }),
      ...['2026-10-01', '2026-10-02', '2026-10-03'].map(holiday),
      day('2026-10-04', { kind: 'holiday', level: 'few', special: true, name: '国庆节' }),
      holiday('2026-10-05'),
      day('2026-10-08', { level: 'many', free: 9 }),
      day('2026-10-09', { bookable: false, kind: 'rest', closed: { layer: 'weekly', reason: '周末' } }),
      day('2026-10-10', { kind: 'make-up', level: 'many' }),
    ],
  });
  times.addSlots({
    ...head,
    days: [
      slot('hall', '2026-10-04', 540),
      slot('hall', '2026-09-30', 600, 615),
      slot('east', '2026-09-30', 540),
    ],
  });
  return times;
}

describe('free times', () => {
  it('finds the earliest of an office', () => {
    expect(free().earliest('hall')).toEqual({ office: 'hall', date: '2026-09-30', minute: 600 });
    expect(free().earliest('east')?.minute).toBe(540);
    expect(free().earliest('nowhere')).toBeUndefined();
  });

  it('knows days by their times, or by the calendar where times were not asked for yet', () => {
    expect(free().dates('hall')).toEqual(['2026-09-30', '2026-10-04', '2026-10-08', '2026-10-10']);
  });

  it('lists days in order, joins closed days of one reason, tells full days, passes over weekends', () => {
    const rows = free()
      .rows('hall')
      .map((r) => (r.kind === 'day' ? `${r.date} ${r.times?.minutes.length ?? '?'}` : `${r.from}–${r.to}`));
    expect(rows).toEqual([
      '2026-09-29 0',
      '2026-09-30 2',
      '2026-10-01–2026-10-03',
      '2026-10-04 1',
      '2026-10-05–2026-10-05',
      '2026-10-08 ?',
      '2026-10-10 ?',
    ]);
  });
});
