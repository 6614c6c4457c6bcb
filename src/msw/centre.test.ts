import { setupServer } from 'msw/node';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { centre } from '../../test/support/clinic.js';
import { createClient, fetchTransport, type Transport } from '../client/index.js';
import { routes } from '../http/routes/index.js';
import { must } from '../problem.js';
import { bianminHandlers } from './index.js';

/** Friday before the make-up Sunday of 20 September 2026, 9:00 in Shanghai. */
const time = { now: Date.parse('2026-09-18T09:00:00+08:00') };
const server = setupServer(
  ...bianminHandlers({
    centre: centre({ holidays: { country: 'CN' } }),
    basePath: '/api',
    clock: () => time.now,
  }),
);
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterAll(() => server.close());

const baseUrl = 'https://portal.example/api';
const send = fetchTransport(baseUrl);
/** Holds every answer of the real application against the schema that OpenAPI tells. */
const transport: Transport = async (request) => {
  const response = await send(request);
  const route = routes.find((r) => new RegExp(`^${r.path.replace(':service', '[^/]+')}$`).test(request.path));
  if (response.status === 200 && route && route.answer !== 'calendar') {
    expect(v.safeParse(route.answer, JSON.parse(String(response.body))).issues, request.path).toBeUndefined();
  }
  return response;
};
const client = createClient({ baseUrl, transport, retry: { attempts: 1 } });
const holder = client.newKey();

describe('a portal page with no backend', () => {
  it('sees the make-up Sunday, books on it, looks, moves and cancels', async () => {
    const view = must(await client.centre());
    expect(view).toMatchObject({ today: '2026-09-18', services: [{ id: 'id-card' }] });
    const slots = must(await client.slots('id-card', { limit: 500 }));
    const sunday = slots.days.find((day) => day.date === '2026-09-20');
    expect(sunday?.minutes[0]).toBe(540);
    const days = must(await client.days('id-card', { from: '2026-09-18', to: '2026-10-09' }));
    expect(days.days.find((day) => day.date === '2026-10-01')).toMatchObject({
      kind: 'holiday',
      level: 'none',
    });

    const held = must(
      await client.hold({ service: 'id-card', office: 'hall', start: '2026-09-20T09:00', holder }),
    );
    const person = { name: '张伟', phone: '13812345678' };
    const { booking, token } = must(await client.confirm({ hold: held.hold, holder, person }));
    expect(booking).toMatchObject({ state: 'confirmed', start: '2026-09-20T09:00' });

    const byPhone = must(await client.view({ reference: booking.reference, phone: '138 1234 5678' }));
    expect(byPhone.reference).toBe(booking.reference);
    const ics = must(await client.ics({ token }));
    expect(ics).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(ics).not.toContain('13812345678');
    const moved = must(
      await client.move({
        proof: { token },
        office: 'hall',
        start: '2026-09-21T10:00',
        version: booking.version,
      }),
    );
    expect(moved.start).toBe('2026-09-21T10:00');
    const cancelled = must(await client.cancel({ proof: { token }, version: moved.version }));
    expect(cancelled.state).toBe('cancelled');
  });

  it('is refused like by the real thing', async () => {
    const person = { name: '张伟', phone: '13812345678' };
    const hold = { service: 'id-card', office: 'hall', holder };
    const codeOf = async (call: Promise<{ ok: boolean }>) =>
      ((await call) as { problem?: { code: string } }).problem?.code;
    expect(await codeOf(client.hold({ ...hold, start: '2026-10-01T09:00' }))).toMatch(
      /^(closed|outside_booking_window)$/,
    );
    expect(await codeOf(client.hold({ ...hold, start: '2026-09-19T09:00' }))).toMatch(
      /^(closed|outside_booking_window)$/,
    );
    expect(await codeOf(client.hold({ ...hold, service: 'nothing', start: '2026-09-21T09:00' }))).toBe(
      'not_found',
    );
    expect(await codeOf(client.view({ reference: 'BM7K-2Q9F-X4', phone: '1381234567' }))).toBe('not_found');
    expect(await codeOf(client.view({ token: 'A'.repeat(43) }))).toBe('not_found');
    expect(await codeOf(client.confirm({ hold: 'nothing', holder, person }))).toBe('not_found');
    expect(await codeOf(client.slots('nothing'))).toBe('not_found');
    expect(await codeOf(client.slots('id-card', { offices: ['nothing'] }))).toBe('not_found');
  });

  it('keeps one answer for one key', async () => {
    const idempotencyKey = client.newKey();
    const request = {
      service: 'id-card',
      office: 'hall',
      start: '2026-09-22T09:00',
      holder: client.newKey(),
    };
    const first = must(await client.hold(request, { idempotencyKey }));
    expect(must(await client.hold(request, { idempotencyKey }))).toEqual(first);
    expect(await client.hold({ ...request, start: '2026-09-22T09:30' }, { idempotencyKey })).toMatchObject({
      problem: { code: 'idempotency_key_reused', field: 'Idempotency-Key', data: { status: 422 } },
    });
  });

  it('tells losers what else is free', async () => {
    const start = '2026-09-23T09:00';
    const request = () => ({ service: 'id-card', office: 'hall', start, holder: client.newKey() });
    must(await client.hold(request()));
    must(await client.hold(request()));
    const lost = await client.hold(request());
    expect(lost).toMatchObject({ ok: false, problem: { code: 'slot_taken', data: { status: 409 } } });
    const { alternatives } = (lost.ok ? {} : lost.problem.data) as { alternatives: unknown[] };
    expect(alternatives.length).toBeGreaterThan(0);
    expect(alternatives[0]).toMatchObject({ office: 'hall', start: '2026-09-23T09:30' });
  });

  it('loses a hold when its time is over', async () => {
    const request = {
      service: 'id-card',
      office: 'hall',
      start: '2026-09-24T09:00',
      holder: client.newKey(),
    };
    const held = must(await client.hold(request));
    time.now += 11 * 60_000;
    const late = await client.confirm({
      hold: held.hold,
      holder: request.holder,
      person: { name: '张伟', phone: '13812345678' },
    });
    expect(late).toMatchObject({ ok: false, problem: { code: 'hold_expired', data: { status: 410 } } });
  });
});
