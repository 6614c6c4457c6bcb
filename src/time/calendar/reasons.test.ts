import Holidays from 'date-holidays';
import { describe, expect, it } from 'vitest';
import { must } from '../../problem.js';
import { type DateHolidays, dateHolidaysProvider } from '../holidays/index.js';
import { zoneOf } from '../zone.js';
import { holidayOff, makeUpDay } from './reasons.js';
import { statutoryCalendar } from './statutory.js';

const zone = must(zoneOf('Europe/Berlin'));
const GENERAL = { 'zh-CN': '公共假日放假', en: 'Closed for a public holiday' };

describe('reasons for days off', () => {
  it('name the holiday in each language in which it has a name', () => {
    const both = { 'zh-CN': '国庆节', en: 'National Day' };
    expect(holidayOff(both)).toEqual({ 'zh-CN': '国庆节放假', en: 'Closed for National Day' });
    expect(makeUpDay(both)).toEqual({
      'zh-CN': '国庆节调休上班',
      en: 'Working day in place of a day off for National Day',
    });
  });

  it('use general words in a language without one', () => {
    const english = { 'zh-CN': GENERAL['zh-CN'], en: "Closed for All Saints' Day" };
    expect(holidayOff("All Saints' Day")).toEqual(english);
    expect(holidayOff({ en: "All Saints' Day" })).toEqual(english);
    const chinese = { 'zh-CN': '三月三放假', en: GENERAL.en };
    expect(holidayOff('三月三')).toEqual(chinese);
    expect(holidayOff({ 'zh-CN': '三月三' })).toEqual(chinese);
    expect(makeUpDay('三月三')).toEqual({
      'zh-CN': '三月三调休上班',
      en: 'Working day in place of a day off',
    });
    expect(makeUpDay({ en: 'Lohri' })).toMatchObject({ 'zh-CN': '调休上班' });
    for (const name of ["All Saints' Day (更换日)", 'Новый год', 'みどりの日'])
      expect(holidayOff(name)).toEqual(GENERAL);
  });

  it.each([
    ['DE'],
    ['DE', 'BY'],
    ['ES', 'MD'],
    ['JP'],
    ['TW'],
    ['HK'],
    ['FR'],
    ['US'],
    ['GB', 'ENG'],
  ])('mix no languages over the years: %s %s', (country: string, state?: string) => {
    const place = state ? { country, state } : { country };
    const holidays = must(dateHolidaysProvider(Holidays as unknown as DateHolidays, place));
    const calendar = statutoryCalendar(zone, { holidays });
    let seen = 0;
    for (const year of [2025, 2026, 2027, 2028]) {
      const table = holidays.year(year);
      for (const { date } of table.published ? table.days : []) {
        const reason = calendar.whyClosed(date)?.reason;
        if (typeof reason !== 'object') throw new Error(`no reasons on ${date}`);
        expect(reason['zh-CN']).toMatch(/^[^\p{L}]*\p{Script=Han}/u);
        expect(reason['zh-CN']).not.toMatch(/\p{Script=Latin}|\p{Script=Hiragana}|\p{Script=Katakana}/u);
        expect(reason.en).not.toMatch(/\p{Script=Han}/u);
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(30);
  });

  it('know the widespread holidays by their names in simplified characters', () => {
    const place = { country: 'DE', state: 'BY' };
    const holidays = must(dateHolidaysProvider(Holidays as unknown as DateHolidays, place));
    const calendar = statutoryCalendar(zone, { holidays });
    const why = (date: string) => calendar.whyClosed(date)?.reason;
    expect(why('2026-04-03')).toEqual({ 'zh-CN': '耶稣受难日放假', en: 'Closed for Good Friday' });
    expect(why('2026-04-06')).toMatchObject({ 'zh-CN': '复活节星期一放假' });
    expect(why('2025-12-25')).toMatchObject({ 'zh-CN': '圣诞节放假' });
    expect(why('2027-11-01')).toEqual({ 'zh-CN': '诸圣节放假', en: "Closed for All Saints' Day" });
  });
});
