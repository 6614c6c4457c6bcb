import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { fakeApp } from '../../test/support/fake-app.js';
import { key, origin, problemOf, rig } from '../../test/support/http.js';
import { BianminError, fail } from '../problem.js';
import { createHandler } from './index.js';
import * as ex from './routes/examples.js';
import { type Route, routes } from './routes/index.js';

const address = (route: Route) =>
  route.path.replace(':service', 'id-card') +
  (route.example.query ? `?${new URLSearchParams(route.example.query)}` : '');

describe('every public operation', () => {
  const open = routes.filter((route) => route.who === 'public');
  it.each(
    open.map((route) => [route.id, route] as const),
  )('%s answers as its schema says', async (_, route) => {
    const { get, post, app } = rig();
    const response =
      route.method === 'GET' ? await get(address(route)) : await post(address(route), route.example.body);
    expect(response.status).toBe(200);
    expect(app.calls).toHaveLength(1);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    if (route.answer === 'calendar') {
      expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
      expect(await response.text()).toMatch(/^BEGIN:VCALENDAR/);
    } else {
      expect(response.headers.get('content-type')).toBe('application/json');
      expect(v.safeParse(route.answer, await response.json()).success).toBe(true);
    }
    expect(response.headers.get('cache-control')).toMatch(
      route.cache === 'none' ? /^no-store$/ : /max-age=\d+$/,
    );
  });

  it('hands the use case the parsed request and who calls', async () => {
    const { post, get, app } = rig({ publicChannels: ['web', 'app', 'kiosk'] });
    await post('/v1/holds', { ...ex.hold.request, channel: 'kiosk' });
    expect(app.calls[0]?.args).toEqual([
      { ...ex.hold.request, channel: 'kiosk' },
      { actor: { kind: 'citizen', id: 'kiosk' }, channel: 'kiosk', idempotencyKey: `hold  ${key}` },
    ]);
    await post('/v1/bookings/view', ex.booking.proof, { 'idempotency-key': '' });
    expect(app.calls[1]).toEqual({
      method: 'view',
      args: [ex.booking.proof.proof, { actor: { kind: 'citizen', id: 'web' }, channel: 'web' }],
    });
    await get('/v1/services/id-card/slots?channel=app');
    expect(app.calls[2]?.args).toEqual(['id-card', { channel: 'app' }, 'app']);
  });
});

describe('channels of the public', () => {
  const slots = '/v1/services/id-card/slots';
  const refused = { status: 403, code: 'forbidden', field: 'channel' };

  it('is web alone unless said otherwise: no body and no query reaches the quota of another', async () => {
    const { post, get, app } = rig();
    for (const channel of ['app', 'kiosk']) {
      expect(await problemOf(await post('/v1/holds', { ...ex.hold.request, channel }))).toMatchObject(
        refused,
      );
      for (const path of [slots, '/v1/services/id-card/days'])
        expect(await problemOf(await get(`${path}?channel=${channel}`))).toMatchObject(refused);
      const why = `/v1/services/id-card/why?office=hall&start=2026-09-20T09:30&channel=${channel}`;
      expect(await problemOf(await get(why))).toMatchObject(refused);
    }
    expect(app.calls).toEqual([]);
    expect((await get(`${slots}?channel=web`)).status).toBe(200);
    expect((await post('/v1/holds', { ...ex.hold.request, channel: 'web' })).status).toBe(200);
  });

  it('opens those named, and takes the first for callers that name none', async () => {
    const { post, get, app } = rig({ publicChannels: ['kiosk', 'app'] });
    expect((await post('/v1/holds', { ...ex.hold.request, channel: 'app' })).status).toBe(200);
    await get(slots);
    expect(app.calls[1]?.args).toEqual(['id-card', {}, 'kiosk']);
    expect(await problemOf(await get(`${slots}?channel=web`))).toMatchObject({
      ...refused,
      detail: 'channel: only kiosk, app can be used here.',
    });
  });

  it('does not take none, twice the same, or a channel of staff', () => {
    for (const publicChannels of [[], ['web', 'web'], ['desk']])
      expect(() => rig({ publicChannels: publicChannels as never })).toThrow('publicChannels: ');
  });
});

