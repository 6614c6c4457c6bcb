/** Working calendars against a naive model that reads the layers one after the other for a single day. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { must } from '../../src/problem.js';
import {
  chinaHolidays,
  type DatedException,
  dayOf,
  formatDate,
  normalise,
  type WorkingCalendar,
  weekday,
  workingCalendar,
  zoneOf,
} from '../../src/time/index.js';

const zone = must(zoneOf('Asia/Shanghai'));
const NAMES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const FIRST = dayOf('2026-09-01');
const DAYS = 61;

const hours = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 4 }))
  .map(([h, n]) => [{ start: h * 60, end: (h + n) * 60 }]);
const date = fc.integer({ min: 0, max: DAYS - 1 }).map((d) => formatDate(FIRST + d));
const exception = fc
  .tuple(
    date,
    fc.integer({ min: 0, max: 9 }),
    hours,
    fc.constantFrom('closed', 'open', 'hours'),
    fc.boolean(),
  )
  .map(([from, length, h, kind, mine]): DatedException => {
    const base = {
      id: `${kind}-${from}`,
      from,
      to: formatDate(dayOf(from) + length),
      ...(mine ? {} : { for: ['other'] }),
    };
    return kind === 'closed' ? { ...base, kind } : { ...base, kind: kind as 'open' | 'hours', hours: h };
  });
const offices = fc.record({
  open: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  onHoliday: fc.constantFrom('skip' as const, 'keep' as const),
  exceptions: fc.array(exception, { maxLength: 6 }),
});

const china = chinaHolidays().year(2026);
const table = new Map(china.published ? china.days.map((d) => [d.date, d]) : []);

interface Office {
  open: number[];
  onHoliday: 'skip' | 'keep';
  exceptions: DatedException[];
}

const hoursOn = (wd: number) => [{ start: 480 + wd, end: 1000 + wd }];

function model({ open, onHoliday, exceptions }: Office, day: number) {
  const date = formatDate(day);
  const weekly = (d: number) => (open.includes(weekday(d)) ? hoursOn(weekday(d)) : []);
  let now = weekly(day);
  let working = now.length > 0;
  const national = table.get(date);
  if (national && onHoliday === 'skip') {
    now = [];
    if (!national.off) {
      const order = [-1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6, -7, 7].map((o) => day + o);
      const like = order.find((d) => weekday(d) <= 5 && weekly(d).length > 0) ?? day;
      now = weekly(like);
    }
    working = now.length > 0;
  }
  for (const e of exceptions) {
    if (e.for || date < e.from || date > (e.to ?? e.from)) continue;
    if (e.kind === 'closed') [now, working] = [[], false];
    if (e.kind === 'open') now = [...e.hours];
    if (e.kind === 'hours' && now.length > 0) now = [...e.hours];
  }
  return { open: normalise(now), working };
}

const calendarOf = ({ open, onHoliday, exceptions }: Office): WorkingCalendar =>
  workingCalendar({
    zone,
    opening: open.map((wd) => ({ rule: `FREQ=WEEKLY;BYDAY=${NAMES[wd - 1]}`, hours: hoursOn(wd) })),
    onHoliday,
    holidays: chinaHolidays(),
    exceptions,
    ids: ['mine'],
  });

describe('working calendar', () => {
  it('agrees with the model on every day, and says who decided', () => {
    fc.assert(
      fc.property(offices, (office) => {
        const calendar = calendarOf(office);
        for (let day = FIRST; day < FIRST + DAYS; day++) {
          const date = formatDate(day);
          const found = calendar.day(date);
          const expected = model(office, day);
          expect(found.open, date).toEqual(expected.open);
          expect(calendar.isWorkingDay(date), date).toBe(expected.working);
          expect(calendar.whyClosed(date) === undefined).toBe(expected.open.length > 0);
          expect(found.trail).toContain(found.because);
          expect(found.trail[0]?.layer).toBe('weekly');
          const national = table.get(date);
          expect(found.kind === 'holiday').toBe(national?.off === true);
          expect(found.kind === 'make-up').toBe(national?.off === false);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('counts and steps by the same days', () => {
    fc.assert(
      fc.property(offices, date, fc.integer({ min: 1, max: 12 }), date, (office, from, n, other) => {
        const calendar = calendarOf(office);
        const after = calendar.addWorkingDays(from, n);
        expect(calendar.isWorkingDay(after)).toBe(true);
        expect(calendar.workingDaysBetween(from, after)).toBe(n);
        expect(calendar.workingDaysBetween(after, from)).toBe(-n);
        const before = calendar.addWorkingDays(from, -n);
        expect(calendar.isWorkingDay(before) && before < from).toBe(true);
        const sum = calendar.workingDaysBetween(from, other) + calendar.workingDaysBetween(other, after);
        expect(sum).toBe(n);
        const next = calendar.addWorkingDays(from, 0);
        expect(next).toBe(calendar.isWorkingDay(from) ? from : calendar.addWorkingDays(from, 1));
      }),
      { numRuns: 100 },
    );
  });
});
