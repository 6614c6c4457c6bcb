import { describe, expect, it } from 'vitest';
import { policy, service, shanghai } from '../../test/support/clinic.js';
import { must } from '../problem.js';
import { dayOf, zoneOf } from '../time/index.js';
import { type Conduct, decideCheckIn, decideLift, decideNoShow, decideServe } from './decide-attendance.js';
import { decideCancel, decideMove } from './decide-change.js';
import {
  decideBook,
  decideConfirm,
  decideExpire,
  decideExtend,
  decideHold,
  decideRelease,
} from './decide-hold.js';
import { diffHoldings, holdingsOf } from './holdings.js';
import type { Place } from './place.js';
import { policyFor, quotaPlace, specialPlace } from './policy.js';
import {
  afterNoShow,
  checkAhead,
  checkChannel,
  checkNotice,
  checkStandings,
  earliestStart,
  poolProblem,
} from './rules.js';
import { type Act, checkAct, FINAL_STATES, TRANSITIONS } from './states.js';
import type { Actor, Booking, BookingState, Standing } from './types.js';

const zone = must(zoneOf('Asia/Shanghai'));
const citizen: Actor = { kind: 'citizen', id: 'web' };
const clerk: Actor = { kind: 'staff', id: 'clerk-7' };
const minute = (wall: string) => shanghai(wall) / 60_000;
const at = (wall: string, actor = citizen) => ({ now: shanghai(wall), actor });
const day = dayOf('2026-09-15');

const place = (over: Partial<Place> = {}): Place => ({
  service: 'id-card',
  office: 'hall',
  resource: 'desk-1',
  capacity: 1,
  start: minute('2026-09-15T09:00'),
  minutes: 30,
  before: 0,
  after: 0,
  grid: 15,
  day,
  counted: [],
  cancelUntil: 120,
  ...over,
});
const rules = policyFor(
  {
    policy: {
      ...policy,
      limits: { day: 1, week: 2, month: 6 },
      noShow: { count: 2, withinMonths: 12, blockMonths: 3 },
    },
  },
  service(),
);
const command = {
  tenant: 't',
  id: 'b1',
  reference: 'R',
  place: place(),
  channel: 'web' as const,
  holder: 'h',
};
const held = () => must(decideHold(command, policy.hold, undefined, at('2026-09-14T08:00')));
const confirmCommand = { holder: 'h', identities: ['p'], sealed: 's', tokenHash: 't', day };
const confirmed = () =>
  must(
    decideConfirm(held().booking, confirmCommand, { policy: rules, standings: [] }, at('2026-09-14T08:05')),
  );
const codeOf = (result: { ok: boolean; problem?: { code: string } }) =>
  result.ok ? 'ok' : result.problem?.code;

