import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import { must } from '../problem.js';
import { dayOf, formatWall } from './civil.js';
import { type ZoneTable, zoneOf } from './zone.js';

const table = (name: string): ZoneTable => must(zoneOf(name));
const at = (zone: ZoneTable, date: string, minute: number): string => {
  const { instant, fit } = zone.toUtc(dayOf(date), minute);
  return `${formatWall(Math.floor(instant / 1440), instant - Math.floor(instant / 1440) * 1440)}Z ${fit}`;
};
const half = 30;

describe('gaps and folds', () => {
  it('Berlin 2026', () => {
    const zone = table('Europe/Berlin');
    expect(at(zone, '2026-03-29', 119)).toBe('2026-03-29T00:59Z exact');
    expect(at(zone, '2026-03-29', 120)).toBe('2026-03-29T01:00Z gap');
    expect(at(zone, '2026-03-29', 179)).toBe('2026-03-29T01:59Z gap');
    expect(at(zone, '2026-03-29', 180)).toBe('2026-03-29T01:00Z exact');
    expect(at(zone, '2026-10-25', 119)).toBe('2026-10-24T23:59Z exact');
    expect(at(zone, '2026-10-25', 120)).toBe('2026-10-25T00:00Z fold');
    expect(at(zone, '2026-10-25', 179)).toBe('2026-10-25T00:59Z fold');
    expect(at(zone, '2026-10-25', 180)).toBe('2026-10-25T02:00Z exact');
    expect(zone.irregular(dayOf('2026-03-29'))).toEqual([{ start: 120, end: 180 }]);
    expect(zone.irregular(dayOf('2026-10-25'))).toEqual([{ start: 120, end: 180 }]);
    expect(zone.irregular(dayOf('2026-10-24'))).toEqual([]);
    expect(zone.toWall(must(zoneOf('UTC')).toUtc(dayOf('2026-10-25'), 90).instant)).toEqual({
      day: dayOf('2026-10-25'),
      minute: 150,
    });
  });

  it('Lord Howe moves by half an hour', () => {
    const zone = table('Australia/Lord_Howe');
    expect(zone.irregular(dayOf('2026-10-04'))).toEqual([{ start: 120, end: 120 + half }]);
    expect(zone.irregular(dayOf('2026-04-05'))).toEqual([{ start: 90, end: 90 + half }]);
    expect(at(zone, '2026-10-04', 135)).toBe('2026-10-03T15:45Z gap');
    expect(zone.toWall(zone.toUtc(dayOf('2026-10-04'), 135).instant).minute).toBe(135 + half);
    expect(at(zone, '2026-04-05', 100)).toBe('2026-04-04T14:40Z fold');
  });

  it('Apia had no 30 December 2011', () => {
    const zone = table('Pacific/Apia');
    expect(zone.irregular(dayOf('2011-12-30'))).toEqual([{ start: 0, end: 1440 }]);
    expect(zone.irregular(dayOf('2011-12-29'))).toEqual([]);
    expect(zone.irregular(dayOf('2011-12-31'))).toEqual([]);
    const { instant, fit } = zone.toUtc(dayOf('2011-12-30'), 540);
    expect(fit).toBe('gap');
    expect(zone.toWall(instant)).toEqual({ day: dayOf('2011-12-31'), minute: 540 });
  });

  it('Shanghai had summer time from 1986 to 1991', () => {
    const zone = table('Asia/Shanghai');
    expect(at(zone, '1985-07-01', 600)).toBe('1985-07-01T02:00Z exact');
    for (const year of [1986, 1987, 1988, 1989, 1990, 1991])
      expect(at(zone, `${year}-07-01`, 600)).toBe(`${year}-07-01T01:00Z exact`);
    expect(at(zone, '1992-07-01', 600)).toBe('1992-07-01T02:00Z exact');
    expect(zone.irregular(dayOf('1986-05-04'))).toEqual([{ start: 120, end: 180 }]);
    expect(zone.irregular(dayOf('1991-09-15'))).toEqual([{ start: 60, end: 120 }]);
  });

  it('midnight itself can be missing (Beirut, Santiago)', () => {
    expect(at(table('Asia/Beirut'), '2026-03-29', 0)).toBe('2026-03-28T22:00Z gap');
    expect(table('America/Santiago').irregular(dayOf('2026-09-06'))).toEqual([{ start: 0, end: 60 }]);
    // The hour before midnight is repeated: the fold belongs to the day before the change.
    expect(table('America/Santiago').irregular(dayOf('2026-04-04'))).toEqual([{ start: 1380, end: 1440 }]);
  });
});

it('holds two changes a week apart (Recife, October 2000)', () => {
  const zone = table('America/Recife');
  expect(['2000-10-07', '2000-10-12', '2000-10-20'].map((d) => zone.offsetAt(dayOf(d) * 1440))).toEqual([
    -180, -120, -180,
  ]);
});