describe('addresses and methods', () => {
  it('answers 404 and 405 with Allow as problems', async () => {
    const { get, post, handler } = rig();
    expect(await problemOf(await get('/nothing'))).toMatchObject({ status: 404, code: 'not_found' });
    const wrong = await get('/v1/holds');
    expect(wrong.headers.get('allow')).toBe('POST');
    expect(await problemOf(wrong)).toMatchObject({ status: 405, code: 'method_not_allowed' });
    expect((await post('/v1/centre', {})).headers.get('allow')).toBe('GET, HEAD');
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      expect((await handler(new Request(`${origin}/v1/centre`, { method }))).status).toBe(405);
    }
  });

  it('hands on refusals of the use case with their status, field and data', async () => {
    const { post, app } = rig();
    app.next.set('hold', () => fail('slot_taken', 'Taken.', { field: 'start', data: { alternatives: [1] } }));
    const response = await post('/v1/holds', ex.hold.request);
    expect(await problemOf(response)).toEqual({
      type: 'urn:bianmin:problem:slot_taken',
      title: 'This time has just been taken',
      status: 409,
      detail: 'Taken.',
      code: 'slot_taken',
      field: 'start',
      data: { alternatives: [1] },
    });
  });

  it('tells how long to wait when the store is busy', async () => {
    const { post, app } = rig();
    app.next.set('hold', () => fail('store_busy', 'Busy.'));
    const response = await post('/v1/holds', ex.hold.request);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
  });
});

describe('what goes wrong inside', () => {
  it('stays inside: an opaque id goes out, safe facts go to the log', async () => {
    const { post, app, log } = rig();
    app.next.set('confirm', () => {
      throw Object.assign(new TypeError('duplicate key (phone)=(13800005678)'), { code: '23505' });
    });
    const response = await post('/v1/bookings/confirm', ex.booking.confirm);
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ code: 'internal', instance: 'urn:uuid:id-1' });
    expect(text).not.toMatch(/1380000|duplicate|TypeError|\.ts/);
    const line = log.find((entry) => entry.event === 'error');
    expect(line).toMatchObject({
      id: 'urn:uuid:id-1',
      route: 'confirm',
      tenant: 'shangyu',
      name: 'TypeError',
      code: '23505',
    });
    expect(JSON.stringify(log)).not.toContain('13800005678');
    expect(JSON.stringify(log)).toContain('at ');
  });

  it('keeps the sentence of an internal problem to the log too', async () => {
    const { get, app, log } = rig();
    app.next.set('centre', () => fail('internal', 'The vault has no key k1.'));
    const document = await problemOf(await get('/v1/centre'));
    expect(document).toMatchObject({ status: 500, instance: 'urn:uuid:id-1' });
    expect(JSON.stringify(document)).not.toContain('vault');
    expect(log[0]).toMatchObject({ name: 'Problem', message: 'The vault has no key k1.' });
  });

  it('logs a request by its operation, never by its address or values', async () => {
    const { get, log } = rig();
    await get('/v1/services/id-card/slots?offices=hall');
    expect(log).toEqual([{ event: 'request', method: 'GET', route: 'slots', status: 200, ms: 0 }]);
  });
});

describe('caching', () => {
  it('gives a tag that does not depend on asOf, and 304 for it', async () => {
    const { get, app } = rig();
    const first = await get('/v1/services/id-card/slots');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"[0-9a-f]{16}"$/);
    app.next.set('slots', () => ({ ok: true, value: { ...ex.free.slots, asOf: '2026-09-18T02:00:00Z' } }));
    const second = await get('/v1/services/id-card/slots', { 'if-none-match': `"x", ${etag}` });
    expect(second.status).toBe(304);
    expect(await second.text()).toBe('');
    app.next.set('slots', () => ({ ok: true, value: { ...ex.free.slots, days: [] } }));
    expect((await get('/v1/services/id-card/slots', { 'if-none-match': etag })).status).toBe(200);
  });
});