describe('hold', () => {
  it('claims the cells and says when it ends', () => {
    const { booking, change } = held();
    const from = minute('2026-09-15T09:00') / 15;
    expect(booking).toMatchObject({
      state: 'held',
      version: 1,
      heldUntil: shanghai('2026-09-14T08:10'),
      cancelUntil: shanghai('2026-09-15T07:00'),
    });
    expect(change.take).toEqual([
      { resource: 'desk-1', from, to: from + 2, booking: 'b1', kind: 'appointment' },
    ]);
    expect(change.audit[0]).toMatchObject({
      seq: 1,
      action: 'booking.held',
      actor: 'citizen/web',
      touched: [['desk-1', from, from + 2]],
    });
    expect(change.outbox[0]).toMatchObject({ topic: 'booking.held', subject: 'booking/b1', seq: 1 });
    expect(booking.auditHead).toBe(change.audit[0]?.hash);
  });
  it('gives the earlier hold back in the same change', () => {
    const earlier = held().booking;
    const { change } = must(
      decideHold(
        { ...command, id: 'b2', place: place({ resource: 'desk-2' }) },
        policy.hold,
        earlier,
        at('2026-09-14T08:01'),
      ),
    );
    expect(change.insert).toMatchObject([{ id: 'b2' }]);
    expect(change.update).toMatchObject([
      { id: 'b1', state: 'released', version: 2, holdings: { claims: [], counted: [] } },
    ]);
    expect(change.free).toMatchObject([{ resource: 'desk-1', booking: 'b1' }]);
    expect(change.audit.map((row) => row.action)).toEqual(['booking.held', 'booking.released']);
  });
  it('is extended once, by its holder, while it lives', () => {
    const { booking } = held();
    const extended = must(decideExtend(booking, 'h', policy.hold, at('2026-09-14T08:09'))).booking;
    expect(extended).toMatchObject({ heldUntil: shanghai('2026-09-14T08:15'), extended: true, version: 2 });
    expect(codeOf(decideExtend(extended, 'h', policy.hold, at('2026-09-14T08:11')))).toBe(
      'hold_extended_already',
    );
    expect(codeOf(decideExtend(booking, 'h', { minutes: 10, extend: 0 }, at('2026-09-14T08:01')))).toBe(
      'hold_extended_already',
    );
    expect(codeOf(decideExtend(booking, 'x', policy.hold, at('2026-09-14T08:01')))).toBe('not_found');
    expect(codeOf(decideExtend(booking, 'h', policy.hold, at('2026-09-14T08:10')))).toBe('hold_expired');
  });
  it('expires at its time, not before', () => {
    const { booking } = held();
    expect(codeOf(decideExpire(booking, at('2026-09-14T08:09')))).toBe('wrong_state');
    const { change, booking: gone } = must(decideExpire(booking, at('2026-09-14T08:10')));
    expect(gone.state).toBe('expired');
    expect(gone.heldUntil).toBeUndefined();
    expect(change.free).toHaveLength(1);
    expect(codeOf(decideRelease(gone, { holder: 'h' }, at('2026-09-14T08:11')))).toBe('wrong_state');
    expect(codeOf(decideExtend(gone, 'h', policy.hold, at('2026-09-14T08:11')))).toBe('hold_expired');
  });
});

describe('confirm', () => {
  it('adds the person and the limits as counted places', () => {
    const { booking, change } = confirmed();
    expect(booking).toMatchObject({
      state: 'confirmed',
      version: 2,
      person: 'p',
      sealed: 's',
      tokenHash: 't',
    });
    expect(change.take).toEqual([]);
    expect(change.countUp).toEqual([
      { pool: 'person/p/*/day', bucket: day, cap: 1 },
      { pool: 'person/p/*/week', bucket: dayOf('2026-09-14'), cap: 2 },
      { pool: 'person/p/*/month', bucket: dayOf('2026-09-01'), cap: 6 },
    ]);
    expect(JSON.stringify([change.audit, change.outbox])).not.toMatch(/"p"|person/);
  });
  it('refuses others, late ones and the blocked', () => {
    const { booking } = held();
    const known = { policy: rules, standings: [] };
    const blocked: Standing = {
      tenant: 't',
      person: 'p',
      version: 1,
      noShows: [],
      blockedUntil: shanghai('2026-12-01T00:00'),
    };
    expect(
      codeOf(decideConfirm(booking, { ...confirmCommand, holder: 'x' }, known, at('2026-09-14T08:05'))),
    ).toBe('not_found');
    expect(codeOf(decideConfirm(booking, confirmCommand, known, at('2026-09-14T08:10')))).toBe(
      'hold_expired',
    );
    const refusal = decideConfirm(
      booking,
      confirmCommand,
      { policy: rules, standings: [blocked] },
      at('2026-09-14T08:05'),
    );
    expect(refusal).toMatchObject({
      ok: false,
      problem: { code: 'blocked_no_show', data: { until: '2026-11-30T16:00:00.000Z' } },
    });
    expect(codeOf(decideConfirm(confirmed().booking, confirmCommand, known, at('2026-09-14T08:06')))).toBe(
      'wrong_state',
    );
  });
  it('with the hold in one step makes one new row and two audit rows', () => {
    const { change, booking } = must(
      decideBook(command, confirmCommand, { policy: rules, standings: [] }, at('2026-09-14T08:00', clerk)),
    );
    expect(change.insert).toEqual([booking]);
    expect(change.update).toEqual([]);
    expect(change.audit.map((row) => [row.seq, row.action])).toEqual([
      [1, 'booking.held'],
      [2, 'booking.confirmed'],
    ]);
    expect(change.audit[1]?.prev).toBe(change.audit[0]?.hash);
  });
});

