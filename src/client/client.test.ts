import { describe, expect, it } from 'vitest';
import {
  createClient,
  fetchTransport,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from './index.js';
import { createStaffClient } from './staff.js';

const holdRequest = { service: 'id', office: 'hall', start: '2026-09-20T09:00', holder: 'h'.repeat(22) };

/** A transport that plays answers in turn and keeps what it was asked. */
function scripted(...answers: (TransportResponse | Error)[]) {
  const seen: TransportRequest[] = [];
  const transport: Transport = async (request) => {
    seen.push(request);
    const answer = answers[Math.min(seen.length, answers.length) - 1];
    if (!answer || answer instanceof Error) throw answer ?? new Error('no more answers');
    return answer;
  };
  const slept: number[] = [];
  const sleep = async (ms: number) => {
    slept.push(ms);
  };
  return { seen, transport, slept, sleep, client: createClient({ baseUrl: '', transport, sleep }) };
}

const good = (body: unknown): TransportResponse => ({ status: 200, body });
const problem = (status: number, code: string, headers?: Record<string, string>): TransportResponse => ({
  status,
  headers,
  body: JSON.stringify({ type: `urn:bianmin:problem:${code}`, title: 't', status, detail: 'Because.', code }),
});

describe('a call', () => {
  it('asks by GET with lists joined and unset values left out', async () => {
    const { client, seen } = scripted(good({ days: [] }));
    const answer = await client.slots('a/b', { offices: ['x', 'y'], limit: 5, from: undefined });
    expect(answer).toEqual({ ok: true, value: { days: [] } });
    expect(seen[0]).toMatchObject({
      method: 'GET',
      path: '/v1/services/a%2Fb/slots',
      query: { offices: 'x,y', limit: '5' },
    });
    expect(Object.keys(seen[0]?.query ?? {})).toEqual(['offices', 'limit']);
    expect(seen[0]?.headers['idempotency-key']).toBeUndefined();
  });

  it('takes parsed bodies and text bodies alike', async () => {
    expect(await scripted(good('{"a":1}')).client.centre()).toEqual({ ok: true, value: { a: 1 } });
    expect(await scripted(good('BEGIN:VCALENDAR')).client.ics({ token: 't' })).toEqual({
      ok: true,
      value: 'BEGIN:VCALENDAR',
    });
  });

  it('says so when a good status brings something else than JSON', async () => {
    const answer = await scripted(good('<html>')).client.centre();
    expect(answer).toMatchObject({ ok: false, problem: { code: 'bad_answer' } });
  });

  it('turns problem documents into problems, with field, faults and data', async () => {
    const { client } = scripted({
      status: 409,
      body: { code: 'slot_taken', detail: 'Gone.', field: 'start', faults: [], data: { alternatives: 1 } },
    });
    expect(await client.hold(holdRequest)).toEqual({
      ok: false,
      problem: {
        code: 'slot_taken',
        message: 'Gone.',
        field: 'start',
        faults: [],
        data: { status: 409, alternatives: 1 },
      },
    });
  });

  it.each([
    [401, 'unauthorised'],
    [404, 'not_found'],
    [418, 'bad_input'],
    [500, 'internal'],
  ])("reads a gateway's bare %i as %s", async (status, code) => {
    const answer = await scripted({ status, body: '<h1>no</h1>' }).client.centre();
    expect(answer).toMatchObject({ ok: false, problem: { code, data: { status } } });
  });
});

describe('retries', () => {
  it('keeps one idempotency key over all attempts of one call, and another for the next call', async () => {
    const { client, seen, slept } = scripted(
      new Error('cut'),
      problem(503, 'store_busy'),
      good({ hold: 'h' }),
    );
    expect((await client.hold(holdRequest)).ok).toBe(true);
    const keys = seen.map((r) => r.headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(slept).toHaveLength(2);
    await client.hold(holdRequest);
    expect(seen[3]?.headers['idempotency-key']).not.toBe(keys[0]);
  });

  it("takes the caller's own key", async () => {
    const { client, seen } = scripted(good({}));
    const idempotencyKey = client.newKey();
    await client.cancel({ proof: { token: 't' } }, { idempotencyKey });
    expect(seen[0]?.headers['idempotency-key']).toBe(idempotencyKey);
  });

  it.each([429, 502, 503, 504])('tries again after %i', async (status) => {
    const { client, seen } = scripted(problem(status, 'store_busy'), good({}));
    expect((await client.centre()).ok).toBe(true);
    expect(seen).toHaveLength(2);
  });

  it.each([400, 401, 404, 409, 422, 500])('does not try again after %i', async (status) => {
    const { client, seen } = scripted(problem(status, 'internal'), good({}));
    expect((await client.hold(holdRequest)).ok).toBe(false);
    expect(seen).toHaveLength(1);
  });

  it('waits out a first request that is still in flight', async () => {
    const { client, seen } = scripted(
      problem(409, 'idempotency_in_flight', { 'retry-after': '1' }),
      good({ hold: 'h' }),
    );
    expect((await client.hold(holdRequest)).ok).toBe(true);
    expect(seen).toHaveLength(2);
  });

  it('honours Retry-After, and hands on the refusal when it is too long to wait', async () => {
    const short = scripted(problem(429, 'rate_limited', { 'retry-after': '2' }), good({}));
    await short.client.centre();
    expect(short.slept[0]).toBe(2000);
    const long = scripted(problem(429, 'rate_limited', { 'retry-after': '600' }), good({}));
    expect(await long.client.centre()).toMatchObject({
      problem: { code: 'rate_limited', data: { retryAfter: 600 } },
    });
    expect(long.slept).toEqual([]);
  });

  it('gives up after the attempts allowed: offline', async () => {
    const { client, seen } = scripted(new TypeError('Failed to fetch'));
    expect(await client.centre()).toMatchObject({ ok: false, problem: { code: 'offline' } });
    expect(seen).toHaveLength(3);
  });
});

describe('time limit and abort', () => {
  const never: Transport = () => new Promise(() => {});

  it('ends an attempt at the time limit even if the transport ignores signals', async () => {
    const client = createClient({
      baseUrl: '',
      transport: never,
      timeoutMs: 5,
      retry: { attempts: 2, baseMs: 1 },
    });
    expect(await client.centre()).toMatchObject({ ok: false, problem: { code: 'timed_out' } });
  });

  it("ends at the caller's abort: before, during, and in a pause", async () => {
    const client = createClient({ baseUrl: '', transport: never });
    expect(await client.centre({ signal: AbortSignal.abort() })).toMatchObject({
      problem: { code: 'aborted' },
    });
    const during = new AbortController();
    setTimeout(() => during.abort(), 5);
    expect(await client.centre({ signal: during.signal })).toMatchObject({ problem: { code: 'aborted' } });
    const paused = new AbortController();
    setTimeout(() => paused.abort(), 5);
    const failing = createClient({
      baseUrl: '',
      transport: async () => Promise.reject(new Error('cut')),
      retry: { baseMs: 4000 },
    });
    expect(await failing.centre({ signal: paused.signal })).toMatchObject({ problem: { code: 'aborted' } });
  });
});

describe('the fetch transport', () => {
  it('sends no cookies, encodes the query and serialises the body', async () => {
    const calls: [string, RequestInit][] = [];
    const fetcher = (async (url: string, init: RequestInit) => {
      calls.push([url, init]);
      return new Response('{"a":1}', { headers: { 'Retry-After': '3' } });
    }) as typeof fetch;
    const send = fetchTransport('https://x.example/api/', fetcher);
    const answer = await send({
      method: 'POST',
      path: '/v1/holds',
      query: { a: '1 &2' },
      body: { b: 1 },
      headers: {},
      fresh: true,
    });
    expect(answer).toMatchObject({ status: 200, body: '{"a":1}', headers: { 'retry-after': '3' } });
    expect(calls[0]?.[0]).toBe('https://x.example/api/v1/holds?a=1+%262');
    expect(calls[0]?.[1]).toMatchObject({ credentials: 'omit', body: '{"b":1}', cache: 'no-cache' });
    await send({ method: 'GET', path: '/v1/centre', query: {}, headers: {} });
    expect(calls[1]?.[0]).toBe('https://x.example/api/v1/centre');
  });
});

describe('the staff client', () => {
  it('asks for the token before each attempt', async () => {
    const { transport, seen, sleep } = scripted(problem(503, 'store_busy'), good({ lifted: true }));
    let n = 0;
    const staff = createStaffClient({ baseUrl: '', transport, sleep, bearer: () => `token-${++n}` });
    expect(await staff.liftBlock({ booking: 'b', reason: 'was ill' })).toEqual({
      ok: true,
      value: { lifted: true },
    });
    expect(seen.map((r) => r.headers['authorization'])).toEqual(['Bearer token-1', 'Bearer token-2']);
  });
});
