/**
 * The examples of RFC 5545 section 3.8.5.3 that fall into the supported grammar. Expected dates are written
 * down from the RFC's own lists, not computed.
 */
import { describe, expect, it } from 'vitest';
import { expandRequest } from './request.js';

const zone = 'America/New_York';

/** `'1997-09: 2 4 6'` names days of a month. */
const dates = (...months: string[]): string[] =>
  months.flatMap((text) => {
    const [month, days] = text.split(': ');
    return days!.split(' ').map((day) => `${month}-${day.padStart(2, '0')}`);
  });

/** Dates of the occurrences by New York's wall clock; every one must be at 09:00 there. */
function walls(answer: ReturnType<typeof expandRequest>): string[] {
  if (!('instants' in answer)) throw new Error(JSON.stringify(answer));
  return answer.instants.map((instant) => {
    const text = new Date(instant).toLocaleString('sv-SE', { timeZone: zone });
    expect(text.slice(11)).toBe('09:00:00');
    return text.slice(0, 10);
  });
}

const all = (n: number, of: (i: number) => number, start: string): string[] =>
  Array.from({ length: n }, (_, i) =>
    new Date(Date.parse(`${start}T00:00Z`) + of(i) * 86400000).toISOString().slice(0, 10),
  );

/** Rule, expected dates; `limit` is their number unless the rule ends by itself. Start 1997-09-02T09:00 unless said. */
const cases: readonly (readonly [
  string,
  readonly string[],
  { start?: string; ends?: boolean; exclude?: string[] }?,
])[] = [
  ['FREQ=DAILY;COUNT=10', dates('1997-09: 2 3 4 5 6 7 8 9 10 11'), { ends: true }],
  ['FREQ=DAILY;UNTIL=19971224T000000Z', all(113, (i) => i, '1997-09-02'), { ends: true }],
  ['FREQ=DAILY;INTERVAL=2', dates('1997-09: 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30', '1997-10: 2 4 6')],
  ['FREQ=DAILY;INTERVAL=10;COUNT=5', dates('1997-09: 2 12 22', '1997-10: 2 12'), { ends: true }],
  [
    'FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA',
    [1998, 1999, 2000].flatMap((y) => all(31, (i) => i, `${y}-01-01`)),
    { start: '1998-01-01T09:00', ends: true },
  ],
  [
    'FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1',
    [1998, 1999, 2000].flatMap((y) => all(31, (i) => i, `${y}-01-01`)),
    { start: '1998-01-01T09:00', ends: true },
  ],
  [
    'FREQ=WEEKLY;COUNT=10',
    dates('1997-09: 2 9 16 23 30', '1997-10: 7 14 21 28', '1997-11: 4'),
    { ends: true },
  ],
  [
    'FREQ=WEEKLY;UNTIL=19971224T000000Z',
    dates('1997-09: 2 9 16 23 30', '1997-10: 7 14 21 28', '1997-11: 4 11 18 25', '1997-12: 2 9 16 23'),
    { ends: true },
  ],
  [
    'FREQ=WEEKLY;INTERVAL=2;WKST=SU',
    dates('1997-09: 2 16 30', '1997-10: 14 28', '1997-11: 11 25', '1997-12: 9 23'),
  ],
  [
    'FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH',
    dates('1997-09: 2 4 9 11 16 18 23 25 30', '1997-10: 2'),
    { ends: true },
  ],
  [
    'FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH',
    dates('1997-09: 2 4 9 11 16 18 23 25 30', '1997-10: 2'),
    { ends: true },
  ],
  [
    'FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR',
    dates(
      '1997-09: 1 3 5 15 17 19 29',
      '1997-10: 1 3 13 15 17 27 29 31',
      '1997-11: 10 12 14 24 26 28',
      '1997-12: 8 10 12 22',
    ),
    { start: '1997-09-01T09:00', ends: true },
  ],
  [
    'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH',
    dates('1997-09: 2 4 16 18 30', '1997-10: 2 14 16'),
    { ends: true },
  ],
  [
    'FREQ=MONTHLY;COUNT=10;BYDAY=1FR',
    dates(
      '1997-09: 5',
      '1997-10: 3',
      '1997-11: 7',
      '1997-12: 5',
      '1998-01: 2',
      '1998-02: 6',
      '1998-03: 6',
      '1998-04: 3',
      '1998-05: 1',
      '1998-06: 5',
    ),
    { start: '1997-09-05T09:00', ends: true },
  ],
  [
    'FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR',
    dates('1997-09: 5', '1997-10: 3', '1997-11: 7', '1997-12: 5'),
    { start: '1997-09-05T09:00', ends: true },
  ],
  [
    'FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU',
    dates('1997-09: 7 28', '1997-11: 2 30', '1998-01: 4 25', '1998-03: 1 29', '1998-05: 3 31'),
    { start: '1997-09-07T09:00', ends: true },
  ],
  [
    'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
    dates('1997-09: 22', '1997-10: 20', '1997-11: 17', '1997-12: 22', '1998-01: 19', '1998-02: 16'),
    { start: '1997-09-22T09:00', ends: true },
  ],
  [
    'FREQ=MONTHLY;BYMONTHDAY=-3',
    dates('1997-09: 28', '1997-10: 29', '1997-11: 28', '1997-12: 29', '1998-01: 29', '1998-02: 26'),
    { start: '1997-09-28T09:00' },
  ],
  [
    'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15',
    dates('1997-09: 2 15', '1997-10: 2 15', '1997-11: 2 15', '1997-12: 2 15', '1998-01: 2 15'),
    { ends: true },
  ],
  [
    'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1',
    dates('1997-09: 30', '1997-10: 1 31', '1997-11: 1 30', '1997-12: 1 31', '1998-01: 1 31', '1998-02: 1'),
    { start: '1997-09-30T09:00', ends: true },
  ],
  [
    'FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15',
    dates('1997-09: 10 11 12 13 14 15', '1999-03: 10 11 12 13'),
    { start: '1997-09-10T09:00', ends: true },
  ],
  [
    'FREQ=MONTHLY;INTERVAL=2;BYDAY=TU',
    dates('1997-09: 2 9 16 23 30', '1997-11: 4 11 18 25', '1998-01: 6 13 20 27', '1998-03: 3 10 17 24 31'),
  ],
  [
    'FREQ=YEARLY;COUNT=10;BYMONTH=6,7',
    dates(
      '1997-06: 10',
      '1997-07: 10',
      '1998-06: 10',
      '1998-07: 10',
      '1999-06: 10',
      '1999-07: 10',
      '2000-06: 10',
      '2000-07: 10',
      '2001-06: 10',
      '2001-07: 10',
    ),
    { start: '1997-06-10T09:00', ends: true },
  ],
  [
    'FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3',
    dates(
      '1997-03: 10',
      '1999-01: 10',
      '1999-02: 10',
      '1999-03: 10',
      '2001-01: 10',
      '2001-02: 10',
      '2001-03: 10',
      '2003-01: 10',
      '2003-02: 10',
      '2003-03: 10',
    ),
    { start: '1997-03-10T09:00', ends: true },
  ],
  [
    'FREQ=YEARLY;BYDAY=20MO',
    dates('1997-05: 19', '1998-05: 18', '1999-05: 17'),
    { start: '1997-05-19T09:00' },
  ],
  [
    'FREQ=YEARLY;BYMONTH=3;BYDAY=TH',
    dates('1997-03: 13 20 27', '1998-03: 5 12 19 26', '1999-03: 4 11 18 25'),
    { start: '1997-03-13T09:00' },
  ],
  [
    'FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8',
    dates('1997-06: 5 12 19 26', '1997-07: 3 10 17 24 31', '1997-08: 7 14 21 28', '1998-06: 4 11 18 25'),
    { start: '1997-06-05T09:00' },
  ],
  [
    'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
    dates('1998-02: 13', '1998-03: 13', '1998-11: 13', '1999-08: 13', '2000-10: 13'),
    { exclude: ['1997-09-02T09:00'] },
  ],
  [
    'FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13',
    dates(
      '1997-09: 13',
      '1997-10: 11',
      '1997-11: 8',
      '1997-12: 13',
      '1998-01: 10',
      '1998-02: 7',
      '1998-03: 7',
    ),
    { start: '1997-09-13T09:00' },
  ],
  [
    'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
    dates('1996-11: 5', '2000-11: 7', '2004-11: 2'),
    { start: '1996-11-05T09:00' },
  ],
  [
    'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
    dates('1997-09: 4', '1997-10: 7', '1997-11: 6'),
    { start: '1997-09-04T09:00', ends: true },
  ],
  [
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
    dates(
      '1997-09: 29',
      '1997-10: 30',
      '1997-11: 27',
      '1997-12: 30',
      '1998-01: 29',
      '1998-02: 26',
      '1998-03: 30',
    ),
    { start: '1997-09-29T09:00' },
  ],
  [
    'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
    dates('1997-08: 5 10 19 24'),
    { start: '1997-08-05T09:00', ends: true },
  ],
  [
    'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
    dates('1997-08: 5 17 19 31'),
    { start: '1997-08-05T09:00', ends: true },
  ],
  [
    'FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5',
    dates('2007-01: 15 30', '2007-02: 15', '2007-03: 15 30'),
    { start: '2007-01-15T09:00', ends: true },
  ],
];

describe('RFC 5545 examples', () => {
  for (const [rule, expected, more = {}] of cases) {
    const request = { start: more.start ?? '1997-09-02T09:00', zone, rule, exclude: more.exclude ?? [] };

    it(rule, () => {
      const got = walls(expandRequest(more.ends ? request : { ...request, limit: expected.length }));
      expect(got).toEqual(expected);
    });

    it(`${rule}, seen through a window that begins late`, () => {
      const from = expected[2] ?? expected[0]!;
      const to = expected.at(-1)!;
      const got = walls(expandRequest({ ...request, from, to }));
      expect(got).toEqual(expected.slice(expected.indexOf(from), -1));
    });
  }
});