describe('move', () => {
  it('takes only new cells and frees only old ones', () => {
    const { booking } = confirmed();
    const later = place({ start: minute('2026-09-15T09:15') });
    const { change, booking: moved } = must(
      decideMove(booking, { place: later }, rules, at('2026-09-14T09:00')),
    );
    const from = minute('2026-09-15T09:00') / 15;
    expect(change.take).toMatchObject([{ from: from + 2, to: from + 3 }]);
    expect(change.free).toMatchObject([{ from, to: from + 1 }]);
    expect([change.countUp, change.countDown]).toEqual([[], []]);
    expect(moved).toMatchObject({ sequence: 1, version: 3, cancelUntil: shanghai('2026-09-15T07:15') });
  });
  it('counts the limits of the new day', () => {
    const next = place({ start: minute('2026-09-16T09:00'), day: day + 1 });
    const { change } = must(decideMove(confirmed().booking, { place: next }, rules, at('2026-09-14T09:00')));
    expect(change.countUp).toEqual([{ pool: 'person/p/*/day', bucket: day + 1, cap: 1 }]);
    expect(change.countDown).toEqual([{ pool: 'person/p/*/day', bucket: day, cap: 1 }]);
  });
  it('obeys deadline, state and version', () => {
    const { booking } = confirmed();
    const move = (b: Booking, wall: string, actor = citizen, version?: number) =>
      codeOf(decideMove(b, { place: place(), version }, rules, at(wall, actor)));
    expect(move(booking, '2026-09-15T07:00')).toBe('ok');
    expect(move(booking, '2026-09-15T07:01')).toBe('cancel_too_late');
    expect(move(booking, '2026-09-15T07:01', clerk)).toBe('ok');
    expect(move(booking, '2026-09-14T09:00', citizen, 1)).toBe('version_conflict');
    expect(move(held().booking, '2026-09-14T08:01')).toBe('wrong_state');
    expect(move({ ...booking, state: 'needs_reassign' }, '2026-09-14T09:00')).toBe('ok');
  });
});

describe('cancel', () => {
  it('frees everything until two hours before', () => {
    const { booking } = confirmed();
    const { change, booking: gone } = must(decideCancel(booking, {}, at('2026-09-15T07:00')));
    expect(gone).toMatchObject({ state: 'cancelled', sequence: 1, holdings: { claims: [], counted: [] } });
    expect(change.free).toHaveLength(1);
    expect(change.countDown).toHaveLength(3);
    const late = decideCancel(
      booking,
      {},
      { ...at('2026-09-15T07:00'), now: shanghai('2026-09-15T07:00') + 1 },
    );
    expect(late).toMatchObject({
      ok: false,
      problem: { code: 'cancel_too_late', data: { until: '2026-09-14T23:00:00.000Z' } },
    });
    expect(codeOf(decideCancel(booking, { version: 7 }, at('2026-09-14T09:00')))).toBe('version_conflict');
  });
});

