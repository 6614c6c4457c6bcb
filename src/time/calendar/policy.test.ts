import { describe, expect, it } from 'vitest';
import { must } from '../../problem.js';
import { dayOf } from '../civil.js';
import { chinaHolidays } from '../holidays/index.js';
import { zoneOf } from '../zone.js';
import { workingCalendar } from './calendar.js';
import { acceptedOn, applyHolidayPolicy, bookingWindow, lastCancel } from './policy.js';

const zone = must(zoneOf('Asia/Shanghai'));
const calendar = workingCalendar({
  zone,
  opening: [{ rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', hours: [{ start: 540, end: 1050 }] }],
  holidays: chinaHolidays(),
});
const at = (date: string, minute: number) => zone.toUtc(dayOf(date), minute).instant;

describe('booking window', () => {
  it('at least 1 and at most 5 working days ahead', () => {
    const ahead = { min: 1, max: 5, unit: 'working-days' } as const;
    // The five are 20 (make-up Sunday), 21, 22, 23, 24; Mid-Autumn follows and belongs to the window still.
    expect(bookingWindow(calendar, at('2026-09-18', 600), ahead)).toEqual({
      first: '2026-09-20',
      last: '2026-09-27',
      earliest: at('2026-09-20', 0),
      latest: at('2026-09-28', 0),
    });
    expect(bookingWindow(calendar, at('2026-09-29', 600), ahead)).toMatchObject({
      first: '2026-09-30',
      last: '2026-10-12',
    });
    expect(bookingWindow(calendar, at('2026-10-03', 600), ahead)).toMatchObject({
      first: '2026-10-08',
      last: '2026-10-13',
    });
  });

  it('agrees with workingDaysBetween on every day', () => {
    for (let today = dayOf('2026-09-10'); today < dayOf('2026-10-15'); today++) {
      const now = today * 1440 - 480 + 600;
      const { first, last } = bookingWindow(calendar, now, { min: 2, max: 4, unit: 'working-days' });
      for (let d = today; d < today + 25; d++) {
        const date = new Date(d * 86400000).toISOString().slice(0, 10);
        const n = calendar.workingDaysBetween(new Date(today * 86400000).toISOString().slice(0, 10), date);
        expect(date >= first && date <= last).toBe(n >= 2 && n <= 4);
      }
    }
  });

  it('counts civil days, begins today with min 0, and minds the notice', () => {
    const now = at('2026-09-18', 600);
    expect(bookingWindow(calendar, now, { min: 0, max: 7, unit: 'days', notice: 120 })).toEqual({
      first: '2026-09-18',
      last: '2026-09-25',
      earliest: now + 120,
      latest: at('2026-09-26', 0),
    });
    expect(bookingWindow(calendar, now, { min: 0, max: 0, unit: 'working-days' })).toMatchObject({
      first: '2026-09-18',
      last: '2026-09-19',
    });
  });
});

describe('an office that closes for good', () => {
  const ending = workingCalendar({
    zone,
    opening: [{ rule: 'FREQ=WEEKLY;BYDAY=MO', hours: [{ start: 540, end: 600 }], until: '2026-09-28' }],
  });
  const now = at('2026-09-18', 600);

  it('is bookable to its end, and not at all afterwards', () => {
    const window = bookingWindow(ending, now, { min: 1, max: 5, unit: 'open-days' });
    expect(window.first).toBe('2026-09-21');
    expect(window.last > '2026-09-28').toBe(true);
    const after = bookingWindow(ending, now, { min: 3, max: 5, unit: 'open-days' });
    expect(after.first > after.last).toBe(true);
    expect(after.earliest).toBe(after.latest);
  });

  it('has nothing to postpone to', () => {
    const moved = applyHolidayPolicy(['2026-10-05'], ending, 'postpone');
    expect(moved).toMatchObject([
      { planned: '2026-10-05', policy: 'postpone', because: { layer: 'weekly' } },
    ]);
    expect(moved[0]?.date).toBeUndefined();
    expect(applyHolidayPolicy(['2026-10-05'], ending, 'advance')[0]?.date).toBe('2026-09-28');
  });
});

it('cancels until 2 hours before', () => {
  expect(lastCancel(at('2026-09-20', 600), 120)).toBe(at('2026-09-20', 480));
});

it('accepts on the next working day', () => {
  expect(acceptedOn(calendar, at('2026-09-18', 600))).toBe('2026-09-20');
  expect(acceptedOn(calendar, at('2026-09-30', 1000))).toBe('2026-10-08');
  expect(acceptedOn(calendar, at('2026-09-30', 1000), 1020)).toBe('2026-09-30');
  expect(acceptedOn(calendar, at('2026-09-30', 1020), 1020)).toBe('2026-10-08');
  expect(acceptedOn(calendar, at('2026-10-01', 600), 1020)).toBe('2026-10-08');
  // 23:30 UTC is the next morning in Shanghai.
  expect(acceptedOn(calendar, dayOf('2026-09-17') * 1440 + 1410, 1020)).toBe('2026-09-18');
});

it('skips, advances, postpones or keeps, with overrides by date', () => {
  const dates = ['2026-09-23', '2026-09-30', '2026-10-07', '2026-10-14'];
  const becomes = (policy: 'skip' | 'advance' | 'postpone' | 'keep') =>
    applyHolidayPolicy(dates, calendar, policy).map(({ date }) => date);
  expect(becomes('skip')).toEqual(['2026-09-23', '2026-09-30', undefined, '2026-10-14']);
  expect(becomes('advance')).toEqual(['2026-09-23', '2026-09-30', '2026-09-30', '2026-10-14']);
  expect(becomes('postpone')).toEqual(['2026-09-23', '2026-09-30', '2026-10-08', '2026-10-14']);
  expect(becomes('keep')).toEqual(dates);
  expect(applyHolidayPolicy(dates, calendar, 'skip', { '2026-10-07': 'keep' })[2]).toMatchObject({
    date: '2026-10-07',
    policy: 'keep',
    because: { layer: 'national' },
  });
});
