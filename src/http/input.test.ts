import { describe, expect, it } from 'vitest';
import { origin, problemOf, rig } from '../../test/support/http.js';
import * as ex from './routes/examples.js';
import { routes } from './routes/index.js';

const hold = ex.hold.request;

interface Node {
  readonly type?: string;
  readonly message?: unknown;
  readonly [key: string]: unknown;
}
/** Every form, union and check inside a schema. */
function formsOf(node: unknown, seen = new Set<unknown>()): Node[] {
  if (typeof node !== 'object' || node === null || seen.has(node)) return [];
  seen.add(node);
  const { type } = node as Node;
  const inner = Object.values(node).flatMap((x) => formsOf(x, seen));
  return /^(?:regex|union|check|variant)$/.test(type ?? '') ? [node as Node, ...inner] : inner;
}

describe('forms', () => {
  it('have words of their own in every schema of a request', () => {
    const forms = routes.flatMap((r) => [r.params, r.query, r.body].flatMap((schema) => formsOf(schema)));
    expect(forms.length).toBeGreaterThan(20);
    for (const form of forms) expect(form.message).toMatch(/^must /);
  });

  it.each([
    ['limit=ten', 'limit: must be a whole number from 1 to 5000.'],
    ['limit=0', 'limit: must be a whole number from 1 to 5000.'],
    ['limit=5001', 'limit: must be a whole number from 1 to 5000.'],
  ])('query %s', async (query, detail) => {
    const answer = await rig().get(`/v1/services/id-card/slots?${query}`);
    expect(await problemOf(answer)).toMatchObject({ code: 'bad_input', detail });
  });

  it.each([[{}], ['x'], [null], [{ phone: '1' }], [[]]])('proof %j', async (proof) => {
    const document = await problemOf(await rig().post('/v1/bookings/view', { proof }));
    const parts = 'proof: must be { token } or { reference, phone }.';
    expect(document).toMatchObject({ field: 'proof', detail: parts });
  });
});

describe('bodies', () => {
  it.each([
    ['not JSON', '{', 'body'],
    ['nothing', '', 'body'],
    ['a list', '[]', 'body'],
    ['null', 'null', 'body'],
    ['__proto__', '{"__proto__":{"admin":true}}', '__proto__'],
    [
      'constructor inside',
      JSON.stringify({ ...hold, person: 0 }).replace('"person":0', '"person":{"constructor":1}'),
      'person.constructor',
    ],
    ['an unknown field', { ...hold, admin: true }, 'admin'],
    ['NUL', { ...hold, office: 'ha\u0000ll' }, 'office'],
    ['a lone surrogate', JSON.stringify(hold).replace('id-card', '\\ud800'), 'service'],
    ['a missing field', { ...hold, office: undefined }, 'office'],
    ['a wrong type', { ...hold, office: 5 }, 'office'],
    ['an id that is none', { ...hold, office: '../x' }, 'office'],
    ['a start that is none', { ...hold, start: 'tomorrow' }, 'start'],
    ['a day that never is', { ...hold, start: '2026-02-30T09:00' }, 'start'],
    ['an hour that never is', { ...hold, start: '2026-02-20T25:00' }, 'start'],
    ['a staff channel', { ...hold, channel: 'desk' }, 'channel'],
    ['a field twice', JSON.stringify(hold).replace('{', '{"office":"other",'), 'body'],
    ['a field twice, once escaped', JSON.stringify(hold).replace('{', '{"\\u006fffice" :"other",'), 'body'],
    ['a field twice inside', '{"x":[{"a":{}},{"a":1,"b":{"a":2},"a":3}]}', 'body'],
    ['deep nesting', `{"x":${'['.repeat(3000)}${']'.repeat(3000)}}`, 'body'],
    ['many values', JSON.stringify({ x: Array(5000).fill(1) }), 'body'],
  ])('refuses %s naming the field', async (_, body, field) => {
    const { post, app } = rig();
    const document = await problemOf(await post('/v1/holds', body));
    expect(document).toMatchObject({ status: 400, code: 'bad_input', field });
    expect(document['detail']).toMatch(new RegExp(`^${field}: (must|is) .*\\.$`));
    expect(app.calls).toEqual([]);
  });

  it('takes the same name in different objects, and text that looks like JSON', async () => {
    const person = { name: '{"name":1,"name":2}', note: '\\"phone\\":' };
    const body = { ...ex.booking.confirm, person: { ...ex.booking.confirm.person, ...person } };
    expect((await rig().post('/v1/bookings/confirm', body)).status).toBe(200);
  });

  it('reads long text in no time', async () => {
    const office = 'a'.repeat(15_000);
    const before = performance.now();
    expect((await rig().post('/v1/holds', { ...hold, office })).status).toBe(400);
    expect(performance.now() - before).toBeLessThan(1000);
  });

  it('tells all faults at once', async () => {
    const document = await problemOf(await rig().post('/v1/holds', { ...hold, office: 5, start: 'x' }));
    expect(document['faults']).toEqual([
      { field: 'office', rule: 'string', message: 'office: must be text.' },
      { field: 'start', rule: 'regex', message: expect.stringMatching(/^start: must be /) },
    ]);
  });

  it('names fields inside a proof', async () => {
    const { post } = rig();
    const fieldOf = async (proof: unknown) =>
      (await problemOf(await post('/v1/bookings/view', { proof })))['field'];
    expect(await fieldOf({ token: 'short' })).toBe('proof.token');
    expect(await fieldOf({ reference: '!!!!!!!', phone: '1' })).toBe('proof.reference');
    expect(await fieldOf({ reference: 7, phone: '1' })).toBe('proof.reference');
    expect(await fieldOf({})).toBe('proof');
    expect(await fieldOf('x')).toBe('proof');
  });

  it('never repeats names that are no identifiers, nor long ones', async () => {
    for (const name of ['<script>alert(1)</script>', 'x'.repeat(65), '张三', 'a b']) {
      const response = await rig().post('/v1/holds', { ...hold, [name]: 1 });
      const text = await response.text();
      expect(JSON.parse(text)).toMatchObject({ code: 'bad_input', field: 'body' });
      expect(text).not.toContain(name);
    }
  });

  it('refuses long bodies, by their header and by counting', async () => {
    const long = { ...hold, note: 'x'.repeat(1_000_000) };
    expect(await problemOf(await rig().post('/v1/holds', long))).toMatchObject({
      status: 413,
      code: 'too_large',
      field: 'body',
    });
    let sent = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1024;
        controller.enqueue(new Uint8Array(1024).fill(32));
      },
    });
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'key-0123456789' };
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body: stream, headers, duplex: 'half' };
    expect((await rig().handler(new Request(`${origin}/v1/holds`, init))).status).toBe(413);
    expect(sent).toBeLessThan(64 * 1024);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=gbk',
    '',
  ])('refuses content type "%s"', async (type) => {
    const document = await problemOf(await rig().post('/v1/holds', hold, { 'content-type': type }));
    expect(document).toMatchObject({ status: 415, code: 'media_type_unsupported' });
  });

  it('takes JSON that says UTF-8, and refuses other bytes and compression', async () => {
    expect(
      (await rig().post('/v1/holds', hold, { 'content-type': 'application/json; charset=UTF-8' })).status,
    ).toBe(200);
    expect((await rig().post('/v1/holds', hold, { 'content-encoding': 'gzip' })).status).toBe(415);
    const bytes = new Uint8Array([...new TextEncoder().encode('{"service":"'), 0xff, 0xfe]);
    const request = new Request(`${origin}/v1/holds`, {
      method: 'POST',
      body: bytes,
      headers: { 'content-type': 'application/json', 'idempotency-key': 'key-0123456789' },
    });
    expect((await rig().handler(request)).status).toBe(400);
  });
});