describe('the day', () => {
  it('goes from check-in to served; limits stay used', () => {
    const arrived = must(decideCheckIn(confirmed().booking, {}, zone, at('2026-09-15T08:50', clerk))).booking;
    const { booking, change } = must(decideServe(arrived, {}, at('2026-09-15T09:20', clerk)));
    expect(booking.state).toBe('served');
    expect(change.free).toHaveLength(1);
    expect(change.countDown).toEqual([]);
    expect(booking.holdings.counted).toHaveLength(3);
  });
  it('has check-in on the day only, and no-show after the start only', () => {
    expect(decideCheckIn(confirmed().booking, {}, zone, at('2026-09-14T23:59', clerk))).toMatchObject({
      problem: { code: 'wrong_state', data: { rule: 'day' } },
    });
    const known = { conduct: new Map<string, Conduct>(), rule: rules.rules.noShow, zone };
    expect(decideNoShow(confirmed().booking, {}, known, at('2026-09-15T08:59', clerk))).toMatchObject({
      problem: { code: 'wrong_state', data: { rule: 'not_begun' } },
    });
    expect(codeOf(decideServe(confirmed().booking, {}, at('2026-09-15T09:10', clerk)))).toBe('wrong_state');
  });
  it('counts misses; the second blocks for three months, and a clerk lifts it', () => {
    const known = { conduct: new Map<string, Conduct>(), rule: rules.rules.noShow, zone };
    const first = must(decideNoShow(confirmed().booking, {}, known, at('2026-09-15T09:30', clerk))).change;
    expect(first.standings?.[0]).toEqual({
      tenant: 't',
      person: 'p',
      version: 1,
      noShows: [shanghai('2026-09-15T09:00')],
    });
    const head = first.audit[1]?.hash;
    const second = must(
      decideNoShow(
        confirmed().booking,
        {},
        { ...known, conduct: new Map([['p', { standing: first.standings?.[0], head }]]) },
        at('2026-09-15T10:30', clerk),
      ),
    ).change;
    expect(second.standings?.[0]).toMatchObject({
      version: 2,
      noShows: [],
      blockedUntil: shanghai('2026-12-15T00:00'),
    });
    expect(second.audit[1]).toMatchObject({ subject: 'standing/p', seq: 2, prev: head });
    const conduct = { standing: second.standings?.[0], head: second.audit[1]?.hash };
    const lift = { reason: 'ill', booking: 'b1' };
    expect(codeOf(decideLift([conduct], lift, at('2026-09-16T09:00')))).toBe('forbidden');
    expect(codeOf(decideLift([{}], lift, at('2026-09-16T09:00', clerk)))).toBe('wrong_state');
    expect(codeOf(decideLift([conduct], lift, at('2026-12-15T00:00', clerk)))).toBe('wrong_state');
    const lifted = must(decideLift([conduct], lift, at('2026-09-16T09:00', clerk)));
    expect(lifted.standings).toEqual([{ tenant: 't', person: 'p', version: 3, noShows: [] }]);
    expect(lifted.audit[0]).toMatchObject({ action: 'standing.lifted', actor: 'staff/clerk-7', data: lift });
  });
  it('forgets misses older than the rule looks back', () => {
    const old: Standing = { tenant: 't', person: 'p', version: 1, noShows: [shanghai('2025-09-14T09:00')] };
    const missed = {
      tenant: 't',
      person: 'p',
      start: shanghai('2026-09-15T09:00'),
      now: shanghai('2026-09-15T09:30'),
      zone,
    };
    expect(afterNoShow(rules.rules.noShow, old, missed).blockedUntil).toBeUndefined();
    expect(
      afterNoShow(rules.rules.noShow, { ...old, noShows: [shanghai('2025-09-15T09:00')] }, missed)
        .blockedUntil,
    ).toBeDefined();
    expect(afterNoShow(undefined, old, missed)).toMatchObject({ noShows: [...old.noShows, missed.start] });
  });
});

describe('states', () => {
  const all: BookingState[] = [
    'held',
    'confirmed',
    'checked-in',
    'served',
    'no-show',
    'cancelled',
    'released',
    'expired',
    'needs_reassign',
  ];
  it('allow exactly what the table says; final states allow nothing', () => {
    for (const act of Object.keys(TRANSITIONS) as Act[])
      for (const state of all) {
        const allowed = !checkAct({ state }, act);
        expect(allowed).toBe(TRANSITIONS[act].from.includes(state));
        if (FINAL_STATES.has(state)) expect(allowed).toBe(false);
      }
  });
});

