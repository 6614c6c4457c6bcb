import { describe, expect, it } from 'vitest';
import {
  centre,
  clerk,
  clinic,
  holder,
  office,
  service,
  shanghai,
  web,
  zhang,
} from '../../test/support/clinic.js';
import { must } from '../problem.js';

const wish = { service: 'id-card', office: 'hall', start: '2026-09-15T09:00' };
const people = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('many at once', () => {
  it('gives every place once, and losers fresh alternatives', async () => {
    const { app, another, store } = clinic();
    const other = another();
    const results = await Promise.all(
      people(20).map((i) => (i % 2 ? app : other).hold({ ...wish, holder: holder(i) }, web)),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(2);
    const lost = results.find((result) => !result.ok);
    expect(lost).toMatchObject({ problem: { code: 'slot_taken', field: 'start' } });
    const alternatives = (lost?.ok === false ? lost.problem.data?.['alternatives'] : undefined) as {
      start: string;
    }[];
    expect(alternatives.map((one) => one.start)).toEqual(
      ['09:30', '10:00', '10:30', '11:00', '11:30', '13:30'].map((t) => `2026-09-15T${t}`),
    );
    expect(await store.claims('shangyu', 0, 2 ** 30)).toMatchObject({
      value: [{ resource: 'desk-1' }, { resource: 'desk-2' }],
    });
  });
  it('counts the people a room takes', async () => {
    const room = office({ desks: [{ id: 'room', name: '大厅', skills: ['id'], capacity: 3 }] });
    const { app } = clinic({ centre: centre({ offices: [room] }) });
    const free = async () => must(await app.slots('id-card', { to: '2026-09-16' }, 'web')).days[0]?.free[0];
    expect(await free()).toBe(3);
    const results = await Promise.all(people(6).map((i) => app.hold({ ...wish, holder: holder(i) }, web)));
    expect(results.filter((result) => result.ok)).toHaveLength(3);
    expect(must(await app.slots('id-card', {}, 'web')).days[0]?.minutes[0]).toBe(570);
    const first = results.find((result) => result.ok);
    must(
      await app.releaseHold(
        { hold: first?.ok ? first.value.hold : '', holder: holder(results.indexOf(first!)) },
        web,
      ),
    );
    const again = must(await app.slots('id-card', { to: '2026-09-16' }, 'web')).days[0];
    expect([again?.minutes[0], again?.free[0]]).toEqual([540, 1]);
  });
  it('is seen by another server', async () => {
    const { app, another } = clinic();
    const other = another();
    const free = async () => must(await other.slots('id-card', {}, 'web')).days[0]?.free[0];
    expect(await free()).toBe(2);
    const held = must(await app.hold({ ...wish, holder: holder(1) }, web));
    expect(await free()).toBe(1);
    must(await app.releaseHold({ hold: held.hold, holder: holder(1) }, web));
    expect(await free()).toBe(2);
  });
});

describe('one hold per holder', () => {
  it('replaces the earlier one, overlapping places included', async () => {
    const one = office({ desks: [{ id: 'desk-1', name: '1', skills: ['id'], capacity: 1 }] });
    const { app, store } = clinic({ centre: centre({ offices: [one], services: [service({ step: 15 })] }) });
    const first = must(await app.hold({ ...wish, holder: holder(1) }, web));
    const second = must(await app.hold({ ...wish, start: '2026-09-15T09:15', holder: holder(1) }, web));
    expect((await store.claims('shangyu', 0, 2 ** 30)).value).toHaveLength(1);
    expect(await app.confirm({ hold: first.hold, holder: holder(1), person: zhang }, web)).toMatchObject({
      problem: { code: 'hold_expired' },
    });
    expect((await app.confirm({ hold: second.hold, holder: holder(1), person: zhang }, web)).ok).toBe(true);
    expect((await store.verifyAudit('shangyu')).faults).toEqual([]);
  });
});

describe('the clock', () => {
  it('ends holds; the next caller gets the place without housekeeping', async () => {
    const one = office({ desks: [{ id: 'desk-1', name: '1', skills: ['id'], capacity: 1 }] });
    const { app, clock } = clinic({ centre: centre({ offices: [one] }) });
    const held = must(await app.hold({ ...wish, holder: holder(1) }, web));
    expect((await app.hold({ ...wish, holder: holder(2) }, web)).ok).toBe(false);
    clock.now += 10 * 60_000;
    expect((await app.hold({ ...wish, holder: holder(2) }, web)).ok).toBe(true);
    expect(await app.confirm({ hold: held.hold, holder: holder(1), person: zhang }, web)).toMatchObject({
      problem: { code: 'hold_expired' },
    });
    expect(must(await app.releaseHold({ hold: held.hold, holder: holder(1) }, web))).toEqual({
      released: true,
    });
  });
  it('extends once', async () => {
    const { app, clock } = clinic();
    const held = must(await app.hold({ ...wish, holder: holder(1) }, web));
    clock.now += 9 * 60_000;
    const proof = { hold: held.hold, holder: holder(1) };
    expect(must(await app.extendHold(proof, web))).toMatchObject({
      mayExtend: false,
      heldUntil: '2026-09-14T00:15:00.000Z',
    });
    expect(await app.extendHold(proof, web)).toMatchObject({ problem: { code: 'hold_extended_already' } });
    expect(await app.extendHold({ ...proof, holder: holder(2) }, web)).toMatchObject({
      problem: { code: 'not_found' },
    });
  });
  it('moves the board to a new day', async () => {
    const { app, clock } = clinic();
    expect(must(await app.slots('id-card', {}, 'web')).window[0]).toBe('2026-09-15');
    clock.now = shanghai('2026-09-15T00:00');
    expect(must(await app.slots('id-card', {}, 'web')).window[0]).toBe('2026-09-16');
  });
  it('tends: ends due holds, purges old answers, seals the audit', async () => {
    const { app, clock } = clinic();
    must(await app.hold({ ...wish, holder: holder(1) }, { ...web, idempotencyKey: 'k' }));
    clock.now += 25 * 60 * 60_000;
    expect(await app.tend()).toMatchObject({ expired: 1, purged: 1, sealed: 2 });
    expect(await app.tend()).toEqual({ expired: 0, purged: 0, sealed: 0 });
    expect(must(await app.auditReport())).toEqual({ rows: 2, sealed: 2, faults: [] });
  });
});

describe('repeats', () => {
  const keyed = { ...web, idempotencyKey: 'hold/abc' };
  it('get the same answer, once the effect', async () => {
    const { app, store } = clinic();
    const request = { ...wish, holder: holder(1) };
    const [a, b] = await Promise.all([app.hold(request, keyed), app.hold(request, keyed)]);
    expect(must(b)).toEqual(must(a));
    expect(must(await app.hold(request, keyed))).toEqual(must(a));
    const confirm = { hold: must(a).hold, holder: holder(1), person: zhang };
    const done = must(await app.confirm(confirm, keyed));
    expect(must(await app.confirm(confirm, keyed))).toEqual(done);
    const cancelled = must(await app.cancel({ proof: { token: done.token } }, keyed));
    expect(must(await app.cancel({ proof: { token: done.token } }, keyed))).toEqual(cancelled);
    expect((await store.auditOf('shangyu', `booking/${must(a).hold}`)).length).toBe(3);
  });
  it('with another request are refused', async () => {
    const { app } = clinic();
    must(await app.hold({ ...wish, holder: holder(1) }, keyed));
    const other = { ...wish, start: '2026-09-15T10:00', holder: holder(1) };
    expect(await app.hold(other, keyed)).toMatchObject({ problem: { code: 'idempotency_key_reused' } });
  });
  it('keep nothing readable at rest', async () => {
    const { app, store } = clinic();
    const held = must(await app.hold({ ...wish, holder: holder(1) }, keyed));
    const { token } = must(
      await app.confirm(
        { hold: held.hold, holder: holder(1), person: { ...zhang, phone: '13812345678' } },
        keyed,
      ),
    );
    const all = JSON.stringify(
      [...store.tenants.values()].map((t) =>
        Object.values(t).map((m) => [...(m as Map<unknown, unknown>).entries()].map(deep)),
      ),
    );
    for (const secret of ['13812345678', '张', token, holder(1)]) expect(all).not.toContain(secret);
    expect(all).toContain('desk-');
  });
});

const deep = (value: unknown): unknown => {
  if (value instanceof Map) return [...value.entries()].map(deep);
  return Array.isArray(value) ? value.map(deep) : value;
};

describe('proofs and evil input', () => {
  it('a wrong proof is always the same not_found', async () => {
    const { app } = clinic();
    const { booking } = must(await app.staffBook({ ...wish, channel: 'desk', person: zhang }, clerk));
    const { reference } = booking;
    const wrong = [
      { token: 'A'.repeat(43) },
      { token: '__proto__' },
      { reference, phone: '13800000000' },
      { reference, phone: '' },
      { reference: 'AAAA-AAAA-AAAA', phone: zhang.phone },
      { reference: '__proto__', phone: zhang.phone },
      { reference: `${reference}\u0000`, phone: zhang.phone },
      { reference: '\ud800', phone: '\udfff' },
    ];
    const answers = await Promise.all(wrong.map((proof) => app.view(proof, web)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ ok: false, problem: { code: 'not_found' } });
    for (const proof of wrong.slice(0, 3)) {
      expect(await app.cancel({ proof }, web)).toEqual(answers[0]);
      expect(await app.move({ proof, office: 'hall', start: '2026-09-16T09:00' }, web)).toEqual(answers[0]);
      expect(await app.ics(proof, web)).toEqual(answers[0]);
    }
  });
  it('a hold that is not confirmed is nobody’s appointment', async () => {
    const { app, store } = clinic();
    const held = must(await app.hold({ ...wish, holder: holder(1) }, web));
    const { reference } = (await store.bookingById('shangyu', held.hold)).value!;
    expect(await app.view({ reference, phone: zhang.phone }, web)).toMatchObject({
      problem: { code: 'not_found' },
    });
  });
  it.each([
    [{ service: '__proto__' }, 'not_found', 'service'],
    [{ service: 'constructor' }, 'not_found', 'service'],
    [{ office: 'toString' }, 'not_found', 'office'],
    [{ office: '\u0000' }, 'not_found', 'office'],
    [{ start: '2026-02-30T09:00' }, 'bad_input', 'start'],
    [{ start: '2026-09-15' }, 'bad_input', 'start'],
    [{ start: '2026-09-15T24:00' }, 'bad_input', 'start'],
    [{ start: '9999-12-31T09:00' }, 'closed', 'start'],
    [{ start: '0001-01-01T09:00' }, 'outside_booking_window', 'start'],
    [{ start: '2026-09-14T09:00' }, 'outside_booking_window', 'start'],
    [{ channel: 'grid' as never }, 'not_offered', 'channel'],
  ])('hold %j is refused as %s at %s', async (over, code, field) => {
    const { app, store } = clinic();
    const answer = await app.hold({ ...wish, holder: holder(1), ...over }, web);
    expect(answer).toMatchObject({ ok: false, problem: { field } });
    expect([code, 'closed', 'outside_booking_window']).toContain(answer.ok ? '' : answer.problem.code);
    expect(store.tenants.get('shangyu')?.bookings.size ?? 0).toBe(0);
  });
  it('a person full of traps is refused field by field; nothing is stored or echoed', async () => {
    const { app, store } = clinic();
    const held = must(await app.hold({ ...wish, holder: holder(1) }, web));
    const person = JSON.parse(
      '{"name":"\\u0000<b>","phone":"\\ud800","email":"x@y.z","__proto__":{"name":"p"}}',
    );
    const answer = await app.confirm({ hold: held.hold, holder: holder(1), person }, web);
    expect(answer).toMatchObject({
      ok: false,
      problem: {
        code: 'bad_input',
        faults: [{ field: 'person.name' }, { field: 'person.phone' }, { field: 'person.email' }],
      },
    });
    expect(JSON.stringify(answer)).not.toMatch(/<b>|ud800|x@y/);
    expect((await store.bookingById('shangyu', held.hold)).value?.state).toBe('held');
  });
  it('queries are bounded', async () => {
    const { app } = clinic();
    const code = async (query: object) =>
      ((a) => (a.ok ? 'ok' : `${a.problem.code} ${a.problem.field}`))(
        await app.slots('id-card', query, 'web'),
      );
    expect(await code({ from: '0001-01-01', to: '9999-12-31' })).toBe('range_too_long to');
    expect(await code({ from: '2026-10-01', to: '2027-01-09' })).toBe('ok');
    expect(await code({ from: '2026-10-01', to: '2027-01-10' })).toBe('range_too_long to');
    expect(await code({ from: '2026-09-16', to: '2026-09-15' })).toBe('bad_input to');
    expect(await code({ offices: 'hall,__proto__' })).toBe('not_found offices');
    expect(await code({ offices: ',' })).toBe('not_found offices');
    expect(await code({ limit: '0' })).toBe('bad_input limit');
    expect(await code({ limit: '5001' })).toBe('bad_input limit');
    expect(await code({ from: '9999-12-31' })).toBe('ok');
    expect(must(await app.slots('id-card', { limit: '3' }, 'web')).days).toEqual([
      { office: 'hall', date: '2026-09-15', minutes: [540, 570, 600], free: [2, 2, 2] },
    ]);
  });
});