it('agrees with luxon at every probe of many zones and years', () => {
  const names = [
    'Africa/Casablanca',
    'America/New_York',
    'Asia/Kathmandu',
    'Asia/Tehran',
    'Europe/Dublin',
    'Pacific/Chatham',
  ];
  for (const name of [...names, 'Asia/Shanghai', 'Etc/GMT+12', 'UTC']) {
    const [zone, iana] = [table(name), new IANAZone(name)];
    for (
      let instant = Date.UTC(1900, 0, 1) / 1000;
      instant < Date.UTC(2100, 0, 1) / 1000;
      instant += 86400 * 37 + 3607
    )
      expect(zone.offsetSecondsAt(instant), `${name} ${instant}`).toBe(
        Math.round(iana.offset(instant * 1000) * 60),
      );
  }
});

it('comes back to the same wall time from every exact one', () => {
  for (const name of ['America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia']) {
    const zone = table(name);
    for (let day = dayOf('2011-01-01'); day < dayOf('2012-06-01'); day++) {
      for (const minute of [0, 95, 150, 1439]) {
        const { instant, fit } = zone.toUtc(day, minute);
        if (fit === 'gap')
          expect(zone.irregular(day).some((i) => i.start <= minute && minute < i.end)).toBe(true);
        else expect(zone.toWall(instant)).toEqual({ day, minute });
      }
    }
  }
});

it('knows names in any letter case and refuses what is no IANA name', () => {
  expect(table('asia/shanghai').name).toBe('Asia/Shanghai');
  expect(table('Asia/Calcutta').toUtc(0, 0).instant).toBe(-330);
  for (const name of ['', 'Mars/Olympus', '+08:00', 'Asia/Shanghai ', 'toString'])
    expect(zoneOf(name)).toMatchObject({ ok: false, problem: { code: 'zone_unknown', field: 'zone' } });
});

/** The same questions in a process whose own clock stands in another zone must have the same answers. */
const probe = `
import { expandRequest, must, workingCalendar, zoneOf, chinaHolidays, dayOf } from './probe-door.mjs';
const ask = (start, zone, rule) => expandRequest({ start, zone, rule, limit: 3 });
const zone = must(zoneOf('Asia/Shanghai'));
const calendar = workingCalendar({ zone, holidays: chinaHolidays(), opening: [{ rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', hours: [{ start: 540, end: 1050 }] }] });
console.log(JSON.stringify([new Date(2026, 6, 1).getTimezoneOffset(),
  ask('2026-03-28T02:30', 'Europe/Berlin', 'FREQ=DAILY'), ask('2026-10-24T02:30', 'Europe/Berlin', 'FREQ=DAILY'),
  ask('2026-03-07T02:30', 'America/New_York', 'FREQ=DAILY'), ask('2026-10-03T02:15', 'Australia/Lord_Howe', 'FREQ=DAILY'),
  ask('2011-12-29T09:00', 'Pacific/Apia', 'FREQ=DAILY'), ask('1986-05-03T02:30', 'Asia/Shanghai', 'FREQ=DAILY'),
  ask('2026-01-31T23:30', 'Asia/Shanghai', 'FREQ=MONTHLY;BYMONTHDAY=-1'), ask('2026-03-08', undefined, 'FREQ=YEARLY;BYMONTH=3;BYDAY=2SU'),
  zone.toUtc(dayOf('1990-07-01'), 600), calendar.day('2026-09-20'), calendar.whyClosed('2026-10-01'), calendar.addWorkingDays('2026-09-18', 5)]));
`;

it("does not depend on the host's zone", { timeout: 60_000 }, () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const code = probe.replace(
    "import { expandRequest, must, workingCalendar, zoneOf, chinaHolidays, dayOf } from './probe-door.mjs';",
    `import { expandRequest, workingCalendar, zoneOf, chinaHolidays, dayOf } from './src/time/index.ts';
     import { must } from './src/problem.ts';`,
  );
  const answers = ['UTC', 'Asia/Shanghai', 'America/New_York'].map((TZ) => {
    const args = ['--import', 'tsx', '--input-type=module', '-e', code];
    const text = execFileSync(process.execPath, args, {
      cwd: root,
      env: { ...process.env, TZ },
      encoding: 'utf8',
    });
    return JSON.parse(text) as unknown[];
  });
  // The hosts really differ …
  expect(answers.map(([offset]) => offset)).toEqual([-0, -480, 240].map((n) => n + 0));
  // … and the answers do not.
  const [utc, shanghai, newYork] = answers.map(([, ...rest]) => rest);
  expect(shanghai).toEqual(utc);
  expect(newYork).toEqual(utc);
  expect(utc![0]).toEqual({
    instants: ['2026-03-28T01:30:00Z', '2026-03-29T01:30:00Z', '2026-03-30T00:30:00Z'],
  });
});
