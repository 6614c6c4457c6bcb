import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as ex from '../../src/http/routes/examples.js';
import { type Route, routes } from '../../src/http/routes/index.js';
import { origin, rig } from '../support/http.js';
import { audience, issuer, makeIssuer } from '../support/tokens.js';

/** Marks our input, so that an echo can be seen in whatever form it comes back. */
const mark = 'Zq7';
const naughty = [
  '',
  ' ',
  '\u0000',
  '\u202e',
  '\ufeff',
  '\u{1f468}\u200d\u{1f469}',
  '\ud800',
  '\udfff',
  '%00',
  '%ff',
  '..',
  '../../etc/passwd',
  "' OR 1=1 --",
  '{{7*7}}',
  '#{7*7}',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '=1+1',
  '\r\nX: y',
  'null',
  'undefined',
  'NaN',
  '__proto__',
  'constructor',
  'toString',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '-1',
  '1e309',
  '٣',
  '０',
  'a'.repeat(10_000),
  '张'.repeat(200),
];
const text = fc
  .oneof(fc.constantFrom(...naughty), fc.string({ unit: 'binary' }), fc.string())
  .map((s) => mark + s);
const leaf = fc.oneof(text, fc.double(), fc.boolean(), fc.constant(null), fc.integer());
const keys = fc.oneof(
  fc.constantFrom(
    'service',
    'office',
    'start',
    'holder',
    'hold',
    'proof',
    'person',
    'token',
    'reference',
    'phone',
    'version',
    '__proto__',
    'constructor',
    'note',
    'name',
  ),
  text,
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 5 }),
  ),
})).value;

/** A good body with one thing in it replaced. */
const bent = (route: Route) =>
  fc
    .tuple(fc.constant((route.example.body ?? {}) as Record<string, unknown>), keys, json)
    .map(([body, key, value]) => ({ ...body, [key]: value }));

const anyRoute = fc.constantFrom(...routes);
const queryPairs = fc.array(
  fc.tuple(
    fc.oneof(
      fc.constantFrom('from', 'to', 'limit', 'offices', 'channel', 'office', 'start', 'after', 'state'),
      text,
    ),
    text,
  ),
  { maxLength: 6 },
);
const headerValue = fc
  .string({ unit: fc.constantFrom(...'abcXYZ019 ;,="\'/*<>%\\~\t'), maxLength: 60 })
  .map((s) => mark + s);
const extraHeaders = fc.dictionary(
  fc.constantFrom(
    'if-none-match',
    'accept',
    'idempotency-key',
    'content-type',
    'content-length',
    'authorization',
    'origin',
    'x-forwarded-for',
    'host',
  ),
  headerValue,
  { maxKeys: 3 },
);

const options = async () => ({
  limits: { rates: false as const },
  auth: { issuer, audience, keys: (await makeIssuer()).jwks },
  cors: { origins: ['https://portal.example'] },
});

/** A 2xx–4xx answer that says nothing of ours back, beside example data of the fake. */
async function harmless(response: Response): Promise<void> {
  expect(response.status).toBeLessThan(500);
  const body = await response.text();
  const headers = [...response.headers].map(([k, v]) => `${k}: ${v}`).join('\n');
  if (response.status >= 400) {
    const document = JSON.parse(body) as { field?: string; faults?: { field: string }[]; detail: string };
    // Field names that look like identifiers may be repeated, nothing else.
    let rest = body;
    for (const field of [document.field, ...(document.faults ?? []).map((f) => f.field)]) {
      if (field && /^[A-Za-z_][\w.-]{0,63}$/.test(field)) rest = rest.replaceAll(field, '');
    }
    expect(rest).not.toContain(mark);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  }
  expect(headers).not.toContain(mark);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
}

describe('whatever comes in, the handler answers below 500 and repeats nothing', () => {
  it('bodies that are any JSON', async () => {
    const { post } = rig(await options());
    await fc.assert(
      fc.asyncProperty(anyRoute, json, async (route, body) => {
        await harmless(await post(route.path.replace(':service', 'x'), JSON.stringify(body) ?? ''));
      }),
      { numRuns: 300 },
    );
  });

  it('good bodies with one thing bent', async () => {
    const { post } = rig(await options());
    const bodies = fc
      .constantFrom(...routes.filter((r) => r.method === 'POST'))
      .chain((route) => fc.tuple(fc.constant(route), bent(route)));
    await fc.assert(
      fc.asyncProperty(bodies, async ([route, body]) => {
        await harmless(await post(route.path, JSON.stringify(body)));
      }),
      { numRuns: 500 },
    );
  });

  it('bodies that are any bytes', async () => {
    const { handler } = rig(await options());
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const headers = { 'content-type': 'application/json', 'idempotency-key': 'key-0123456789' };
        await harmless(
          await handler(
            new Request(`${origin}/v1/holds`, { method: 'POST', body: bytes as BodyInit, headers }),
          ),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('addresses and queries of any kind', async () => {
    const { get } = rig(await options());
    const segment = text.map((s) => encodeURIComponent(s.toWellFormed()).slice(0, 300));
    const raw = fc.string({ unit: fc.constantFrom(...'abZ09%/.:;&=+~-_?'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(anyRoute, segment, queryPairs, raw, async (route, service, pairs, tail) => {
        const query = new URLSearchParams(
          pairs.map(([k, v]) => [k.toWellFormed().slice(0, 300), v.toWellFormed().slice(0, 600)]),
        );
        await harmless(await get(`${route.path.replace(':service', service)}?${query}`));
        await harmless(await get(`/v1/services/${tail}/slots?${tail}`));
      }),
      { numRuns: 300 },
    );
  });

  it('headers of any kind', async () => {
    const { get, post } = rig(await options());
    await fc.assert(
      fc.asyncProperty(anyRoute, extraHeaders, async (route, headers) => {
        const path = route.path.replace(':service', 'x');
        await harmless(
          await (route.method === 'GET' ? get(path, headers) : post(path, route.example.body ?? {}, headers)),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('and the fuzz is not idle: good requests do pass', async () => {
    const { post } = rig(await options());
    expect((await post('/v1/holds', ex.hold.request)).status).toBe(200);
  });
});
