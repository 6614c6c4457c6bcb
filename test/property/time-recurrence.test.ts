/**
 * Recurrence against two independent judges: enumeration of every day by the words of RFC 5545 (written for this test
 * and sharing nothing with the product), and rrule over floating time where rrule is right.
 */
import fc from 'fast-check';
import * as namespace from 'rrule';
import { describe, expect, it } from 'vitest';
import { must } from '../../src/problem.js';
import { createExpander, dayOf, expandRequest, zoneOf } from '../../src/time/index.js';

const rrule = ((namespace as { default?: unknown }).default ?? namespace) as typeof namespace;
const NAMES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const DAY = 86_400_000;
const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);

interface Spec {
  freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  interval: number;
  byday: { n: number; wd: number }[];
  bymonth: number[];
  bymonthday: number[];
  bysetpos: number[];
  wkst: number;
  count: number | undefined;
  start: string;
}

const signed = (max: number) => fc.integer({ min: 1, max }).chain((n) => fc.constantFrom(n, -n));
const some = <T>(item: fc.Arbitrary<T>, maxLength: number) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<T[]>([]) },
    { weight: 3, arbitrary: fc.uniqueArray(item, { minLength: 1, maxLength }) },
  );
const plain = fc.integer({ min: 0, max: 6 }).map((wd) => ({ n: 0, wd }));
const unique = (list: { n: number; wd: number }[]) => [
  ...new Map(list.map((x) => [`${x.n}/${x.wd}`, x])).values(),
];

