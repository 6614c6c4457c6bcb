import { describe, expect, it } from 'vitest';
import {
  DAYS_PATTERN,
  HOURS_PATTERN,
  isRealDate,
  OPENING_PATTERN,
  parseDays,
  parseDuration,
  parseHours,
  splitOpening,
  weeklyRule,
} from './grammar.js';
import { distance, nearest } from './suggest.js';

describe('hours, days and lengths of time', () => {
  it.each([
    ['09:00-12:00', [[540, 720]]],
    [
      '9:00–12:00, 13:30~17:00',
      [
        [540, 720],
        [810, 1020],
      ],
    ],
    [
      '09:00至12:00、14:00至24:00',
      [
        [540, 720],
        [840, 1440],
      ],
    ],
    [
      ' 09:00 - 12:00  13:00-14:00 ',
      [
        [540, 720],
        [780, 840],
      ],
    ],
  ])('reads %s', (text, spans) => {
    expect(text).toMatch(HOURS_PATTERN);
    expect(parseHours(text).map((s) => [s.start, s.end])).toEqual(spans);
  });

  it.each([
    '9-12',
    '09:60-10:00',
    '25:00-26:00',
    '09:00',
    '09:00-12:00 and 14:00-15:00',
    '',
  ])('refuses %j', (text) => {
    expect(text).not.toMatch(HOURS_PATTERN);
  });

  it.each([
    ['mon-fri', [0, 1, 2, 3, 4]],
    ['mon,wed,fri', [0, 2, 4]],
    ['sat-mon', [0, 5, 6]],
    ['fri-tue', [0, 1, 4, 5, 6]],
    ['周一至周五', [0, 1, 2, 3, 4]],
    ['周六、周日', [5, 6]],
    ['daily', [0, 1, 2, 3, 4, 5, 6]],
    ['wed', [2]],
  ])('reads days %s', (text, days) => {
    expect(text).toMatch(DAYS_PATTERN);
    expect(parseDays(text)).toEqual(days);
  });

  it('splits days from hours and writes the weekly rule', () => {
    const text = 'mon, wed - fri 09:00-12:00';
    expect(text).toMatch(OPENING_PATTERN);
    const { days, hours } = splitOpening(text);
    expect(weeklyRule(parseDays(days))).toBe('FREQ=WEEKLY;BYDAY=MO,WE,TH,FR');
    expect(parseHours(hours)).toEqual([{ start: 540, end: 720 }]);
  });

  it('counts lengths in minutes', () => {
    expect([90, '90m', '2h', '1d', ' 45 min '].map(parseDuration)).toEqual([90, 90, 120, 1440, 45]);
  });

  it('knows days that do not exist', () => {
    expect(['2026-02-28', '2028-02-29'].every(isRealDate)).toBe(true);
    expect(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31'].some(isRealDate)).toBe(false);
  });
});

describe('did you mean', () => {
  it('counts edits, a swap as one, and gives up beyond the bound', () => {
    expect(distance('hall', 'hall', 2)).toBe(0);
    expect(distance('hlal', 'hall', 2)).toBe(1);
    expect(distance('kitten', 'sitting', 5)).toBe(3);
    expect(distance('a', 'abcdef', 2)).toBe(3);
  });

  it('suggests only what is near', () => {
    expect(nearest('Exeptions', ['exceptions', 'services'])).toBe('exceptions');
    expect(nearest('zebra', ['exceptions', 'services'])).toBeUndefined();
  });
});
