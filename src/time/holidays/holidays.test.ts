import { existsSync, readFileSync } from 'node:fs';
import Holidays from 'date-holidays';
import { describe, expect, it } from 'vitest';
import { must } from '../../problem.js';
import { type DateHolidays, dateHolidaysProvider, loadDateHolidays } from './date-holidays.js';
import { readHolidayFile } from './file.js';
import { chinaHolidays, holidayLookup, holidayProvider, withOverrides } from './provider.js';

const published = (year: number) => {
  const found = chinaHolidays().year(year);
  if (!found.published) throw new Error('not published');
  return found.days;
};

describe('the shipped table', () => {
  it('marks 11 statutory days in 2024 and 13 from 2025', () => {
    expect([2024, 2025, 2026].map((y) => published(y).filter((d) => d.statutory).length)).toEqual([
      11, 13, 13,
    ]);
  });

  it('gives as many days off as the statutory days, the weekends they touch and the make-up days allow', () => {
    for (const year of [2024, 2025, 2026]) {
      const days = published(year);
      const weekend = (date: string) => [0, 6].includes(new Date(date).getUTCDay());
      expect(days.filter((d) => !d.off).every((d) => weekend(d.date))).toBe(true);
      const moved = days.filter((d) => d.off && !d.statutory && !weekend(d.date)).length;
      // Each weekday off that is not statutory is paid for by a make-up day or by a statutory day on a weekend.
      const paid =
        days.filter((d) => !d.off).length + days.filter((d) => d.statutory && weekend(d.date)).length;
      expect(moved).toBe(paid);
    }
  });

  it('knows 2027 as not published, and years it never heard of too', () => {
    expect(chinaHolidays().year(2027).published).toBe(false);
    expect(chinaHolidays().year(1999).published).toBe(false);
  });

  const shared = new URL('../../../../shared/data/cn-holidays-2024-2027.json', import.meta.url);
  it.runIf(existsSync(shared))('says the same as the public table it was checked against', () => {
    const { years } = JSON.parse(readFileSync(shared, 'utf8'));
    for (const year of years.filter((y: { published: boolean }) => y.published)) {
      const facts = year.days.map((d: { date: string; isOffDay: boolean; name: string }) => [
        d.date,
        d.isOffDay,
        d.name,
      ]);
      const own = published(year.year).map((d) => [
        d.date,
        d.off,
        (d.name as Record<string, string>)['zh-CN'],
      ]);
      expect(own).toEqual(facts);
    }
  });
});

const notice = {
  id: 'CN',
  years: [
    {
      year: 2027,
      published: true,
      source: 'made up for this test',
      holidays: [
        { name: { 'zh-CN': '元旦', en: 'New Year' }, off: ['2027-01-01/2027-01-03'], work: ['2026-12-27'] },
      ],
    },
  ],
};

describe('a holiday file', () => {
  it('updates the shipped table without a release, reaching into the December before', () => {
    const look = holidayLookup(withOverrides(chinaHolidays(), must(readHolidayFile(notice))));
    expect(look('2026-12-27')).toMatchObject({ day: { off: false }, published: true, source: 'CN+CN-2027' });
    expect(look('2027-01-02')).toMatchObject({ day: { off: true }, published: true });
    expect(look('2026-10-01').day?.off).toBe(true);
    expect(look('2028-01-01').published).toBe(false);
  });

  it('does not hide a published year behind one it calls not published', () => {
    const table = must(readHolidayFile({ id: 'X', years: [{ year: 2026, published: false, source: 's' }] }));
    expect(withOverrides(chinaHolidays(), table).year(2026).published).toBe(true);
  });

  const year = notice.years[0]!;
  const holiday = year.holidays[0]!;
  it.each([
    [null, 'holidays'],
    [{ ...notice, extra: 1 }, 'holidays'],
    [JSON.parse('{"__proto__": {}, "id": "x", "years": []}'), 'holidays'],
    [{ ...notice, id: '' }, 'id'],
    [{ ...notice, years: {} }, 'years'],
    [{ ...notice, years: [year, year] }, 'years'],
    [{ ...notice, years: [{ ...year, year: '2027' }] }, 'years[0].year'],
    [{ ...notice, years: [{ ...year, published: false }] }, 'years[0].holidays'],
    [
      { ...notice, years: [{ ...year, holidays: [{ ...holiday, off: ['2027-02-30'] }] }] },
      'years[0].holidays[0].off[0]',
    ],
    [
      { ...notice, years: [{ ...year, holidays: [{ ...holiday, off: ['2025-01-01'] }] }] },
      'years[0].holidays[0].off[0]',
    ],
    [
      { ...notice, years: [{ ...year, holidays: [{ ...holiday, statutory: ['2027-05-01'] }] }] },
      'years[0].holidays[0].statutory',
    ],
    [{ ...notice, years: [{ ...year, holidays: [holiday, holiday] }] }, 'years[0].holidays'],
    [{ ...notice, years: [{ ...year, holidays: [{ ...holiday, name: {} }] }] }, 'years[0].holidays[0].name'],
  ])('refuses faults by field: %#', (file, field) => {
    const found = readHolidayFile(file);
    expect(found.ok ? undefined : [found.problem.code, found.problem.field]).toEqual(['bad_input', field]);
  });
});

describe('date-holidays adaptor', () => {
  const provider = must(
    dateHolidaysProvider(Holidays as unknown as DateHolidays, { country: 'DE', state: 'BE' }),
  );

  it('gives public holidays alone', () => {
    const year = provider.year(2026);
    const dates = year.published ? year.days.map(({ date }) => date) : [];
    expect(dates).toContain('2026-12-25');
    expect(dates).toContain('2026-03-08'); // Berlin alone
    expect(dates).not.toContain('2026-12-24');
    expect(year.published && year.days.every(({ off }) => off)).toBe(true);
  });

  it('gives substitutes', () => {
    const year = must(
      dateHolidaysProvider(Holidays as unknown as DateHolidays, { country: 'GB', state: 'ENG' }),
    ).year(2027);
    expect(year.published && year.days.map(({ date }) => date)).toContain('2027-12-27');
  });

  it('refuses places it does not know, which would have no holidays', async () => {
    expect(await loadDateHolidays({ country: 'XX' })).toMatchObject({
      ok: false,
      problem: { field: 'country' },
    });
    expect(await loadDateHolidays({ country: 'DE', state: 'ZZ' })).toMatchObject({
      ok: false,
      problem: { field: 'state' },
    });
    expect((await loadDateHolidays({ country: 'FR' })).ok).toBe(true);
  });

  it('falls back to nothing for unknown names in prototype', () => {
    expect(dateHolidaysProvider(Holidays as unknown as DateHolidays, { country: 'constructor' }).ok).toBe(
      false,
    );
  });
});

it('gives an empty year for a table without it', () => {
  expect(holidayProvider({ id: 'x', years: [] }).year(2026)).toEqual({
    year: 2026,
    published: false,
    source: 'x',
  });
});
