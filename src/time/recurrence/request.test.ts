import { describe, expect, it } from 'vitest';
import { expandRequest } from './request.js';

const base = { start: '2026-03-02T09:00', zone: 'Asia/Shanghai', rule: 'FREQ=WEEKLY;BYDAY=MO' };
const ask = (more: Record<string, unknown>) => expandRequest({ ...base, ...more });
const code = (more: Record<string, unknown>) => {
  const answer = ask(more);
  return 'error' in answer ? answer.error.code : 'no error';
};

describe('answers', () => {
  it('gives instants for a limit, for a window, and for a rule that ends', () => {
    const three = { instants: ['2026-03-02T01:00:00Z', '2026-03-09T01:00:00Z', '2026-03-16T01:00:00Z'] };
    expect(ask({ limit: 3 })).toEqual(three);
    expect(ask({ from: '2026-01-01', to: '2026-03-17' })).toEqual(three);
    expect(ask({ from: '2026-03-02T01:00:00Z', to: '2026-03-16T01:00:01Z' })).toEqual(three);
    expect(ask({ rule: `${base.rule};COUNT=3` })).toEqual(three);
    expect(ask({ rule: `${base.rule};UNTIL=20260316` })).toEqual(three);
    expect(ask({ rule: `RRULE:freq=weekly;byday=mo;count=3` })).toEqual(three);
  });

  it('takes windows as half-open, to the second', () => {
    expect(ask({ from: '2026-03-02T09:00', to: '2026-03-09T09:00' })).toEqual({
      instants: ['2026-03-02T01:00:00Z'],
    });
    expect(ask({ from: '2026-03-02T09:00:01', to: '2026-03-09T09:00' })).toEqual({ instants: [] });
    expect(ask({ from: '2026-03-05', to: '2026-03-05' })).toEqual({ instants: [] });
    expect(ask({ from: '2026-03-05', to: '2026-03-01' })).toEqual({ instants: [] });
  });

  it('gives dates for an all-day start, with or without a zone', () => {
    const rule = 'FREQ=MONTHLY;BYMONTHDAY=-1';
    const dates = ['2026-01-31', '2026-02-28', '2026-03-31'];
    expect(expandRequest({ start: '2026-01-31', rule, limit: 3 })).toEqual({ dates });
    expect(
      expandRequest({ start: '2026-01-31', zone: base.zone, rule, from: '2026-01-01', to: '2026-04-01' }),
    ).toEqual({ dates });
    expect(expandRequest({ start: '2026-01-31', rule: `${rule};UNTIL=20260331T000000Z` })).toEqual({ dates });
    // 16:00Z on the 27th is midnight of the 28th in Shanghai.
    const utc = { from: '2026-02-27T16:00:00Z', to: '2026-03-30T16:00:00Z' };
    expect(expandRequest({ start: '2026-01-31', zone: base.zone, rule, ...utc })).toEqual({
      dates: ['2026-02-28'],
    });
  });

  it('does not emit a start that the rule does not name', () => {
    expect(ask({ start: '2026-03-03T09:00', limit: 1 })).toEqual({ instants: ['2026-03-09T01:00:00Z'] });
  });

  it('excludes by date, wall time and instant, without using up COUNT', () => {
    const exclude = ['2026-03-02', '2026-03-09T09:00', '2026-03-16T01:00:00Z', '2026-03-23T10:00'];
    expect(ask({ rule: `${base.rule};COUNT=4`, exclude })).toEqual({ instants: ['2026-03-23T01:00:00Z'] });
    expect(ask({ exclude, limit: 1 })).toEqual({ instants: ['2026-03-23T01:00:00Z'] });
  });

  it('includes, sorts, removes doubles; exclusion wins', () => {
    const include = [
      '2026-03-11T10:30',
      '2026-03-04',
      '2026-03-09T09:00',
      '2026-03-05T02:00:00Z',
      '2026-03-11T10:30',
    ];
    expect(ask({ rule: `${base.rule};COUNT=2`, include, exclude: ['2026-03-05'] })).toEqual({
      instants: [
        '2026-03-02T01:00:00Z',
        '2026-03-04T01:00:00Z',
        '2026-03-09T01:00:00Z',
        '2026-03-11T02:30:00Z',
      ],
    });
    expect(ask({ include, limit: 2 })).toEqual({
      instants: ['2026-03-02T01:00:00Z', '2026-03-04T01:00:00Z'],
    });
    expect(ask({ include: ['2026-03-01'], from: '2026-03-02', to: '2026-03-03' })).toEqual({
      instants: ['2026-03-02T01:00:00Z'],
    });
    const days = {
      start: '2026-03-02',
      rule: 'FREQ=WEEKLY;COUNT=2',
      include: ['2026-03-03', '2026-03-04T10:00'],
    };
    expect(expandRequest({ ...days, exclude: ['2026-03-09T08:00'] })).toEqual({
      dates: ['2026-03-02', '2026-03-03', '2026-03-04'],
    });
  });

  it('takes UNTIL in UTC as an instant, else by the wall clock', () => {
    const daily = (until: string) => {
      const answer = expandRequest({
        start: '2026-07-01T20:00',
        zone: 'America/New_York',
        rule: `FREQ=DAILY;UNTIL=${until}`,
      });
      return 'instants' in answer ? answer.instants.length : answer;
    };
    expect(daily('20260703T000000Z')).toBe(2); // 20:00 on the 2nd, inclusive
    expect(daily('20260702T235959Z')).toBe(1);
    expect(daily('20260702T200000')).toBe(2);
    expect(daily('20260702T195959')).toBe(1);
    expect(daily('20260702')).toBe(2);
    expect(daily('20260601')).toBe(0);
  });

  it('moves through a DST gap and takes the first of a fold', () => {
    const berlin = { start: '2026-03-28T02:30', zone: 'Europe/Berlin', rule: 'FREQ=DAILY;COUNT=3' };
    expect(expandRequest(berlin)).toEqual({
      instants: ['2026-03-28T01:30:00Z', '2026-03-29T01:30:00Z', '2026-03-30T00:30:00Z'],
    });
    expect(expandRequest({ ...berlin, start: '2026-10-24T02:30' })).toEqual({
      instants: ['2026-10-24T00:30:00Z', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z'],
    });
  });

  it('puts the day that Apia never had on the next, once', () => {
    expect(
      expandRequest({ start: '2011-12-29T09:00', zone: 'Pacific/Apia', rule: 'FREQ=DAILY', limit: 3 }),
    ).toEqual({
      instants: ['2011-12-29T19:00:00Z', '2011-12-30T19:00:00Z', '2011-12-31T19:00:00Z'],
    });
  });

  it('knows local mean time to the second, and the far ends of the calendar', () => {
    expect(
      expandRequest({ start: '1899-01-01T00:00', zone: 'Asia/Shanghai', rule: 'FREQ=DAILY', limit: 1 }),
    ).toEqual({
      instants: ['1898-12-31T15:54:17Z'],
    });
    expect(expandRequest({ start: '0001-01-01', rule: 'FREQ=YEARLY;INTERVAL=366', limit: 3 })).toEqual({
      dates: ['0001-01-01', '0367-01-01', '0733-01-01'],
    });
    expect(expandRequest({ start: '9999-12-30', rule: 'FREQ=DAILY', limit: 9 })).toEqual({
      dates: ['9999-12-30', '9999-12-31'],
    });
    expect(expandRequest({ start: '2024-02-29', rule: 'FREQ=YEARLY', limit: 3 })).toEqual({
      dates: ['2024-02-29', '2028-02-29', '2032-02-29'],
    });
    expect(expandRequest({ start: '2096-02-29', rule: 'FREQ=YEARLY', limit: 2 })).toEqual({
      dates: ['2096-02-29', '2104-02-29'],
    });
    expect(expandRequest({ start: '2026-01-31', rule: 'FREQ=MONTHLY', limit: 3 })).toEqual({
      dates: ['2026-01-31', '2026-03-31', '2026-05-31'],
    });
  });

  it('has no day for a set position beyond the set', () => {
    // Only months whose first and last day both are Mondays would have a last but one; there are none but leap Februaries.
    const rule = 'FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=1,-1;BYSETPOS=-2';
    expect(expandRequest({ start: '2026-01-01', rule, limit: 1 })).toEqual({ dates: ['2044-02-01'] });
  });

  it('counts a day once that two set positions name', () => {
    // February 2026 has four Mondays, so 1 and −4 are the same day.
    expect(
      expandRequest({ start: '2026-02-01', rule: 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1,-4;COUNT=3' }),
    ).toEqual({
      dates: ['2026-02-02', '2026-03-02', '2026-03-09'],
    });
  });
});

describe('refusals', () => {
  it.each([null, 1, 'x', [], undefined])('a request that is no object: %j', (request) => {
    expect(expandRequest(request)).toMatchObject({ error: { code: 'bad_input' } });
  });

  it.each([
    [{ start: undefined }],
    [{ start: '2026-02-30T09:00' }],
    [{ start: '2026-03-02T24:00' }],
    [{ start: '2026-03-02T09:00Z' }],
    [{ start: '2026-03-02 09:00' }],
    [{ start: 20260302 }],
    [{ zone: undefined }],
    [{ zone: 8 }],
    [{ rule: undefined }],
    [{ rule: ['FREQ=DAILY'] }],
    [{ limit: 0 }],
    [{ limit: 1.5 }],
    [{ limit: '3' }],
    [{ limit: null }],
    [{ limit: 3, from: '2026-03-01' }],
    [{ limit: 3, to: '2026-03-01' }],
    [{ from: '2026-03-01' }],
    [{ to: '2026-03-01' }],
    [{ from: '2026-03-01', to: '2026-13-01' }],
    [{ from: '2026-03-01', to: '2026-03-10+08:00' }],
    [{}],
    [{ limit: 3, exclude: '2026-03-02' }],
    [{ limit: 3, exclude: [1] }],
    [{ limit: 3, exclude: ['yesterday'] }],
    [{ limit: 3, include: ['2026-02-29'] }],
    [{ limit: 3, include: Array.from({ length: 10_001 }, () => '2026-03-01') }],
    [{ limit: 3, colour: 'red' }],
    [JSON.parse('{"limit": 3, "__proto__": {"x": 1}}')],
  ])('bad_input: %j', (more) => {
    const { ...fields } = more as Record<string, unknown>;
    const request = { ...base, ...fields };
    if (Object.hasOwn(more, '__proto__'))
      Object.defineProperty(request, '__proto__', { value: {}, enumerable: true });
    const answer = expandRequest(request);
    expect(answer).toMatchObject({ error: { code: 'bad_input' } });
    expect(Object.keys((answer as { error: object }).error)).toEqual(['code', 'message']);
  });

  it('names the field of an exception', () => {
    expect(ask({ limit: 1, exclude: ['2026-03-02', '<b>'] })).toMatchObject({
      error: { message: expect.stringMatching(/^exclude\[1\] must/) },
    });
  });

  it('zone_unknown and range_too_long', () => {
    for (const zone of ['Mars/Olympus', '', '+08:00', 'constructor', 'Asia/Shanghai\n', 'x'.repeat(1e6)])
      expect(code({ zone, limit: 1 })).toBe('zone_unknown');
    expect(code({ limit: 100_001 })).toBe('range_too_long');
    expect(code({ rule: 'FREQ=DAILY', from: '0001-01-01', to: '9999-12-31' })).toBe('range_too_long');
  });
});

const DAYS = 'MO,TU,WE,TH,FR,SA,SU';
const evil: readonly (readonly [string, string])[] = [
  ['FREQ=HOURLY;INTERVAL=2;BYHOUR=1', 'rule_unsupported'],
  ['FREQ=MINUTELY', 'rule_unsupported'],
  ['FREQ=SECONDLY;COUNT=5', 'rule_unsupported'],
  ['FREQ=DAILY;BYHOUR=9', 'rule_unsupported'],
  ['FREQ=DAILY;BYMINUTE=1', 'rule_unsupported'],
  ['FREQ=YEARLY;BYWEEKNO=20', 'rule_unsupported'],
  ['FREQ=YEARLY;BYYEARDAY=100', 'rule_unsupported'],
  ['FREQ=YEARLY;BYEASTER=0', 'rule_unsupported'],
  ['FREQ=DAILY;COUNT=3;UNTIL=20270101', 'rule_unsupported'],
  ['FREQ=DAILY;COUNT=3;COUNT=4', 'rule_unsupported'],
  ['FREQ=DAILY;INTERVAL=0', 'rule_unsupported'],
  ['FREQ=DAILY;INTERVAL=367', 'rule_unsupported'],
  ['FREQ=DAILY;INTERVAL=-1', 'rule_unsupported'],
  ['FREQ=DAILY;INTERVAL=1e2', 'rule_unsupported'],
  ['FREQ=DAILY;COUNT=0', 'rule_unsupported'],
  ['FREQ=WEEKLY;BYDAY=1MO', 'rule_unsupported'],
  ['FREQ=DAILY;BYDAY=-1MO', 'rule_unsupported'],
  ['FREQ=MONTHLY;BYDAY=MO,1TU', 'rule_unsupported'],
  ['FREQ=MONTHLY;BYDAY=0MO', 'rule_unsupported'],
  ['FREQ=MONTHLY;BYDAY=XX', 'rule_unsupported'],
  ['FREQ=WEEKLY;BYMONTHDAY=1', 'rule_unsupported'],
  ['FREQ=MONTHLY;BYMONTHDAY=32', 'rule_unsupported'],
  ['FREQ=MONTHLY;BYMONTHDAY=0', 'rule_unsupported'],
  ['FREQ=YEARLY;BYMONTH=13', 'rule_unsupported'],
  ['FREQ=YEARLY;BYMONTH=-1', 'rule_unsupported'],
  [`FREQ=YEARLY;BYDAY=${DAYS};BYSETPOS=1`, 'rule_unsupported'],
  ['FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=1', 'rule_unsupported'],
  ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0', 'rule_unsupported'],
  ['FREQ=DAILY;WKST=XX', 'rule_unsupported'],
  ['FREQ=DAILY;UNTIL=20260230', 'rule_unsupported'],
  ['FREQ=DAILY;UNTIL=20260301T250000Z', 'rule_unsupported'],
  ['FREQ=DAILY;UNTIL=2026-03-01', 'rule_unsupported'],
  ['FREQ=DAILY;', 'rule_unsupported'],
  ['FREQ=DAILY;BYDAY=', 'rule_unsupported'],
  ['FREQ=DAILY;X-FOO=1', 'rule_unsupported'],
  ['FREQ=DAILY;TZID=Europe/Berlin', 'rule_unsupported'],
  ['FREQ=DAILY=WEEKLY', 'rule_unsupported'],
  ['FREQ=DAILY\nRRULE:FREQ=HOURLY', 'rule_unsupported'],
  ['DTSTART:20260301T000000\nRRULE:FREQ=DAILY', 'rule_unsupported'],
  ['RRULE:RRULE:FREQ=DAILY', 'rule_unsupported'],
  [' FREQ=DAILY', 'rule_unsupported'],
  ['FREQ=DAILY; COUNT=1', 'rule_unsupported'],
  ['FREQ=DAILY\u0000', 'rule_unsupported'],
  ['INTERVAL=2', 'rule_unsupported'],
  ['', 'rule_unsupported'],
  ['__proto__=1;FREQ=DAILY', 'rule_unsupported'],
  ['FREQ=ＤＡＩＬＹ', 'rule_unsupported'],
  ['FREQ=DAILY;COUNT=5001', 'rule_too_long'],
  ['FREQ=DAILY;COUNT=99999999999999', 'rule_too_long'],
  [`FREQ=DAILY;BYMONTH=${'1,'.repeat(500_000)}1`, 'rule_too_long'],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'rule_impossible'],
  ['FREQ=MONTHLY;BYMONTH=4,6,9,11;BYMONTHDAY=31', 'rule_impossible'],
  ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30,31', 'rule_impossible'],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-30', 'rule_impossible'],
  ['FREQ=MONTHLY;BYDAY=6MO', 'rule_impossible'],
  ['FREQ=YEARLY;BYMONTH=3;BYDAY=20MO', 'rule_impossible'],
  ['FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=20', 'rule_impossible'],
  ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6', 'rule_impossible'],
  ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=200', 'rule_impossible'],
  ['FREQ=MONTHLY;INTERVAL=12;BYMONTH=4', 'rule_impossible'],
  ['FREQ=DAILY;INTERVAL=7;BYDAY=TU', 'rule_impossible'],
  ['FREQ=DAILY;INTERVAL=14;BYDAY=TU;BYMONTH=2;BYMONTHDAY=29', 'rule_impossible'],
];

describe('evil rules', () => {
  it.each(evil)('%.60s is %s', (rule, expected) => {
    expect(code({ rule, limit: 1 })).toBe(expected);
  });

  it('refuses those that depend on the start', () => {
    expect(code({ start: '2026-01-31T09:00', rule: 'FREQ=YEARLY;BYMONTH=2', limit: 1 })).toBe(
      'rule_impossible',
    );
    expect(
      code({ start: '2025-02-01T09:00', rule: 'FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29', limit: 1 }),
    ).toBe('rule_impossible');
    expect(
      code({ start: '2026-01-15T09:00', rule: 'FREQ=DAILY;INTERVAL=2;BYMONTHDAY=31;BYMONTH=2', limit: 1 }),
    ).toBe('rule_impossible');
  });

  it('answers each within 5 ms', () => {
    for (const [rule] of evil) ask({ rule, limit: 1 }); // a first pass, so that compilation is not measured
    for (const [rule] of evil) {
      const best = Math.min(
        ...Array.from({ length: 3 }, () => {
          const before = performance.now();
          ask({ rule, limit: 1 });
          return performance.now() - before;
        }),
      );
      expect(best, rule.slice(0, 60)).toBeLessThan(5);
    }
  });

  it('echoes nothing of what was sent', () => {
    for (const [rule] of evil) {
      const answer = JSON.stringify(ask({ rule: `${rule};<script>`, limit: 1 }));
      expect(answer).not.toContain('script');
    }
  });
});
