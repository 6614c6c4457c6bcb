import { describe, expect, it } from 'vitest';
import { must } from '../../problem.js';
import { chinaHolidays, holidayProvider } from '../holidays/index.js';
import type { DatedException } from '../types.js';
import { zoneOf } from '../zone.js';
import { type CalendarRules, workingCalendar } from './calendar.js';
import { checkOpening } from './opening.js';

const zone = must(zoneOf('Asia/Shanghai'));
const morning = { start: 540, end: 720 };
const afternoon = { start: 810, end: 1050 };
const workdays = { rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', hours: [morning, afternoon] };
const base: CalendarRules = { zone, opening: [workdays], holidays: chinaHolidays(), ids: ['hall'] };
const office = (more: Partial<CalendarRules> = {}) => workingCalendar({ ...base, ...more });
const withExceptions = (...exceptions: DatedException[]) => office({ exceptions });

describe('national layer, China 2026', () => {
  const calendar = office();

  it('closes 1–7 October and works 20 September and 10 October in their place', () => {
    for (let d = 1; d <= 7; d++) {
      const day = calendar.day(`2026-10-0${d}`);
      expect([day.kind, day.open, day.because.layer, day.because.source]).toEqual([
        'holiday',
        [],
        'national',
        'CN-2026',
      ]);
    }
    for (const date of ['2026-09-20', '2026-10-10']) {
      const day = calendar.day(date);
      expect([day.kind, day.open, day.because.layer]).toEqual(['make-up', [morning, afternoon], 'national']);
      expect(calendar.isWorkingDay(date)).toBe(true);
    }
    expect(calendar.day('2026-10-08').kind).toBe('working');
  });

  it('closes 1–3 January and works Sunday the 4th', () => {
    expect(['01', '02', '03', '04'].map((d) => calendar.day(`2026-01-${d}`).kind)).toEqual([
      'holiday',
      'holiday',
      'holiday',
      'make-up',
    ]);
  });

  it('says why in both languages', () => {
    expect(calendar.whyClosed('2026-10-01')).toEqual({
      date: '2026-10-01',
      layer: 'national',
      source: 'CN-2026',
      reason: { 'zh-CN': '国庆节放假', en: 'Closed for National Day' },
      provisional: false,
    });
    expect(calendar.whyClosed('2026-09-19')?.reason).toEqual({
      'zh-CN': '星期六不开放',
      en: 'Not open on Saturdays',
    });
    expect(calendar.whyClosed('2026-09-20')).toBeUndefined();
  });

  it('keeps every layer that spoke', () => {
    expect(calendar.day('2026-10-03').trail.map(({ layer }) => layer)).toEqual(['weekly', 'national']);
    expect(calendar.day('2026-10-03').trail[0]?.source).toBe('hall');
  });

  it('treats 2027 as not published, never as free of holidays', () => {
    const day = calendar.day('2027-10-01');
    expect([day.provisional, day.kind, day.open.length]).toEqual([true, 'working', 2]);
    expect(calendar.day('2026-12-31').provisional).toBe(false);
    expect(calendar.whyClosed('2027-01-03')?.provisional).toBe(true);
  });

  it('lets an office keep its weekly hours', () => {
    const keep = office({ onHoliday: 'keep' });
    expect(keep.day('2026-10-01')).toMatchObject({
      kind: 'holiday',
      open: [morning, afternoon],
      because: { layer: 'weekly' },
    });
    expect(keep.day('2026-09-20')).toMatchObject({ kind: 'make-up', open: [], because: { layer: 'weekly' } });
  });

  it('works a make-up day by the hours of the nearest working weekday', () => {
    const short = { start: 540, end: 600 };
    const calendar = office({
      opening: [
        { rule: 'FREQ=WEEKLY;BYDAY=TU,WE,TH', hours: [morning] },
        { rule: 'FREQ=WEEKLY;BYDAY=FR', hours: [short] },
        { rule: 'FREQ=WEEKLY;BYDAY=SA', hours: [{ start: 0, end: 60 }] },
      ],
    });
    expect(calendar.day('2026-10-10').open).toEqual([short]); // Saturday: like Friday
    expect(calendar.day('2026-09-20').open).toEqual([short]); // Sunday, closed Mondays: Friday and Tuesday are equally near
  });
});

it('lets a region add its own days off on top of the nation', () => {
  const region = holidayProvider({
    id: 'CN-GX',
    years: [
      {
        year: 2026,
        published: true,
        source: 'made up for this test',
        days: [
          { date: '2026-04-20', name: { 'zh-CN': '三月三', en: 'Sanyuesan' }, off: true },
          { date: '2026-10-10', name: '三月三', off: true },
        ],
      },
    ],
  });
  const calendar = office({ region });
  expect(calendar.whyClosed('2026-04-20')).toMatchObject({
    layer: 'region',
    source: 'CN-GX-2026',
    reason: { 'zh-CN': '三月三放假', en: 'Closed for Sanyuesan' },
  });
  expect(calendar.day('2026-10-10')).toMatchObject({ kind: 'holiday', open: [] });
  expect(calendar.day('2026-10-10').trail.map(({ layer }) => layer)).toEqual([
    'weekly',
    'national',
    'region',
  ]);
  expect(calendar.day('2026-10-01').because.layer).toBe('national');
});

describe('dated exceptions', () => {
  it('closes, opens specially, and the later one wins', () => {
    const closed = {
      id: 'x1',
      kind: 'closed',
      from: '2026-10-05',
      to: '2026-10-12',
      reason: '搬迁',
    } as const;
    const special = {
      id: 'x2',
      kind: 'open',
      from: '2026-10-02',
      hours: [morning],
      desks: ['d1'],
      capacity: 20,
    } as const;
    const calendar = withExceptions(closed, special);
    expect(calendar.day('2026-10-02')).toMatchObject({
      kind: 'holiday',
      open: [morning],
      because: { layer: 'special', source: 'x2' },
      special: { exception: 'x2', desks: ['d1'], capacity: 20 },
    });
    expect(calendar.isWorkingDay('2026-10-02')).toBe(false);
    expect(calendar.whyClosed('2026-10-09')).toMatchObject({ layer: 'office', reason: '搬迁', source: 'x1' });
    const reopened = withExceptions(closed, { ...special, from: '2026-10-09' });
    expect(reopened.day('2026-10-09').special?.exception).toBe('x2');
    const closedAfter = withExceptions({ ...special, from: '2026-10-09' }, closed);
    expect(closedAfter.day('2026-10-09')).toMatchObject({ open: [], because: { source: 'x1' } });
    expect(closedAfter.day('2026-10-09').special).toBeUndefined();
  });

  it('changes the hours of open days alone', () => {
    const calendar = withExceptions({
      id: 'summer',
      kind: 'hours',
      from: '2026-07-01',
      to: '2026-08-31',
      hours: [morning],
    });
    expect(calendar.day('2026-07-01').open).toEqual([morning]);
    expect(calendar.day('2026-07-04').open).toEqual([]);
    expect(calendar.whyClosed('2026-07-04')?.layer).toBe('weekly');
    expect(calendar.isWorkingDay('2026-07-01')).toBe(true);
  });

  it('moves a day, and a whole range day by day', () => {
    const calendar = withExceptions({
      id: 'm',
      kind: 'moved',
      from: '2026-09-09',
      to: '2026-09-10',
      toDate: '2026-09-12',
    });
    expect(calendar.day('2026-09-09')).toMatchObject({ open: [], movedTo: { date: '2026-09-12' } });
    expect(calendar.day('2026-09-10').movedTo).toEqual({ date: '2026-09-13' });
    expect(calendar.day('2026-09-12')).toMatchObject({
      open: [morning, afternoon],
      because: { layer: 'office', source: 'm' },
    });
    expect(calendar.isWorkingDay('2026-09-13')).toBe(true);
    expect(calendar.whyClosed('2026-09-09')?.reason).toEqual({
      'zh-CN': '改到 2026-09-12',
      en: 'Moved to 2026-09-12',
    });
  });

  it('opens no other day when the work moves to another office', () => {
    const calendar = withExceptions({
      id: 'm',
      kind: 'moved',
      from: '2026-09-09',
      toDate: '2026-09-12',
      toOffice: 'annex',
    });
    expect(calendar.day('2026-09-09').movedTo).toEqual({ date: '2026-09-12', office: 'annex' });
    expect(calendar.day('2026-09-12').open).toEqual([]);
  });

  it('heeds only exceptions for this office', () => {
    const closed = { id: 'x', kind: 'closed', from: '2026-09-09' } as const;
    expect(withExceptions({ ...closed, for: ['other'] }).isWorkingDay('2026-09-09')).toBe(true);
    expect(withExceptions({ ...closed, for: ['other', 'hall'] }).isWorkingDay('2026-09-09')).toBe(false);
  });
});

describe('counting working days', () => {
  const calendar = office();

  it('counts over the make-up Sunday, Mid-Autumn and National Day', () => {
    // Friday 18 September 2026: Sun 20 (make-up), Mon 21, Tue 22, Wed 23, Thu 24, then 25–27 off, Mon 28.
    expect([1, 2, 5, 6].map((n) => calendar.addWorkingDays('2026-09-18', n))).toEqual([
      '2026-09-20',
      '2026-09-21',
      '2026-09-24',
      '2026-09-28',
    ]);
    expect(calendar.addWorkingDays('2026-10-08', -1)).toBe('2026-09-30');
    expect(calendar.addWorkingDays('2026-10-03', 0)).toBe('2026-10-08');
    expect(calendar.addWorkingDays('2026-10-08', 0)).toBe('2026-10-08');
    expect(calendar.workingDaysBetween('2026-09-18', '2026-10-10')).toBe(11);
    expect(calendar.workingDaysBetween('2026-10-10', '2026-09-18')).toBe(-11);
  });

  it('gives up on a calendar that never opens', () => {
    expect(() => office({ opening: [] }).addWorkingDays('2026-01-01', 1)).toThrow(/no working day/);
    expect(office({ opening: [] }).whyClosed('2026-03-02')?.reason).toMatchObject({
      'zh-CN': '这一天没有安排开放时间',
    });
  });
});

describe('opening rules', () => {
  it('hold from and until, and count from their start', () => {
    const calendar = office({
      opening: [
        { rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA;COUNT=2', hours: [morning], from: '2026-03-07' },
        { rule: 'FREQ=WEEKLY;BYDAY=MO', hours: [afternoon], from: '2026-03-09', until: '2026-03-16' },
        { rule: 'FREQ=WEEKLY;BYDAY=SU;UNTIL=20260308', hours: [morning] },
      ],
    });
    const open = (d: number) => calendar.day(`2026-03-${`${d}`.padStart(2, '0')}`).open.length > 0;
    expect(Array.from({ length: 31 }, (_, i) => i + 1).filter(open)).toEqual([1, 7, 8, 9, 16, 21]);
  });

  it('share one array among days that look alike', () => {
    const calendar = office();
    expect(calendar.day('2026-03-02').open).toBe(calendar.day('2026-03-03').open);
  });

  it('are checked with the field named', () => {
    const bad = (more: object) => {
      const found = checkOpening({ ...workdays, ...more });
      return found.ok ? undefined : [found.problem.code, found.problem.field];
    };
    expect(bad({})).toBeUndefined();
    expect(bad({ rule: 'FREQ=HOURLY' })).toEqual(['rule_unsupported', 'rule']);
    expect(bad({ rule: 'FREQ=DAILY;COUNT=3' })).toEqual(['bad_input', 'from']);
    expect(bad({ hours: [{ start: 600, end: 600 }] })).toEqual(['bad_input', 'hours']);
    expect(bad({ until: '2026-02-30' })).toEqual(['bad_input', 'until']);
  });
});
