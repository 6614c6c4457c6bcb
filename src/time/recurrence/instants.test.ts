/** What RFC 5545 says of instants, on days whose clock changes and at the end of the calendar. */
import { describe, expect, it } from 'vitest';
import { must } from '../../problem.js';
import { dayOf, formatInstant, parseWall } from '../civil.js';
import { zoneOf } from '../zone.js';
import { createExpander } from './bulk.js';
import { expandRequest } from './request.js';

const NEW_YORK = 'America/New_York';
const BERLIN = 'Europe/Berlin';

describe('UNTIL in UTC is an instant', () => {
  const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
    // 01:30 comes twice on 1 November; the first, 05:30Z, is before 06:00Z (a second 01:00 by the clock).
    [NEW_YORK, '2026-10-31T01:30', '20261101T060000Z', ['2026-10-31T05:30:00Z', '2026-11-01T05:30:00Z']],
    [NEW_YORK, '2026-10-31T01:30', '20261101T053000Z', ['2026-10-31T05:30:00Z', '2026-11-01T05:30:00Z']],
    [NEW_YORK, '2026-10-31T01:30', '20261101T052959Z', ['2026-10-31T05:30:00Z']],
    // 02:30 is skipped on 8 March and becomes 07:30Z, after 07:00Z (03:00 by the clock).
    [NEW_YORK, '2026-03-07T02:30', '20260308T070000Z', ['2026-03-07T07:30:00Z']],
    [NEW_YORK, '2026-03-07T02:30', '20260308T073000Z', ['2026-03-07T07:30:00Z', '2026-03-08T07:30:00Z']],
    [BERLIN, '2026-03-28T02:30', '20260329T012959Z', ['2026-03-28T01:30:00Z']],
    [BERLIN, '2026-03-28T02:30', '20260329T013000Z', ['2026-03-28T01:30:00Z', '2026-03-29T01:30:00Z']],
    [
      'Asia/Shanghai',
      '2026-03-28T02:30',
      '20260328T183000Z',
      ['2026-03-27T18:30:00Z', '2026-03-28T18:30:00Z'],
    ],
    // 30 December 2011 does not exist in Apia: both wall times are one instant.
    [
      'Pacific/Apia',
      '2011-12-29T09:00',
      '20111230T190000Z',
      ['2011-12-29T19:00:00Z', '2011-12-30T19:00:00Z'],
    ],
    // A local UNTIL is wall time still, and a date holds through its day.
    [NEW_YORK, '2026-03-07T02:30', '20260308T023000', ['2026-03-07T07:30:00Z', '2026-03-08T07:30:00Z']],
    [NEW_YORK, '2026-03-07T02:30', '20260308T022959', ['2026-03-07T07:30:00Z']],
    [NEW_YORK, '2026-03-07T02:30', '20260308', ['2026-03-07T07:30:00Z', '2026-03-08T07:30:00Z']],
  ];

  it.each(cases)('%s %s until %s', (zone, start, until, instants) => {
    const rule = `FREQ=DAILY;UNTIL=${until}`;
    expect(expandRequest({ start, zone, rule })).toEqual({ instants });
    expect(expandRequest({ start, zone, rule, from: '2011-12-01', to: '2027-01-01' })).toEqual({ instants });

    const { day, second } = parseWall(start)!;
    const series = { rule, start: day, minute: second / 60, zone: must(zoneOf(zone)) };
    const bulk = must(createExpander().instants(series, day, day + 20));
    expect([...bulk].map((minute) => formatInstant(minute * 60))).toEqual(instants);
  });
});

describe('a date-time that falls into a gap', () => {
  const base = { start: '2026-03-28T02:30', zone: BERLIN, rule: 'FREQ=DAILY;COUNT=3' };
  const without = { instants: ['2026-03-28T01:30:00Z', '2026-03-30T00:30:00Z'] };

  it.each(['2026-03-29T02:30', '2026-03-29T03:30', '2026-03-29T01:30:00Z'])('is excluded as %s', (moment) => {
    expect(expandRequest({ ...base, exclude: [moment] })).toEqual(without);
  });

  it('excludes an inclusion of the same instant, under either name', () => {
    const rule = 'FREQ=DAILY;COUNT=1';
    const names = ['2026-03-29T02:30', '2026-03-29T03:30', '2026-03-29T01:30:00Z'];
    for (const one of names)
      for (const other of names)
        expect(expandRequest({ ...base, rule, include: [one], exclude: [other] })).toEqual({
          instants: ['2026-03-28T01:30:00Z'],
        });
  });

  it('counts once, however often and by whatever name it is included', () => {
    const include = ['2026-03-29T03:30', '2026-03-29T02:30', '2026-03-29T01:30:00Z'];
    expect(expandRequest({ ...base, include })).toEqual({
      instants: ['2026-03-28T01:30:00Z', '2026-03-29T01:30:00Z', '2026-03-30T00:30:00Z'],
    });
    expect(expandRequest({ ...base, rule: 'FREQ=YEARLY', include, limit: 3 })).toEqual({
      instants: ['2026-03-28T01:30:00Z', '2026-03-29T01:30:00Z', '2027-03-28T01:30:00Z'],
    });
  });

  it('leaves the neighbours of an excluded instant alone', () => {
    const exclude = ['2026-03-29T03:29', '2026-03-29T01:30', '2026-03-29T00:30:00Z'];
    expect(expandRequest({ ...base, exclude })).toEqual({
      instants: ['2026-03-28T01:30:00Z', '2026-03-29T01:30:00Z', '2026-03-30T00:30:00Z'],
    });
  });
});

describe('the last second of the year 9999', () => {
  const late = { start: '9999-12-30T23:30', zone: NEW_YORK, rule: 'FREQ=DAILY' };
  const instants = ['9999-12-31T04:30:00Z'];

  it('ends answers, by limit, count, window and inclusion', () => {
    expect(expandRequest({ ...late, limit: 5 })).toEqual({ instants });
    expect(expandRequest({ ...late, rule: 'FREQ=DAILY;COUNT=2' })).toEqual({ instants });
    expect(expandRequest({ ...late, rule: 'FREQ=DAILY;UNTIL=99991231' })).toEqual({ instants });
    expect(expandRequest({ ...late, from: '9999-12-01', to: '9999-12-31T23:59:59' })).toEqual({ instants });
    const include = ['9999-12-31T20:00', '9999-12-31T18:59:59'];
    expect(expandRequest({ ...late, rule: 'FREQ=DAILY;COUNT=1', include })).toEqual({
      instants: [...instants, '9999-12-31T23:59:59Z'],
    });
  });

  it('is itself an answer', () => {
    const rule = 'FREQ=DAILY';
    expect(expandRequest({ start: '9999-12-31T23:59:59', zone: 'UTC', rule, limit: 2 })).toEqual({
      instants: ['9999-12-31T23:59:59Z'],
    });
    expect(expandRequest({ start: '9999-12-31T23:59', zone: 'Asia/Shanghai', rule, limit: 2 })).toEqual({
      instants: ['9999-12-31T15:59:00Z'],
    });
  });

  it('ends series in bulk too', () => {
    const start = dayOf('9999-12-30');
    const series = { rule: 'FREQ=DAILY', start, minute: 1410, zone: must(zoneOf(NEW_YORK)) };
    const found = must(createExpander().instants(series, start, start + 2));
    expect([...found].map((minute) => formatInstant(minute * 60))).toEqual(instants);
  });
});
