import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fakeApp } from '../../test/support/fake-app.js';
import { createClient } from '../client/index.js';
import * as ex from '../http/routes/examples.js';
import { bianminHandlers } from './index.js';

const app = fakeApp();
const server = setupServer(...bianminHandlers({ app, basePath: '/api' }));
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  app.calls.length = 0;
});
afterAll(() => server.close());

describe('MSW handlers', () => {
  const client = createClient({ baseUrl: 'https://portal.example/api', retry: { attempts: 1 } });

  it('answer reads and writes of the client through the real handler', async () => {
    expect(await client.centre()).toEqual({ ok: true, value: ex.centre });
    expect(await client.slots('id-card', { limit: 3 })).toEqual({ ok: true, value: ex.free.slots });
    expect(await client.hold(ex.hold.request as never)).toEqual({ ok: true, value: ex.hold.view });
    expect(await client.ics(ex.booking.proof.proof)).toMatchObject({
      ok: true,
      value: expect.stringMatching(/^BEGIN:VCALENDAR/),
    });
    expect(app.calls).toHaveLength(4);
  });

  it('refuse as the real handler does', async () => {
    const answer = await client.hold({ ...ex.hold.request, office: 'a b' } as never);
    expect(answer).toMatchObject({ ok: false, problem: { code: 'bad_input', field: 'office' } });
    const nowhere = await fetch('https://portal.example/api/v1/nowhere');
    expect([nowhere.status, nowhere.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    expect(app.calls).toHaveLength(0);
  });

  it('leave other addresses alone', async () => {
    await expect(fetch('https://portal.example/other')).rejects.toThrow();
  });
});