const specs: fc.Arbitrary<Spec> = fc
  .record({
    freq: fc.constantFrom('DAILY' as const, 'WEEKLY' as const, 'MONTHLY' as const, 'YEARLY' as const),
    interval: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 30 })),
    plain: fc.array(plain, { maxLength: 4 }),
    nth: fc.array(fc.record({ n: signed(5), wd: fc.integer({ min: 0, max: 6 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    far: fc.array(fc.record({ n: signed(53), wd: fc.integer({ min: 0, max: 6 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    numbered: fc.boolean(),
    bymonth: some(fc.integer({ min: 1, max: 12 }), 3),
    bymonthday: some(signed(31), 4),
    bysetpos: some(signed(5), 2),
    wkst: fc.integer({ min: 0, max: 6 }),
    count: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
    start: fc.integer({ min: dayOf('1995-01-01'), max: dayOf('2030-12-31') }),
  })
  .map((r): Spec => {
    const byMonths = r.freq === 'MONTHLY' || r.freq === 'YEARLY';
    const nth = r.freq === 'YEARLY' && r.bymonth.length === 0 ? r.far : r.nth;
    const byday = unique(byMonths && r.numbered ? nth : r.plain);
    return {
      freq: r.freq,
      interval: r.freq === 'YEARLY' ? Math.min(r.interval, 4) : r.interval,
      byday,
      bymonth: r.bymonth,
      bymonthday: r.freq === 'WEEKLY' ? [] : r.bymonthday,
      bysetpos: r.freq === 'MONTHLY' && byday.length > 0 ? r.bysetpos : [],
      wkst: r.wkst,
      count: r.count,
      start: iso(r.start * DAY),
    };
  });

function text(s: Spec): string {
  const parts = [`FREQ=${s.freq}`, `INTERVAL=${s.interval}`, `WKST=${NAMES[s.wkst]}`];
  if (s.byday.length > 0)
    parts.push(`BYDAY=${s.byday.map(({ n, wd }) => `${n || ''}${NAMES[wd]}`).join(',')}`);
  if (s.bymonth.length > 0) parts.push(`BYMONTH=${s.bymonth.join(',')}`);
  if (s.bymonthday.length > 0) parts.push(`BYMONTHDAY=${s.bymonthday.join(',')}`);
  if (s.bysetpos.length > 0) parts.push(`BYSETPOS=${s.bysetpos.join(',')}`);
  if (s.count !== undefined) parts.push(`COUNT=${s.count}`);
  return parts.join(';');
}

/** Facts of a day by the host's UTC calendar; nothing of the product. */
function facts(time: number) {
  const date = new Date(time);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return {
    year,
    month: month + 1,
    dom: date.getUTCDate(),
    length: new Date(Date.UTC(year, month + 1, 0)).getUTCDate(),
    doy: Math.round((time - Date.UTC(year, 0, 1)) / DAY) + 1,
    yearLength: Math.round((Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / DAY),
    wd: (date.getUTCDay() + 6) % 7,
  };
}

function inPeriod(s: Spec, time: number): boolean {
  const start = Date.parse(s.start);
  const [a, b] = [facts(start), facts(time)];
  const week = (t: number, wd: number) => Math.round(t / DAY) - ((wd - s.wkst + 7) % 7);
  const distance = {
    DAILY: () => Math.round((time - start) / DAY),
    WEEKLY: () => (week(time, b.wd) - week(start, a.wd)) / 7,
    MONTHLY: () => (b.year - a.year) * 12 + b.month - a.month,
    YEARLY: () => b.year - a.year,
  }[s.freq]();
  return distance >= 0 && distance % s.interval === 0;
}

function matches(s: Spec, time: number): boolean {
  const f = facts(time);
  const begin = facts(Date.parse(s.start));
  const open = s.byday.length === 0 && s.bymonthday.length === 0;
  if (s.bymonth.length > 0 && !s.bymonth.includes(f.month)) return false;
  if (open && s.freq === 'YEARLY' && s.bymonth.length === 0 && f.month !== begin.month) return false;
  if (open && (s.freq === 'YEARLY' || s.freq === 'MONTHLY') && f.dom !== begin.dom) return false;
  if (open && s.freq === 'WEEKLY' && f.wd !== begin.wd) return false;
  if (s.bymonthday.length > 0 && !s.bymonthday.some((d) => (d > 0 ? d : f.length + 1 + d) === f.dom))
    return false;
  const ofYear = s.freq === 'YEARLY' && s.bymonth.length === 0;
  const [place, length] = ofYear ? [f.doy, f.yearLength] : [f.dom, f.length];
  return (
    s.byday.length === 0 ||
    s.byday.some(({ n, wd }) => {
      if (wd !== f.wd || n === 0) return wd === f.wd;
      return n > 0 ? Math.ceil(place / 7) === n : Math.ceil((length + 1 - place) / 7) === -n;
    })
  );
}

const YEARS = 12;

/** Every day of twelve years, asked one by one. */
function enumerated(s: Spec): string[] {
  const start = Date.parse(s.start);
  const out: string[] = [];
  for (
    let time = Date.UTC(facts(start).year, facts(start).month - 1, 1);
    time < start + YEARS * 365 * DAY;
    time += DAY
  ) {
    if (s.freq === 'MONTHLY' && s.bysetpos.length > 0) {
      if (facts(time).dom !== 1) continue;
      const set: number[] = [];
      for (let d = 0; d < facts(time).length; d++)
        if (inPeriod(s, time + d * DAY) && matches(s, time + d * DAY)) set.push(time + d * DAY);
      const kept = set.filter((_, i) => s.bysetpos.includes(i + 1) || s.bysetpos.includes(i - set.length));
      out.push(...kept.filter((t) => t >= start).map(iso));
    } else if (time >= start && inPeriod(s, time) && matches(s, time)) out.push(iso(time));
  }
  const end = iso(start + (YEARS * 365 - 31) * DAY);
  return (s.count === undefined ? out : out.slice(0, s.count)).filter((date) => date < end);
}

const until = (s: Spec): string => iso(Date.parse(s.start) + (YEARS * 365 - 31) * DAY);

describe('recurrence', () => {
  it('gives the days that an enumeration of every day gives', { timeout: 120_000 }, () => {
    let compared = 0;
    fc.assert(
      fc.property(specs, (s) => {
        const answer = expandRequest({ start: s.start, rule: text(s), from: s.start, to: until(s) });
        const expected = enumerated(s);
        if ('error' in answer) {
          expect([answer.error.code, expected]).toEqual(['rule_impossible', []]);
          return;
        }
        compared++;
        expect('dates' in answer ? answer.dates : answer).toEqual(expected);
      }),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  it('gives the same through any window, with or without sharing', { timeout: 60_000 }, () => {
    const expander = createExpander({ rules: 8, patterns: 8 });
    const zone = must(zoneOf('Europe/Berlin'));
    fc.assert(
      fc.property(
        specs,
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 0, max: 800 }),
        (s, skip, length) => {
          const start = dayOf(s.start);
          const [from, to] = [start + skip - 20, start + skip - 20 + length];
          const request = {
            start: `${s.start}T02:30`,
            zone: zone.name,
            rule: text(s),
            from: iso(from * DAY),
            to: iso(to * DAY),
          };
          const answer = expandRequest(request);
          const bulk = expander.instants({ rule: text(s), start, minute: 150, zone }, from, to);
          if ('error' in answer) {
            expect(bulk).toMatchObject({ ok: false, problem: { code: answer.error.code } });
            return;
          }
          const whole = expandRequest({ ...request, from: s.start });
          const shown = [...must(bulk)].map((m) => new Date(m * 60_000).toISOString().replace('.000', ''));
          if (!('instants' in answer) || !('instants' in whole)) throw new Error('no instants');
          expect(shown).toEqual(answer.instants);
          const low = new Date(zone.toUtc(from, 0).instant * 60_000).toISOString();
          expect(answer.instants).toEqual(whole.instants.filter((i) => i >= low));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('agrees with rrule over floating time', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(specs, (s) => {
        // rrule is wrong where two set positions name one day, and where a negative one lies beyond the set.
        fc.pre(s.bysetpos.length < 2 && s.bysetpos.every((n) => n > 0));
        const answer = expandRequest({ start: s.start, rule: text(s), from: s.start, to: until(s) });
        fc.pre('dates' in answer);
        const end = new Date(Date.parse(until(s)) - 1);
        const options = { ...rrule.RRule.parseString(text(s)), dtstart: new Date(s.start) };
        const theirs = new rrule.RRule(options, true).between(new Date(s.start), end, true);
        expect('dates' in answer && answer.dates).toEqual([...new Set(theirs.map((d) => iso(d.getTime())))]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('requests', () => {
  it('never throw and always answer, whatever is sent', () => {
    const part = fc.constantFrom(
      'FREQ=DAILY',
      'FREQ=MONTHLY',
      'FREQ=YEARLY',
      'FREQ=HOURLY',
      'INTERVAL=7',
      'INTERVAL=366',
      'BYDAY=MO',
      'BYDAY=-1FR',
      'BYDAY=53SU',
      'BYMONTH=2',
      'BYMONTHDAY=29',
      'BYMONTHDAY=30',
      'BYMONTHDAY=-31',
      'BYSETPOS=1,-1',
      'COUNT=5',
      'UNTIL=20300101T000000Z',
      'WKST=SU',
      '',
      '=',
      'BYHOUR=1',
    );
    const rule = fc.oneof(
      fc.array(part, { maxLength: 6 }).map((p) => p.join(';')),
      fc.string(),
    );
    const date = fc.oneof(
      fc.constantFrom(
        '2024-02-29',
        '2024-02-29T10:00',
        '2024-03-10T07:00:00Z',
        '9999-12-31',
        '0001-01-01T00:00',
      ),
      fc.string(),
    );
    const any = fc.oneof(date, fc.anything());
    const request = fc.record(
      {
        start: any,
        zone: fc.oneof(fc.constantFrom('UTC', 'America/New_York'), fc.anything()),
        rule: fc.oneof(rule, fc.anything()),
        exclude: fc.oneof(fc.array(any, { maxLength: 3 }), fc.anything()),
        include: fc.array(date, { maxLength: 3 }),
        limit: fc.oneof(fc.integer({ min: -1, max: 50 }), fc.anything()),
        from: any,
        to: any,
      },
      { requiredKeys: ['start', 'rule'] },
    );
    fc.assert(
      fc.property(
        fc.oneof({ weight: 9, arbitrary: request as fc.Arbitrary<unknown> }, fc.anything()),
        (r) => {
          const answer = expandRequest(r);
          const [key, ...more] = Object.keys(answer);
          expect(more).toEqual([]);
          expect(['instants', 'dates', 'error']).toContain(key);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