describe('rules', () => {
  const window = { first: '2026-09-15', last: '2026-09-20' };
  it.each([
    ['2026-09-14', 'outside_booking_window'],
    ['2026-09-15', undefined],
    ['2026-09-20', undefined],
    ['2026-09-21', 'outside_booking_window'],
  ])('ahead: %s', (date, code) => expect(checkAhead(window, date)?.code).toBe(code));
  it('notice: a start may not be past, nor too near', () => {
    const now = shanghai('2026-09-15T08:00');
    expect(earliestStart(0, now)).toBe(now / 60_000 + 1);
    expect(earliestStart(undefined, now - 1)).toBe(now / 60_000);
    expect(checkNotice(60, now / 60_000 + 60, now)).toBeUndefined();
    expect(checkNotice(60, now / 60_000 + 60, now + 1)).toMatchObject({
      code: 'outside_booking_window',
      data: { rule: 'notice', minutes: 60 },
    });
  });
  it('channel: only those of the service', () => {
    expect(checkChannel({ channels: ['web'] }, 'web')).toBeUndefined();
    expect(checkChannel({ channels: ['web'] }, 'kiosk')).toMatchObject({
      code: 'not_offered',
      data: { channel: 'kiosk' },
    });
  });
  it('standings: [blocked] until the minute', () => {
    const standing = { tenant: 't', person: 'p', version: 1, noShows: [], blockedUntil: 1000 };
    expect(checkStandings([standing], 999)?.code).toBe('blocked_no_show');
    expect(checkStandings([standing], 1000)).toBeUndefined();
    expect(checkStandings([], 0)).toBeUndefined();
  });
  it('limits, quotas and pools: each full pool says what it means', () => {
    expect(poolProblem('person/p/*/week', { pool: '', bucket: 0, cap: 2 })).toMatchObject({
      code: 'limit_reached',
      data: { per: 'week', limit: 2 },
    });
    expect(poolProblem('quota/hall/*/web', { pool: '', bucket: day, cap: 20 })).toMatchObject({
      code: 'channel_quota_used',
      data: { quota: 20, channel: 'web', date: '2026-09-15' },
    });
    expect(poolProblem('special/hall/nd', { pool: '', bucket: 0, cap: 9 })).toMatchObject({
      code: 'full',
      data: { capacity: 9 },
    });
    expect(poolProblem('pool/room/', undefined).code).toBe('slot_taken');
  });
  it('quota: per channel until it merges a day before, at the minute', () => {
    const quotas = { perDay: { web: 20, phone: 5 }, merge: { daysBefore: 1, at: 1020 } };
    const own = policyFor({ policy: { ...policy, quotas } }, service());
    const ask = (channel: 'web' | 'kiosk', wall: string) =>
      quotaPlace(own, { office: 'hall', day, channel, now: shanghai(wall), zone }, () => 40);
    expect(ask('web', '2026-09-14T16:59')).toEqual({ pool: 'quota/hall/*/web', bucket: day, cap: 20 });
    expect(ask('kiosk', '2026-09-14T16:59')).toEqual({ pool: 'quota/hall/*/others', bucket: day, cap: 15 });
    expect(ask('web', '2026-09-14T17:00')).toBeUndefined();
    expect(
      quotaPlace(
        policyFor({ policy }, service()),
        { office: 'hall', day, channel: 'web', now: 0, zone },
        () => 40,
      ),
    ).toBeUndefined();
  });
  it('policy: a service overrides key by key and owns what it overrides', () => {
    const own = policyFor(
      { policy: { ...policy, limits: { day: 1 } } },
      service({ policy: { limits: { day: 3 }, notice: undefined } }),
    );
    expect(own).toMatchObject({
      limitsOwner: 'id-card',
      quotasOwner: '*',
      rules: { limits: { day: 3 }, cancelUntil: 120 },
    });
  });
});

describe('holdings', () => {
  it('claim whole cells, time before and after included', () => {
    const { claims } = holdingsOf(place({ minutes: 20, before: 5, after: 5 }));
    const cell = minute('2026-09-15T09:00') / 15;
    expect(claims).toEqual([{ resource: 'desk-1', from: cell - 1, to: cell + 2 }]);
  });
  it('count cells where more than one fits', () => {
    const special = specialPlace('nd', 'hall', 9);
    const { claims, counted } = holdingsOf(place({ capacity: 3, counted: [special] }));
    const cell = minute('2026-09-15T09:00') / 15;
    expect(claims).toEqual([]);
    expect(counted).toEqual([
      { pool: 'pool/desk-1/', bucket: cell, cap: 3 },
      { pool: 'pool/desk-1/', bucket: cell + 1, cap: 3 },
      special,
    ]);
  });
  it('cut a hole in a span', () => {
    const span = (from: number, to: number) => ({ claims: [{ resource: 'r', from, to }], counted: [] });
    expect(diffHoldings(span(0, 10), span(3, 5))).toMatchObject({
      take: [],
      free: [
        { from: 0, to: 3 },
        { from: 5, to: 10 },
      ],
    });
    expect(diffHoldings(span(3, 5), span(0, 10))).toMatchObject({
      take: [
        { from: 0, to: 3 },
        { from: 5, to: 10 },
      ],
      free: [],
    });
  });
});
