import { describe, expect, it } from 'vitest';
import type { Centre, Desk } from '../catalog/index.js';
import { must } from '../problem.js';
import { chinaHolidays, type DatedException, dayOf, workingCalendar, zoneOf } from '../time/index.js';
import { createFreeTimeIndex } from './free-time-index.js';
import { deskExceptions, fill, openingWindows } from './index.js';

const zone = must(zoneOf('Asia/Shanghai'));
const opening = [
  {
    rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    hours: [
      { start: 540, end: 720 },
      { start: 810, end: 1050 },
    ],
  },
];
const desk = (id: string, more: Partial<Desk> = {}): Desk => ({
  id,
  name: id,
  skills: ['id'],
  capacity: 1,
  ...more,
});

function centreOf(desks: readonly Desk[], exceptions: readonly DatedException[] = []): Centre {
  return {
    tenant: 't',
    name: 'centre',
    zone: zone.name,
    grid: 15,
    departments: [],
    skills: [],
    offices: [{ id: 'hall', name: 'hall', opening, onHoliday: 'skip', desks }],
    services: [],
    exceptions,
    policy: { ahead: { min: 0, max: 30, unit: 'days' }, cancelUntil: 0, hold: { minutes: 5, extend: 5 } },
  };
}

function calendarsOf({ offices, exceptions }: Centre) {
  const common = { zone, holidays: chinaHolidays() };
  return new Map(
    offices.flatMap((office) => [
      [
        office.id,
        workingCalendar({ ...common, opening: office.opening, exceptions, ids: [office.id] }),
      ] as const,
      ...office.desks
        .filter((d) => d.opening || exceptions.some((e) => e.for?.includes(d.id)))
        .map((d) => {
          const own = deskExceptions(exceptions, office.id, d);
          return [
            d.id,
            workingCalendar({ ...common, opening: d.opening ?? opening, exceptions: own, ids: [d.id] }),
          ] as const;
        }),
    ]),
  );
}

function open(desks: readonly Desk[], exceptions: readonly DatedException[] = []) {
  const centre = centreOf(desks, exceptions);
  const provider = openingWindows(centre, calendarsOf(centre));
  const hours = (id: string, date: string) =>
    provider
      .windows(id, dayOf(date))
      .map(({ from, to, services }) => (services ? [from, to, services] : [from, to]));
  return { provider, hours };
}

const bothHalves = [
  [540, 720],
  [810, 1050],
];

describe('windows from opening hours', () => {
  it('opens every desk with its office: closed on the holiday, open on the make-up Sunday', () => {
    const { hours, provider } = open([desk('d1')]);
    expect(hours('d1', '2026-09-18')).toEqual(bothHalves);
    expect(hours('d1', '2026-09-19')).toEqual([]);
    expect(hours('d1', '2026-09-20')).toEqual(bothHalves);
    expect(hours('d1', '2026-10-01')).toEqual([]);
    expect(provider.whyClosed?.('hall', dayOf('2026-10-01'))).toMatchObject({ layer: 'national' });
    expect(provider.windows('d1', dayOf('2026-09-18'))[0]).toMatchObject({
      skills: ['id'],
      because: { layer: 'weekly' },
    });
    expect(provider.windows('d1', dayOf('2026-09-20'))[0]!.because.layer).toBe('national');
  });

  it('gives the same array for days and desks that look alike', () => {
    const { provider } = open([desk('d1'), desk('d2'), desk('d3', { skills: ['tax'] })]);
    const monday = provider.windows('d1', dayOf('2026-09-14'));
    expect(provider.windows('d1', dayOf('2026-09-15'))).toBe(monday);
    expect(provider.windows('d2', dayOf('2026-09-15'))).toBe(monday);
    expect(provider.windows('d3', dayOf('2026-09-15'))).not.toBe(monday);
  });

  it('keeps a desk with its own hours inside both', () => {
    const own = [{ rule: 'FREQ=WEEKLY;BYDAY=MO,TU', hours: [{ start: 600, end: 900 }] }];
    const summer = { id: 's', kind: 'hours', from: '2026-09-15', hours: [{ start: 480, end: 660 }] } as const;
    const { hours } = open([desk('d1', { opening: own })], [summer]);
    expect(hours('d1', '2026-09-14')).toEqual([
      [600, 720],
      [810, 900],
    ]);
    expect(hours('d1', '2026-09-15')).toEqual([[600, 660]]);
    expect(hours('d1', '2026-09-16')).toEqual([]);
  });

  it('lets a desk without own hours follow its office, and close on its own', () => {
    const late = {
      id: 's',
      kind: 'hours',
      from: '2026-09-14',
      to: '2026-09-15',
      hours: [{ start: 480, end: 1200 }],
    } as const;
    const ill = { id: 'i', kind: 'closed', from: '2026-09-15', for: ['d1'] } as const;
    const { hours } = open([desk('d1'), desk('d2')], [late, ill]);
    expect(hours('d1', '2026-09-14')).toEqual([[480, 1200]]);
    expect(hours('d1', '2026-09-15')).toEqual([]);
    expect(hours('d2', '2026-09-15')).toEqual([[480, 1200]]);
  });

  it('moves a desk with its own hours along with its office', () => {
    const own = [{ rule: 'FREQ=WEEKLY;BYDAY=WE', hours: [{ start: 600, end: 660 }] }];
    const moved = { id: 'm', kind: 'moved', from: '2026-09-09', toDate: '2026-09-12' } as const;
    const { hours } = open([desk('d1', { opening: own })], [moved]);
    expect(hours('d1', '2026-09-09')).toEqual([]);
    expect(hours('d1', '2026-09-12')).toEqual([[600, 660]]);
  });
});

