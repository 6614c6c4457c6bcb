import { beforeAll, describe, expect, it } from 'vitest';
import { fakeApp } from '../../test/support/fake-app.js';
import { audience, issuer, makeIssuer, testNow } from '../../test/support/tokens.js';
import { type Client, createClient, createStaffClient, fetchTransport } from '../client/index.js';
import { createHandler } from '../http/index.js';
import * as ex from '../http/routes/examples.js';
import { fail } from '../problem.js';

/** A client whose transport is the handler itself. */
async function loop() {
  const id = await makeIssuer();
  const app = fakeApp();
  const handler = createHandler({
    tenants: { by: 'single', app },
    basePath: '/api',
    clock: () => testNow * 1000,
    auth: { issuer, audience, keys: id.jwks },
  });
  const fetcher = ((url: string, init: RequestInit) => handler(new Request(url, init))) as typeof fetch;
  const options = {
    baseUrl: 'http://x/api',
    transport: fetchTransport('http://x/api', fetcher),
    sleep: async () => {},
  };
  const token = await id.sign({ roles: ['manager', 'auditor'] });
  return {
    app,
    client: createClient(options),
    staff: createStaffClient({ ...options, bearer: () => token }),
  };
}

describe('client and handler fit', () => {
  let it_: Awaited<ReturnType<typeof loop>>;
  beforeAll(async () => {
    it_ = await loop();
  });

  const proof = ex.booking.proof.proof;
  const calls: [string, (c: Client) => Promise<unknown>, unknown][] = [
    ['centre', (c) => c.centre(), ex.centre],
    ['slots', (c) => c.slots('id-card', { offices: ['hall'], limit: 3 }), ex.free.slots],
    ['days', (c) => c.days('id-card', { from: '2026-09-18', to: '2026-10-18' }), ex.free.days],
    ['why', (c) => c.why('id-card', ex.free.why), ex.free.reasons],
    ['hold', (c) => c.hold(ex.hold.request as never), ex.hold.view],
    ['extendHold', (c) => c.extendHold(ex.hold.proof), ex.hold.view],
    ['releaseHold', (c) => c.releaseHold(ex.hold.proof), { released: true }],
    [
      'confirm',
      (c) => c.confirm(ex.booking.confirm as never),
      { booking: ex.booking.view, token: ex.booking.token },
    ],
    ['view', (c) => c.view(proof), ex.booking.view],
    ['ics', (c) => c.ics(proof), 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'],
    ['move', (c) => c.move(ex.booking.move), ex.booking.view],
    ['cancel', (c) => c.cancel(ex.booking.cancel), { ...ex.booking.view, state: 'cancelled' }],
  ];
  it.each(calls)('%s', async (_, call, value) => {
    expect(await call(it_.client)).toEqual({ ok: true, value });
  });

  it('for staff too', async () => {
    const { staff } = it_;
    const answers = await Promise.all([
      staff.list({ from: '2026-09-18' }),
      staff.book(ex.staff.book as never),
      staff.checkIn(ex.staff.act),
      staff.serve(ex.staff.act),
      staff.noShow(ex.staff.act),
      staff.liftBlock(ex.staff.lift),
      staff.audit(),
    ]);
    expect(answers.map((a) => a.ok)).toEqual(Array(7).fill(true));
  });

  it('refusals come back as they were said', async () => {
    const { app, client } = it_;
    const said = fail('slot_taken', 'Taken.', {
      field: 'start',
      data: { alternatives: ['2026-09-20T10:00'] },
    });
    app.next.set('hold', () => said);
    const heard = await client.hold(ex.hold.request as never);
    expect(heard).toEqual({
      ...said,
      problem: { ...said.problem, data: { status: 409, alternatives: ['2026-09-20T10:00'] } },
    });
    const bad = await client.hold({ ...ex.hold.request, office: 'a b' } as never);
    expect(bad).toMatchObject({
      ok: false,
      problem: { code: 'bad_input', field: 'office', faults: [{ field: 'office' }] },
    });
  });

  it('a busy store is asked again with the same key', async () => {
    const { app, client } = await loop();
    let n = 0;
    app.next.set('confirm', () =>
      ++n < 3 ? fail('store_busy', 'Busy.') : { ok: true, value: { done: true } },
    );
    expect((await client.confirm(ex.booking.confirm as never)).ok).toBe(true);
    const keys = app.calls.map((call) => (call.args[1] as { idempotencyKey: string }).idempotencyKey);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });
});