describe('idempotency keys', () => {
  it('are required on everything that changes something', async () => {
    for (const path of [
      '/v1/holds',
      '/v1/holds/extend',
      '/v1/holds/release',
      '/v1/bookings/confirm',
      '/v1/bookings/move',
      '/v1/bookings/cancel',
    ]) {
      const document = await problemOf(await rig().post(path, {}, { 'idempotency-key': '' }));
      expect(document).toMatchObject({
        status: 400,
        code: 'idempotency_key_missing',
        field: 'Idempotency-Key',
      });
    }
  });

  it('must have a plain form; quotes of the structured form are taken off', async () => {
    for (const bad of ['short', 'x'.repeat(129), 'has blank inside', 'semi;colon;semi']) {
      const document = await problemOf(await rig().post('/v1/holds', hold, { 'idempotency-key': bad }));
      expect(document).toMatchObject({ status: 400, code: 'bad_input', field: 'Idempotency-Key' });
      expect(JSON.stringify(document)).not.toContain(bad);
    }
    const { post, app } = rig();
    await post('/v1/holds', hold, { 'idempotency-key': '"8e03978e-40d5-43dd"' });
    expect(app.calls[0]?.args[1]).toMatchObject({ idempotencyKey: 'hold  8e03978e-40d5-43dd' });
  });
});

describe('queries', () => {
  const slots = '/v1/services/id-card/slots';
  it.each([
    [`${slots}?from=2026-09-01&from=2026-09-02`, 'bad_input', 'from'],
    [`${slots}?evil=1`, 'bad_input', 'evil'],
    [`${slots}?__proto__=1`, 'bad_input', '__proto__'],
    [`${slots}?offices=%00`, 'bad_input', 'offices'],
    [`${slots}?from=2026-13-01`, 'bad_input', 'from'],
    [`${slots}?from=2026-02-30`, 'bad_input', 'from'],
    [`${slots}?from=2026-09-02&to=2026-09-02`, 'bad_input', 'to'],
    [`${slots}?from=2026-09-02&to=2026-09-01`, 'bad_input', 'to'],
    [`${slots}?from=2026-01-01&to=2026-12-31`, 'range_too_long', 'to'],
    [`${slots}?to=9999-12-31`, 'range_too_long', 'to'],
    [`${slots}?limit=0`, 'bad_input', 'limit'],
    [`${slots}?limit=5001`, 'bad_input', 'limit'],
    [`${slots}?limit=1e9`, 'bad_input', 'limit'],
    [`${slots}?offices=${'x'.repeat(5000)}`, 'too_large', 'query'],
    ['/v1/services/%2e%2e%2fx/slots', 'bad_input', 'service'],
    ['/v1/services/id-card/why?office=hall', 'bad_input', 'start'],
    ['/v1/centre?x=1', 'bad_input', 'x'],
  ])('query %#: refused with its field', async (path, code, field) => {
    const { get, app } = rig();
    expect(await problemOf(await get(path))).toMatchObject({ code, field });
    expect(app.calls).toEqual([]);
  });

  it('take the longest range allowed', async () => {
    expect((await rig().get(`${slots}?from=2026-01-01&to=2026-04-11`)).status).toBe(200);
    expect((await rig().get(`${slots}?from=2026-01-01&to=2026-04-12`)).status).toBe(400);
    expect((await rig().get(`${slots}?limit=5000`)).status).toBe(200);
  });
});
