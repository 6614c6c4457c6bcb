import { describe, expect, it } from 'vitest';
import {
  centre,
  clerk,
  clinic,
  holder,
  policy,
  service,
  shanghai,
  web,
  zhang,
} from '../../test/support/clinic.js';
import type { Centre } from '../catalog/index.js';
import { must } from '../problem.js';

const special = {
  id: 'national-day',
  from: '2026-10-02',
  to: '2026-10-03',
  kind: 'open' as const,
  hours: [{ start: 540, end: 660 }],
  desks: ['desk-1'],
  services: ['id-card'],
  capacity: 3,
  reason: { 'zh-CN': '国庆专场', en: 'National Day session' },
};
const withSpecial = (over: Partial<Centre> = {}) =>
  centre({ exceptions: [special], services: [service(), service({ id: 'passport' })], ...over });
const dates = (answer: { days: { date: string }[] }) => answer.days.map((day) => day.date);

describe('around the make-up Sunday of 20 September 2026', () => {
  it('offers Sunday, not Saturday, and closes at the Mid-Autumn holiday', async () => {
    const { app } = clinic({ now: '2026-09-18T10:00' });
    const answer = must(await app.slots('id-card', {}, 'web'));
    expect(dates(answer)).toEqual(['2026-09-20', '2026-09-21', '2026-09-22', '2026-09-23', '2026-09-24']);
    const days = must(await app.days('id-card', { from: '2026-09-18', to: '2026-09-28' }, 'web')).days;
    const on = (date: string) => days.find((day) => day.date === date)!;
    expect(on('2026-09-18')).toMatchObject({ kind: 'working', bookable: false, level: 'none' });
    expect(on('2026-09-19')).toMatchObject({
      kind: 'rest',
      bookable: false,
      closed: { layer: 'weekly' },
      open: [],
    });
    expect(on('2026-09-20')).toMatchObject({ kind: 'make-up', bookable: true, level: 'many', free: 14 });
    expect(on('2026-09-25')).toMatchObject({
      kind: 'holiday',
      bookable: false,
      free: 0,
      closed: { layer: 'national' },
    });
    expect(on('2026-09-25').name).toBeDefined();
  });
  it('says why a time is not offered, the reason that suffices first', async () => {
    const { app } = clinic({ now: '2026-09-18T10:00' });
    const why = async (start: string) => must(await app.why('id-card', { office: 'hall', start }, 'web'));
    expect((await why('2026-09-25T09:00')).reasons.map((r) => [r.code, r.layer])).toEqual([
      ['closed', 'national'],
    ]);
    expect((await why('2026-10-09T09:00')).reasons[0]).toMatchObject({ code: 'outside_booking_window' });
    expect((await why('2026-09-21T12:00')).reasons[0]?.code).toBe('outside_hours');
    expect((await why('2026-09-21T09:10')).reasons[0]?.code).toBe('off_grid');
    expect(await why('2026-09-21T09:00')).toMatchObject({ offered: true, reasons: [] });
  });
  it('points on when nothing is free in the range', async () => {
    const { app } = clinic({ now: '2026-09-18T10:00' });
    const saturday = must(await app.slots('id-card', { from: '2026-09-19', to: '2026-09-20' }, 'web'));
    expect(saturday).toMatchObject({ days: [], nextOpen: { office: 'hall', date: '2026-09-20' } });
  });
});

describe('a special opening on National Day', () => {
  it('has its own desks, services and capacity, and a reason', async () => {
    const { app, clock } = clinic({ centre: withSpecial(), now: '2026-09-28T09:00' });
    const answer = must(await app.slots('id-card', { from: '2026-10-01', to: '2026-10-08' }, 'web'));
    expect(answer.days).toEqual([
      { office: 'hall', date: '2026-10-02', minutes: [540, 570, 600, 630], free: [1, 1, 1, 1] },
      { office: 'hall', date: '2026-10-03', minutes: [540, 570, 600, 630], free: [1, 1, 1, 1] },
    ]);
    expect(must(await app.slots('passport', { from: '2026-10-01', to: '2026-10-08' }, 'web')).days).toEqual(
      [],
    );
    const day = must(await app.days('id-card', { from: '2026-10-02', to: '2026-10-03' }, 'web')).days[0];
    expect(day).toMatchObject({ kind: 'holiday', special: true, bookable: true, open: [[540, 660]] });

    const starts = ['2026-10-02T09:00', '2026-10-02T09:30', '2026-10-03T09:00', '2026-10-03T09:30'];
    const results = [];
    for (const [i, start] of starts.entries())
      results.push(await app.hold({ service: 'id-card', office: 'hall', start, holder: holder(i) }, web));
    expect(results.slice(0, 3).every((result) => result.ok)).toBe(true);
    expect(results[3]).toMatchObject({ ok: false, problem: { code: 'full', data: { capacity: 3 } } });
    expect(must(await app.slots('id-card', { from: '2026-10-01', to: '2026-10-08' }, 'web')).days).toEqual(
      [],
    );
    const why = must(await app.why('id-card', { office: 'hall', start: '2026-10-03T10:00' }, 'web'));
    expect(why.reasons.map((r) => r.code)).toEqual(['special_capacity_used']);

    clock.now += 11 * 60_000;
    expect(
      (await app.hold({ service: 'id-card', office: 'hall', start: starts[3]!, holder: holder(9) }, web)).ok,
    ).toBe(true);
  });
  it('does not open the day for others, and refuses them by name', async () => {
    const { app } = clinic({ centre: withSpecial(), now: '2026-09-28T09:00' });
    const hold = (service: string, start: string) =>
      app.hold({ service, office: 'hall', start, holder: holder(1) }, web);
    expect(await hold('passport', '2026-10-02T09:00')).toMatchObject({ problem: { code: 'not_offered' } });
    expect(await hold('id-card', '2026-10-01T09:00')).toMatchObject({
      problem: { code: 'closed', data: { layer: 'national' } },
    });
    expect(await hold('id-card', '2026-10-02T14:00')).toMatchObject({
      problem: { code: 'not_offered', data: { rule: 'outside_hours' } },
    });
  });
});

