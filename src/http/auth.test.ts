import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeApp } from '../../test/support/fake-app.js';
import { origin, problemOf, rig } from '../../test/support/http.js';
import { audience, issuer, makeIssuer, testNow } from '../../test/support/tokens.js';
import { createHandler } from './index.js';
import * as ex from './routes/examples.js';
import { routes } from './routes/index.js';

type Issuer = Awaited<ReturnType<typeof makeIssuer>>;
let id: Issuer;
beforeAll(async () => {
  id = await makeIssuer();
});

const auth = () => ({ issuer, audience, keys: id.jwks });
const list = `/v1/staff/bookings?${new URLSearchParams(ex.staff.query)}`;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const seconds = (n: number) => testNow + n;

describe('roles', () => {
  const staff = routes.filter((route) => route.who !== 'public');
  const cases = staff.flatMap((route) =>
    ['clerk', 'manager', 'auditor'].map((role) => [role, route.id, route] as const),
  );
  it.each(cases)('%s: %s', async (role, _, route) => {
    const { get, post, app } = rig({ auth: auth() });
    const headers = bearer(await id.sign({ roles: [role] }));
    const path = route.path + (route.example.query ? `?${new URLSearchParams(route.example.query)}` : '');
    const response =
      route.method === 'GET' ? await get(path, headers) : await post(path, route.example.body, headers);
    const may = (route.who as readonly string[]).includes(role);
    expect(response.status).toBe(may ? 200 : 403);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(app.calls).toHaveLength(may ? 1 : 0);
    if (!may) expect(response.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope"');
  });

  it('are these, and no more: the table of who may do what', () => {
    const table = Object.fromEntries(staff.map((route) => [route.id, route.who]));
    expect(table).toEqual({
      staffBookings: ['clerk', 'manager', 'auditor'],
      audit: ['auditor'],
      staffBook: ['clerk', 'manager'],
      checkIn: ['clerk', 'manager'],
      serve: ['clerk', 'manager'],
      noShow: ['clerk', 'manager'],
      liftBlock: ['manager'],
    });
  });

  it('stand where the issuer puts them, under its own names', async () => {
    const roleNames = { clerk: ['bianmin-counter'] };
    const { get } = rig({ auth: { ...auth(), rolesClaim: 'realm_access.roles', roleNames } });
    const nested = await id.sign({ roles: undefined, realm_access: { roles: ['bianmin-counter'] } });
    expect((await get(list, bearer(nested))).status).toBe(200);
    expect((await get(list, bearer(await id.sign({ roles: ['clerk'] })))).status).toBe(403);
    const url = rig({ auth: { ...auth(), rolesClaim: 'https://id.example/roles' } });
    const flat = await id.sign({ 'https://id.example/roles': 'auditor clerk' });
    expect((await url.get(list, bearer(flat))).status).toBe(200);
  });

  it('make the caller: subject, channel, and keys of its own', async () => {
    const { post, app } = rig({ auth: auth() });
    await post('/v1/staff/bookings', ex.staff.book, bearer(await id.sign({ sub: 'u-9' })));
    expect(app.calls[0]?.args[1]).toEqual({
      actor: { kind: 'staff', id: 'u-9' },
      channel: 'phone',
      idempotencyKey: 'staffBook u-9 test-key-0123456789',
    });
  });
});

describe('tokens that are refused', () => {
  const now = { clocks: 30 };
  const bad: Record<string, () => Promise<string> | string> = {
    'none at all': () => '',
    'not a token': () => 'abc',
    expired: () => id.sign({ exp: seconds(-now.clocks - 1) }),
    'not valid yet': () => id.sign({ nbf: seconds(now.clocks + 2) }),
    'without an end': () => id.sign({ exp: undefined }),
    'without a subject': () => id.sign({ sub: undefined }),
    'with a subject that is no word': () => id.sign({ sub: 'a\nb' }),
    'of another issuer': () => id.sign({ iss: 'https://evil.example' }),
    'for another audience': () => id.sign({ aud: 'other' }),
    'signed with a foreign key of the same kid': async () => (await makeIssuer()).sign(),
    'with an unknown kid': async () => (await makeIssuer('ES256', 'k2')).sign(),
    'of an algorithm not on the list': async () => (await makeIssuer('ES384', 'k1')).sign(),
    tampered: async () => {
      const [head, , signature] = (await id.sign()).split('.');
      const claims = { iss: issuer, aud: audience, sub: 'x', roles: ['manager'], exp: seconds(300) };
      return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
    },
    'with alg none': () => {
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${part({ alg: 'none' })}.${part({ iss: issuer, aud: audience, sub: 'x', roles: ['clerk'], exp: seconds(300) })}.`;
    },
    'HS256 with the public key as the secret': async () => {
      const secret = new TextEncoder().encode(await exportSPKI(id.publicKey));
      return new SignJWT({ iss: issuer, aud: audience, sub: 'x', roles: ['clerk'], exp: seconds(300) })
        .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
        .sign(secret);
    },
    'bringing its own key': async () => {
      const own = await generateKeyPair('ES256', { extractable: true });
      const { exportJWK } = await import('jose');
      return id.sign(
        {},
        { key: own.privateKey, header: { jwk: await exportJWK(own.publicKey), kid: undefined } },
      );
    },
    'with an unknown critical header': () =>
      id.sign({}, { header: { crit: ['exp2'], exp2: 1 } }).catch(() => 'a.b.c'),
    'far too long': () => id.sign({ padding: 'x'.repeat(9000) }),
  };
  it.each(Object.keys(bad))('%s', async (name) => {
    const { get, app } = rig({ auth: auth() });
    const token = await bad[name]?.();
    const response = await get(list, token ? bearer(token) : {});
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    const document = await problemOf(response);
    expect(document).toMatchObject({ status: 401, code: 'unauthorised' });
    if (token) expect(JSON.stringify(document)).not.toContain(token.slice(0, 40));
    expect(app.calls).toEqual([]);
  });

  it('but clocks may differ by 30 s', async () => {
    const { get } = rig({ auth: auth() });
    expect((await get(list, bearer(await id.sign({ exp: seconds(-29) })))).status).toBe(200);
    expect((await get(list, bearer(await id.sign({ nbf: seconds(29) })))).status).toBe(200);
  });

  it('and everything, where no sign-in service is set up', async () => {
    expect((await rig().get(list, bearer(await id.sign()))).status).toBe(401);
  });
});

describe('keys', () => {
  it('without kid: any of several may have signed', async () => {
    const other = await makeIssuer('ES256', 'k2');
    const keys = { keys: [id.jwk, other.jwk].map(({ kid: _, ...jwk }) => jwk) };
    const { get } = rig({ auth: { ...auth(), keys } });
    expect((await get(list, bearer(await other.sign({}, { header: { kid: undefined } })))).status).toBe(200);
    const foreign = await makeIssuer();
    expect((await get(list, bearer(await foreign.sign({}, { header: { kid: undefined } })))).status).toBe(
      401,
    );
  });

  it.each(['RS256', 'PS256', 'EdDSA'])('of %s', async (algorithm) => {
    const one = await makeIssuer(algorithm);
    const { get } = rig({ auth: { ...auth(), keys: one.jwks } });
    expect((await get(list, bearer(await one.sign()))).status).toBe(200);
  });

  it('from the issuer over the network; 503 while it cannot be reached', async () => {
    let up = false;
    const server = createServer((_, response) => {
      response.writeHead(up ? 200 : 500, { 'content-type': 'application/json' }).end(JSON.stringify(id.jwks));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    const { get } = rig({ auth: { issuer, audience, jwksUrl } });
    const down = await get(list, bearer(await id.sign()));
    expect(await problemOf(down)).toMatchObject({ status: 503, code: 'auth_unavailable' });
    expect(down.headers.get('retry-after')).toBe('5');
    up = true;
    expect((await get(list, bearer(await id.sign()))).status).toBe(200);
    await new Promise((resolve) => server.close(resolve));
    const gone = rig({ auth: { issuer, audience, jwksUrl } });
    expect((await gone.get(list, bearer(await id.sign()))).status).toBe(503);
  });
});

describe('staff of one authority', () => {
  const a = fakeApp('a');
  const b = fakeApp('b');
  const find = (name: string) => [a, b].find((app) => app.tenant === name);
  afterAll(() => expect(b.calls).toEqual([]));
  it('cannot act in another', async () => {
    const handler = createHandler({
      tenants: { by: 'path', find },
      auth: { ...auth(), tenantClaim: 'districts' },
      clock: () => testNow * 1000,
    });
    const call = async (tenant: string, districts: unknown) =>
      (
        await handler(
          new Request(`${origin}/t/${tenant}${list}`, { headers: bearer(await id.sign({ districts })) }),
        )
      ).status;
    expect(await call('a', ['a'])).toBe(200);
    expect(await call('a', 'a')).toBe(200);
    expect(await call('b', ['a'])).toBe(403);
    expect(await call('b', undefined)).toBe(403);
    expect(await call('b', { b: true })).toBe(403);
  });
});
