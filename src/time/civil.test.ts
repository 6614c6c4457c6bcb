import { describe, expect, it } from 'vitest';
import * as c from './civil.js';

const DAY = 86_400_000;

describe('civil dates', () => {
  it('agree with the host calendar in UTC over 9999 years', () => {
    for (let day = c.FIRST_DAY; day <= c.LAST_DAY; day += 97) {
      const text = new Date(day * DAY).toISOString().slice(0, 10);
      expect(c.formatDate(day)).toBe(text);
      expect(c.parseDate(text)).toBe(day);
      expect(c.weekday(day)).toBe(new Date(day * DAY).getUTCDay() || 7);
    }
    expect([c.formatDate(c.FIRST_DAY), c.formatDate(c.LAST_DAY)]).toEqual(['0001-01-01', '9999-12-31']);
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '0000-01-01',
    '2026-1-1',
    ' 2026-01-01',
    '2026-01-01\n',
    '',
    '２０２６-01-01',
  ])('refuse %j', (text) => {
    expect(c.parseDate(text)).toBeUndefined();
    expect(c.isCivilDate(text)).toBe(false);
    expect(() => c.dayOf(text)).toThrow(/YYYY-MM-DD/);
  });

  it('add days and months', () => {
    expect(c.addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(c.addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(c.addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(c.addMonths('2026-01-15', -13)).toBe('2024-12-15');
    expect(c.addMonths('2026-11-30', 3)).toBe('2027-02-28');
  });

  it('know weeks and months', () => {
    const at = (date: string) => c.isoWeek(c.dayOf(date));
    expect(at('2026-01-01')).toEqual({ year: 2026, week: 1 });
    expect(at('2027-01-01')).toEqual({ year: 2026, week: 53 });
    expect(at('2024-12-30')).toEqual({ year: 2025, week: 1 });
    expect(c.formatDate(c.mondayOf(c.dayOf('2026-09-20')))).toBe('2026-09-14');
    expect(c.formatDate(c.firstOfMonth(c.dayOf('2026-09-20')))).toBe('2026-09-01');
  });
});

describe('wall times and moments', () => {
  it('read and write', () => {
    const day = c.dayOf('2026-03-02');
    expect(c.parseWall('2026-03-02T09:05')).toEqual({ day, second: 9 * 3600 + 300, dateOnly: false });
    expect(c.parseWall('2026-03-02')).toEqual({ day, second: 0, dateOnly: true });
    expect(c.parseMoment('2026-03-02')).toEqual({ kind: 'date', day });
    expect(c.parseMoment('2026-03-02T00:00:07Z')).toEqual({ kind: 'utc', second: day * 86400 + 7 });
    expect(c.parseMoment('2026-03-02T00:01')).toEqual({ kind: 'wall', second: day * 86400 + 60 });
    expect(c.formatWall(day, 545)).toBe('2026-03-02T09:05');
    expect(c.formatWall(day, 1440)).toBe('2026-03-03T00:00');
    expect(c.formatWall(day, -1)).toBe('2026-03-01T23:59');
    expect(c.formatInstant(day * 86400 - 1)).toBe('2026-03-01T23:59:59Z');
  });

  it.each([
    '2026-03-02T24:00',
    '2026-03-02T23:60',
    '2026-03-02T23:59:60',
    '2026-03-02t09:00',
    '2026-03-02T9:00',
    '2026-03-02Z',
    '2026-03-02T09:00+08:00',
  ])('refuse %j', (text) => {
    expect(c.parseWall(text)).toBeUndefined();
    expect(c.parseMoment(text)).toBeUndefined();
  });
});