describe('other origins', () => {
  const cors = { origins: ['https://portal.example'] };
  const asking = (from: string) =>
    new Request(`${origin}/v1/holds`, {
      method: 'OPTIONS',
      headers: {
        origin: from,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'idempotency-key',
      },
    });

  it('are closed out by default', async () => {
    const { handler, get } = rig();
    expect((await handler(asking('https://portal.example'))).status).toBe(405);
    const answer = await get('/v1/centre', { origin: 'https://portal.example' });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('may call when they are on the list, exactly', async () => {
    const { handler, get } = rig({ cors });
    const yes = await handler(asking('https://portal.example'));
    expect(yes.status).toBe(204);
    expect(yes.headers.get('access-control-allow-origin')).toBe('https://portal.example');
    expect(yes.headers.get('access-control-allow-headers')).toContain('idempotency-key');
    for (const other of ['https://portal.example.evil.example', 'http://portal.example', 'null']) {
      expect((await handler(asking(other))).headers.get('access-control-allow-origin')).toBeNull();
    }
    const answer = await get('/v1/centre', { origin: 'https://portal.example' });
    expect(answer.headers.get('vary')).toBe('Origin');
    expect(answer.headers.get('access-control-expose-headers')).toContain('retry-after');
  });
});

describe('tenants', () => {
  const a = fakeApp('a');
  const b = fakeApp('b');
  const at = (url: string) => new Request(url);

  it('by path', async () => {
    const find = (name: string) => [a, b].find((app) => app.tenant === name);
    const handler = createHandler({ tenants: { by: 'path', find }, basePath: '/api/' });
    expect((await handler(at('http://x/api/t/b/v1/centre'))).status).toBe(200);
    expect([a.calls.length, b.calls.length]).toEqual([0, 1]);
    for (const path of [
      '/api/t/c/v1/centre',
      '/api/v1/centre',
      '/t/a/v1/centre',
      '/api/t/A/v1/centre',
      '/api/t/__proto__/v1/centre',
    ]) {
      expect((await handler(at(`http://x${path}`))).status).toBe(404);
    }
    const document = (await (await handler(at('http://x/api/t/a/openapi.json'))).json()) as {
      servers: unknown;
    };
    expect(document.servers).toEqual([{ url: '/api/t/a' }]);
  });

  it('by host', async () => {
    const handler = createHandler({
      tenants: { by: 'host', find: (host) => (host === 'b.example' ? b : undefined) },
    });
    expect((await handler(at('http://B.example:8080/v1/centre'))).status).toBe(200);
    expect((await handler(at('http://c.example/v1/centre'))).status).toBe(404);
  });
});

describe('unsafe settings are refused at once', () => {
  const single = { by: 'single', app: fakeApp() } as const;
  const many = { by: 'path', find: () => undefined } as const;
  const auth = { issuer: 'https://id.example', audience: 'x', keys: { keys: [] } };
  it.each([
    ['staff of one tenant in another', { tenants: many, auth }],
    ['symmetric algorithms', { tenants: single, auth: { ...auth, algorithms: ['HS256'] } }],
    ['no algorithm', { tenants: single, auth: { ...auth, algorithms: ['none'] } }],
    ['shared keys', { tenants: single, auth: { ...auth, keys: { keys: [{ kty: 'oct', k: 'AA' }] } } }],
    [
      'keys over plain http',
      { tenants: single, auth: { ...auth, keys: undefined, jwksUrl: 'http://id.example/jwks' } },
    ],
    ['no keys', { tenants: single, auth: { ...auth, keys: undefined } }],
    ['no audience', { tenants: single, auth: { ...auth, audience: '' } }],
    ['origins with wildcards', { tenants: single, cors: { origins: ['https://*.example'] } }],
    ['odd base paths', { tenants: single, basePath: 'api' }],
  ])('%s', (_, options) => {
    expect(() => createHandler(options)).toThrow(BianminError);
  });
});

describe('health', () => {
  it('says ok, or 503 when not ready', async () => {
    expect(await (await rig().get('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await rig({ ready: () => false }).get('/healthz')).status).toBe(503);
    const broken = await rig({ ready: () => Promise.reject(new Error('down')) }).get('/healthz');
    expect(broken.status).toBeGreaterThanOrEqual(500);
  });
});
