import { describe, expect, it } from 'vitest';
import { centre, clinic, holder, office, policy, service, web } from '../../test/support/clinic.js';
import { must } from '../problem.js';

const late = [{ rule: 'FREQ=WEEKLY;BYDAY=TU,TH', hours: [{ start: 570, end: 660 }] }];
const desk = (id: string, skills = ['id']) => ({ id, name: id, skills, capacity: 1 });
const two = () =>
  centre({
    offices: [
      office({ id: 'east', opening: late, desks: [desk('e1')] }),
      office({ id: 'west', desks: [desk('w1'), desk('w2')] }),
      office({ id: 'north', desks: [desk('n1', ['tax'])] }),
    ],
    services: [
      service(),
      service({ id: 'tax', skills: ['tax'], offices: ['north'] }),
      service({ id: 'none', skills: ['magic'] }),
    ],
  });

describe('several offices', () => {
  it('are compared day by day; a limit keeps the earliest over all of them', async () => {
    const { app } = clinic({ centre: two() });
    const answer = must(await app.slots('id-card', { to: '2026-09-16', limit: '4' }, 'web'));
    expect(answer.days).toEqual([
      { office: 'east', date: '2026-09-15', minutes: [570, 600], free: [1, 1] },
      { office: 'west', date: '2026-09-15', minutes: [540, 570], free: [2, 2] },
    ]);
    const other = must(
      await app.slots('id-card', { offices: 'west,east', to: '2026-09-16', limit: '2' }, 'web'),
    );
    expect(other.days).toEqual([{ office: 'west', date: '2026-09-15', minutes: [540, 570], free: [2, 2] }]);
  });
  it('share one window of working days, whatever hours they keep', async () => {
    const { app } = clinic({ centre: two() });
    const answer = must(await app.slots('id-card', {}, 'web'));
    expect(answer.window).toEqual(['2026-09-15', '2026-09-20']);
    const days = must(await app.days('id-card', { from: '2026-09-17', to: '2026-09-23' }, 'web')).days;
    expect(days.filter((day) => day.bookable).map((day) => `${day.date} ${day.office}`)).toEqual([
      '2026-09-17 east',
      '2026-09-17 west',
      '2026-09-18 west',
      '2026-09-20 east',
      '2026-09-20 west',
    ]);
  });
  it('have booking windows of their own where a policy counts open days', async () => {
    const ahead = { ...policy.ahead, unit: 'open-days' } as const;
    const { app } = clinic({ centre: { ...two(), policy: { ...policy, ahead } } });
    const dates = async (id: string) =>
      must(await app.slots('id-card', { offices: id }, 'web')).days.map((day) => day.date);
    expect((await dates('west')).at(-1)).toBe('2026-09-20');
    expect((await dates('east')).at(-1)).toBe('2026-09-24');
    const both = must(await app.slots('id-card', {}, 'web'));
    expect(both.window).toEqual(['2026-09-15', '2026-09-28']);
    expect(both.days.filter((day) => day.office === 'west').at(-1)?.date).toBe('2026-09-20');
    const days = must(await app.days('id-card', { from: '2026-09-22', to: '2026-09-23' }, 'web')).days;
    expect(days.map((day) => [day.office, day.bookable])).toEqual([
      ['east', true],
      ['west', false],
    ]);
  });
  it('offer only what they have a desk for', async () => {
    const { app } = clinic({ centre: two() });
    expect(must(await app.centre()).services.map((one) => [one.id, one.offices])).toEqual([
      ['id-card', ['east', 'west']],
      ['tax', ['north']],
      ['none', []],
    ]);
    const hold = (service: string, office: string) =>
      app.hold({ service, office, start: '2026-09-15T10:00', holder: holder(1) }, web);
    expect(await hold('tax', 'west')).toMatchObject({ problem: { code: 'not_offered', field: 'office' } });
    expect(await hold('id-card', 'north')).toMatchObject({
      problem: { code: 'not_offered', field: 'office' },
    });
    expect(must(await hold('tax', 'north')).office).toBe('north');
    expect((await app.slots('none', {}, 'web')).ok).toBe(false);
  });
  it('take a move from one to the other', async () => {
    const { app, store } = clinic({ centre: two() });
    const held = must(
      await app.hold(
        { service: 'id-card', office: 'east', start: '2026-09-15T09:30', holder: holder(1) },
        web,
      ),
    );
    const person = { name: '王', phone: '13900000000' };
    const { token } = must(await app.confirm({ hold: held.hold, holder: holder(1), person }, web));
    const moved = must(await app.move({ proof: { token }, office: 'west', start: '2026-09-17T14:00' }, web));
    expect(moved).toMatchObject({ office: 'west', start: '2026-09-17T14:00', version: 3 });
    const claims = (await store.claims('shangyu', 0, 2 ** 30)).value;
    expect(claims).toMatchObject([{ resource: moved.desk.id, booking: held.hold }]);
    expect(
      await app.move({ proof: { token }, office: 'west', start: '2026-09-17T15:00', version: 2 }, web),
    ).toMatchObject({
      problem: { code: 'version_conflict' },
    });
  });
});
