import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  daysBetween,
  dayText,
  instantText,
  leftText,
  nearWord,
  startOf,
  startParts,
  timeText,
  weekday,
  weekHeads,
} from './format.js';

describe('dates and times as words', () => {
  it('counts days and months over ends of years and months', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
    expect(addMonths('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysBetween('2026-09-18', '2026-10-01')).toBe(13);
    expect([weekday('2026-09-20'), weekday('2026-09-21')]).toEqual([6, 0]);
  });

  it('says a day in both languages', () => {
    expect(dayText('zh-CN', '2026-09-18')).toBe('9月18日 周五');
    expect(dayText('zh-CN', '2026-09-18', 'long')).toBe('9月18日 星期五');
    expect(dayText('en', '2026-09-18', 'long')).toBe('Friday 18 September');
    expect(
      weekHeads('zh-CN')
        .map(([short]) => short)
        .join(''),
    ).toBe('一二三四五六日');
  });

  it('has a word for near days only', () => {
    const near = (lang: 'zh-CN' | 'en') =>
      [0, 1, 2, 3].map((n) => nearWord(lang, '2026-09-18', addDays('2026-09-18', n)));
    expect(near('zh-CN')).toEqual(['今天', '明天', '后天', undefined]);
    expect(near('en')).toEqual(['Today', 'Tomorrow', undefined, undefined]);
    expect(nearWord('en', '2026-09-18', '2026-09-17')).toBeUndefined();
  });

  it('keeps office time whatever the visitor’s zone', () => {
    expect(startParts('2026-09-18T09:05')).toEqual({ date: '2026-09-18', minute: 545 });
    expect(startOf('2026-09-18', 545)).toBe('2026-09-18T09:05');
    expect(timeText(545)).toBe('9:05');
    expect(instantText('zh-CN', 'Asia/Shanghai', '2026-09-17T16:00:00.000Z')).toBe('9月18日 周五 0:00');
    expect(instantText('en', 'Europe/Berlin', '2026-09-18T07:30:00.000Z', 'clock')).toBe('9:30');
  });

  it('counts down calmly: minutes, then seconds', () => {
    expect(leftText('en', 541)).toBe('10 minutes');
    expect(leftText('zh-CN', 91)).toBe('2分钟');
    expect(leftText('en', 90)).toBe('90 seconds');
  });
});