describe('quotas per channel', () => {
  const quotas = { perDay: { web: 2, phone: 10 }, merge: { daysBefore: 1, at: 1020 } };
  const start = (time: string) => ({ service: 'id-card', office: 'hall', start: `2026-09-16T${time}` });
  it('run out for one channel, then merge on the day before', async () => {
    const { app, clock } = clinic({ centre: centre({ policy: { ...policy, quotas } }) });
    for (const i of [1, 2]) {
      const held = must(await app.hold({ ...start(`1${i - 1}:00`), holder: holder(i) }, web));
      must(
        await app.confirm(
          { hold: held.hold, holder: holder(i), person: { name: '李', phone: `1390000000${i}` } },
          web,
        ),
      );
    }
    expect(await app.hold({ ...start('09:00'), holder: holder(3) }, web)).toMatchObject({
      problem: { code: 'channel_quota_used', data: { quota: 2 } },
    });
    const on16 = async (channel: 'web' | 'kiosk') =>
      must(await app.slots('id-card', { from: '2026-09-16', to: '2026-09-17' }, channel)).days.length;
    expect([await on16('web'), await on16('kiosk')]).toEqual([0, 1]);
    const why = must(await app.why('id-card', { office: 'hall', start: '2026-09-16T09:00' }, 'web'));
    expect(why.reasons).toMatchObject([{ code: 'channel_quota_used' }]);
    clock.now = shanghai('2026-09-15T17:00');
    expect(await on16('web')).toBe(1);
    expect((await app.hold({ ...start('09:00'), holder: holder(3) }, web)).ok).toBe(true);
  });
});

describe('limits and no-shows', () => {
  const strict = centre({
    policy: {
      ...policy,
      ahead: { min: 0, max: 20, unit: 'working-days' },
      limits: { day: 1, week: 2, month: 6 },
      noShow: { count: 2, withinMonths: 12, blockMonths: 3 },
    },
  });
  const book = async (app: ReturnType<typeof clinic>['app'], start: string, n = 99) => {
    const held = await app.hold({ service: 'id-card', office: 'hall', start, holder: holder(n) }, web);
    if (!held.ok) return held;
    return app.confirm({ hold: held.value.hold, holder: holder(n), person: zhang }, web);
  };
  it('one a day, two a week, by the date of the appointment; cancelling frees', async () => {
    const { app } = clinic({ centre: strict, now: '2026-09-13T09:00' });
    const monday = must(await book(app, '2026-09-14T09:00', 1));
    expect(await book(app, '2026-09-14T10:00', 2)).toMatchObject({
      problem: { code: 'limit_reached', data: { per: 'day', limit: 1 } },
    });
    must(await book(app, '2026-09-15T09:00', 3));
    // The make-up Sunday still belongs to the week that began on the 14th.
    expect(await book(app, '2026-09-20T09:00', 4)).toMatchObject({
      problem: { code: 'limit_reached', data: { per: 'week', limit: 2 } },
    });
    must(await book(app, '2026-09-21T09:00', 5));
    must(await app.move({ proof: { token: monday.token }, office: 'hall', start: '2026-09-22T09:00' }, web));
    expect(await book(app, '2026-09-23T09:00', 6)).toMatchObject({ problem: { data: { per: 'week' } } });
    must(await app.cancel({ proof: { token: monday.token } }, web));
    must(await book(app, '2026-09-23T09:00', 7));
  });
  it('two no-shows block, a clerk lifts', async () => {
    const { app, clock, store } = clinic({ centre: strict });
    const ids: string[] = [];
    for (const start of ['2026-09-14T09:00', '2026-09-15T09:00']) must(await book(app, start));
    for (const row of must(await app.staffList({ from: '2026-09-14', to: '2026-09-16' })).bookings)
      ids.push(row.id);
    expect(await app.noShow({ booking: ids[0]! }, clerk)).toMatchObject({
      problem: { data: { rule: 'not_begun' } },
    });
    clock.now = shanghai('2026-09-15T10:00');
    for (const booking of ids) expect(must(await app.noShow({ booking }, clerk)).state).toBe('no-show');
    expect(await book(app, '2026-09-21T09:00')).toMatchObject({
      problem: { code: 'blocked_no_show', data: { until: '2026-12-14T16:00:00.000Z' } },
    });
    expect(must(await app.liftBlock({ booking: ids[0]!, reason: '住院' }, clerk))).toEqual({ lifted: true });
    expect(must(await app.liftBlock({ booking: ids[0]!, reason: '住院' }, clerk))).toEqual({ lifted: false });
    must(await book(app, '2026-09-21T09:00'));
    expect((await store.verifyAudit('shangyu')).faults).toEqual([]);
  });
});
