import { describe, expect, it } from 'vitest';
import { must } from '../../problem.js';
import { dayOf, formatInstant, parseWall } from '../civil.js';
import { zoneOf } from '../zone.js';
import { bindRule } from './bind.js';
import { createExpander } from './bulk.js';
import { expandRecurrence, type Recurrence } from './expand.js';
import { readRule } from './grammar.js';

const zone = must(zoneOf('Europe/Berlin'));

function recurrence(start: string, rule: string): Recurrence {
  const wall = parseWall(start)!;
  return {
    start: wall,
    zone,
    rule: must(bindRule(must(readRule(rule)), wall.day)),
    exclude: [],
    include: [],
  };
}

describe('warnings', () => {
  const fits = (start: string) =>
    must(expandRecurrence(recurrence(start, 'FREQ=DAILY'), { limit: 3 })).warnings;

  it('name the wall time that was moved out of a gap, and the first of a fold', () => {
    const day = dayOf('2026-03-29');
    expect(fits('2026-03-28T02:30')).toEqual([
      { fit: 'gap', wall: day * 86400 + 9000, instant: day * 86400 + 5400 },
    ]);
    expect(fits('2026-10-24T02:30').map(({ fit, instant }) => [fit, formatInstant(instant)])).toEqual([
      ['fold', '2026-10-25T00:30:00Z'],
    ]);
    expect(fits('2026-06-01T02:30')).toEqual([]);
  });
});

it('needs a zone for a time of day', () => {
  const { zone: _, ...floating } = recurrence('2026-06-01T09:00', 'FREQ=DAILY');
  expect(expandRecurrence(floating, { limit: 1 })).toMatchObject({ ok: false, problem: { field: 'zone' } });
});

describe('expander', () => {
  it('shares days among series that differ only in where they begin, and cuts each to its own span', () => {
    const expander = createExpander();
    const [from, to] = [dayOf('2026-03-02'), dayOf('2026-04-06')];
    const days = (rule: string, start: string) =>
      must(expander.days({ rule, start: dayOf(start) }, from, to));
    const early = days('FREQ=WEEKLY;BYDAY=MO', '2020-01-01');
    expect(days('FREQ=WEEKLY;BYDAY=MO', '2021-06-06')).toBe(early);
    expect([...days('FREQ=WEEKLY;BYDAY=MO', '2026-03-20')]).toEqual([...early].slice(3));
    expect([...days('FREQ=WEEKLY;BYDAY=MO;UNTIL=20260316', '2020-01-01')]).toEqual([...early].slice(0, 3));
    expect([...days('FREQ=WEEKLY;COUNT=2', '2026-03-09')]).toEqual([...early].slice(1, 3));
    expect([...days('FREQ=WEEKLY;INTERVAL=2', '2026-02-23')]).toEqual([early[1], early[3]]);
  });

  it('cuts by UNTIL to the minute', () => {
    const expander = createExpander();
    const count = (until: string) => {
      const series = { rule: `FREQ=DAILY;UNTIL=${until}`, start: dayOf('2026-06-01'), minute: 540, zone };
      return must(expander.instants(series, dayOf('2026-06-01'), dayOf('2026-07-01'))).length;
    };
    expect(
      ['20260603T070000Z', '20260603T065959Z', '20260603T090000', '20260603', '20260501'].map(count),
    ).toEqual([3, 2, 3, 3, 0]);
  });

  it('hands refusals on', () => {
    const series = { rule: 'FREQ=HOURLY', start: 0, minute: 0, zone };
    expect(createExpander().instants(series, 0, 7)).toMatchObject({
      ok: false,
      problem: { code: 'rule_unsupported' },
    });
  });
});