describe('a special opening', () => {
  const special = {
    id: 'x2',
    kind: 'open',
    from: '2026-10-02',
    for: ['hall'],
    hours: [{ start: 540, end: 600 }],
    desks: ['d1', 'd2'],
    services: ['passport'],
  } as const;
  const own = [{ rule: 'FREQ=WEEKLY;BYDAY=MO', hours: [{ start: 600, end: 900 }] }];

  it('is open by its own hours, at its desks, for its services', () => {
    const { hours } = open([desk('d1'), desk('d2', { opening: own }), desk('d3')], [special]);
    expect(hours('d1', '2026-10-02')).toEqual([[540, 600, ['passport']]]);
    expect(hours('d2', '2026-10-02')).toEqual([[540, 600, ['passport']]]);
    expect(hours('d3', '2026-10-02')).toEqual([]);
  });

  it('stays closed at a desk that a dated exception of its own closes', () => {
    const ill = { id: 'x3', kind: 'closed', from: '2026-10-02', for: ['d2'] } as const;
    const { hours } = open([desk('d1'), desk('d2')], [special, ill]);
    expect([hours('d1', '2026-10-02').length, hours('d2', '2026-10-02').length]).toEqual([1, 0]);
    expect(hours('d2', '2026-10-09')).toEqual(bothHalves);
  });

  it('overrules a closure of all offices also for desks with their own hours', () => {
    const closed = { id: 'x1', kind: 'closed', from: '2026-10-01', to: '2026-10-08' } as const;
    const { hours } = open([desk('d2', { opening: own })], [closed, special]);
    expect(hours('d2', '2026-10-02')).toEqual([[540, 600, ['passport']]]);
  });

  it('is offered for its services and explained for others', () => {
    const { provider } = open([desk('d1')], [special]);
    const firstDay = dayOf('2026-10-01');
    const index = createFreeTimeIndex({
      zone,
      grid: 15,
      firstDay,
      days: 3,
      resources: provider.resources(),
      whyClosed: (office, day) => provider.whyClosed?.(office, day),
    });
    fill(index, provider);
    const ask = (service: string) => ({
      service,
      skills: ['id'],
      minutes: 30,
      step: 30,
      offices: ['hall'],
      from: firstDay,
      to: firstDay + 3,
    });
    expect([...index.search(ask('passport'))].map((d) => [d.day - firstDay, ...d.starts])).toEqual([
      [1, 540, 570],
    ]);
    expect(index.search(ask('licence')).count).toBe(0);
    expect(index.explain(ask('licence'), 'hall', firstDay + 1, 540)).toMatchObject([
      { code: 'service_not_offered', because: { layer: 'special', source: 'x2' } },
    ]);
    expect(index.explain(ask('passport'), 'hall', firstDay, 540)).toMatchObject([
      { code: 'closed', closure: { layer: 'national', date: '2026-10-01' } },
    ]);
  });
});

describe('mistakes of the centre', () => {
  it('refuses a desk id that stands twice', () => {
    const centre = centreOf([desk('d1'), desk('d1')]);
    expect(() => openingWindows(centre, calendarsOf(centre))).toThrow(/desk id stands twice/);
  });

  it('refuses missing calendars', () => {
    expect(() => openingWindows(centreOf([]), new Map())).toThrow(/office needs a working calendar/);
    const centre = centreOf([desk('d1', { opening })]);
    const calendars = calendarsOf(centre);
    calendars.delete('d1');
    expect(() => openingWindows(centre, calendars)).toThrow(/desk with hours or exceptions of its own/);
  });
});
