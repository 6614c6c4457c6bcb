import { describe, expect, it } from 'vitest';
import { origin, problemOf, rig } from '../../test/support/http.js';
import { fail } from '../problem.js';
import { addressOf } from './address.js';
import { createBuckets } from './buckets.js';
import * as ex from './routes/examples.js';

describe('a bucket', () => {
  it('lets a burst through, then so many a minute', () => {
    let now = 0;
    const buckets = createBuckets({ burst: 3, perMinute: 6 }, () => now);
    expect([1, 2, 3, 4].map(() => buckets.take('a'))).toEqual([0, 0, 0, 10]);
    expect(buckets.take('b')).toBe(0);
    now = 9_999;
    expect(buckets.take('a')).toBe(1);
    now = 10_000;
    expect(buckets.take('a')).toBe(0);
    expect(buckets.take('a')).toBe(10);
    buckets.giveBack('a');
    expect(buckets.take('a')).toBe(0);
  });

  it('never gains from a clock that jumps back, nor holds more than the burst', () => {
    let now = 1e6;
    const buckets = createBuckets({ burst: 1, perMinute: 60 }, () => now);
    expect(buckets.take('a')).toBe(0);
    now = 0;
    expect(buckets.take('a')).toBe(1);
    now = 1e9;
    expect([buckets.take('a'), buckets.take('a')]).toEqual([0, 1]);
    buckets.giveBack('b');
    expect([buckets.take('b'), buckets.take('b')]).toEqual([0, 1]);
  });

  it('keeps a bounded number of callers', () => {
    const buckets = createBuckets({ burst: 1, perMinute: 1 }, () => 0, 100);
    for (let i = 0; i < 10_000; i++) buckets.take(`caller-${i}`);
    expect(buckets.size).toBe(100);
    expect(buckets.take('caller-9999')).toBeGreaterThan(0);
  });
});

describe('addresses', () => {
  const from = (header: string | undefined, hops: number, address = '10.0.0.1') =>
    addressOf(
      new Request(origin, header === undefined ? {} : { headers: { 'x-forwarded-for': header } }),
      { address },
      hops,
    );

  it('come from the connection; the header is believed only as far as own proxies wrote it', () => {
    expect(from('1.2.3.4', 0)).toBe('10.0.0.1');
    expect(from('6.6.6.6, 1.2.3.4', 1)).toBe('1.2.3.4');
    expect(from('6.6.6.6, 1.2.3.4, 10.0.0.2', 2)).toBe('1.2.3.4');
    expect(from('1.2.3.4', 2)).toBe('10.0.0.1');
    expect(from(undefined, 1)).toBe('10.0.0.1');
    expect(addressOf(new Request(origin), {}, 0)).toBeUndefined();
  });

  it('are networks for v6, and v4 in whatever form', () => {
    expect(from(undefined, 0, '::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(from('192.0.2.7:4711', 1)).toBe('192.0.2.7');
    expect(from(undefined, 0, '2001:db8:0:1:aaaa::1')).toBe(from(undefined, 0, '2001:DB8:0:1:bbbb::2'));
    expect(from(undefined, 0, '2001:db8:0:1::1')).not.toBe(from(undefined, 0, '2001:db8:0:2::1'));
    expect(from('[2001:db8::1]:443', 1)).toBe(from(undefined, 0, '2001:db8:0:0::9'));
    expect(from(undefined, 0, '2001:0db8::1')).toBe(from(undefined, 0, '2001:db8::1'));
  });
});

describe('limits of the handler', () => {
  it('stop an address, and let it on later', async () => {
    const time = { now: 0 };
    const { get, handler } = rig({ limits: { rates: { address: { burst: 2, perMinute: 60 } } } }, time);
    expect([await get('/v1/centre'), await get('/v1/centre')].map((r) => r.status)).toEqual([200, 200]);
    const refused = await get('/v1/centre');
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await problemOf(refused)).toMatchObject({ status: 429, code: 'rate_limited' });
    expect((await handler(new Request(`${origin}/v1/centre`), { address: '198.51.100.1' })).status).toBe(200);
    time.now = 1000;
    expect((await get('/v1/centre')).status).toBe(200);
  });

  it('stop a person wherever the requests come from', async () => {
    const { handler } = rig({ limits: { rates: { person: { burst: 2, perMinute: 1 } } } });
    const send = (n: number) =>
      handler(
        new Request(`${origin}/v1/holds`, {
          method: 'POST',
          body: JSON.stringify(ex.hold.request),
          headers: { 'content-type': 'application/json', 'idempotency-key': `key-${n}-0123456789` },
        }),
        { address: `198.51.100.${n}` },
      );
    expect([(await send(1)).status, (await send(2)).status, (await send(3)).status]).toEqual([200, 200, 429]);
  });

  it('stop guessing of references, but no right look-ups', async () => {
    const rates = { guess: { burst: 3, perMinute: 1 }, person: { burst: 1000, perMinute: 1 } };
    const { post, app } = rig({ limits: { rates } });
    const look = (n: number) =>
      post('/v1/bookings/view', { proof: { reference: `BM7K-2Q9F-A${n}`, phone: '13800005678' } });
    for (let n = 0; n < 9; n++) expect((await look(1)).status).toBe(200);
    app.next.set('view', () => fail('not_found', 'No such booking.'));
    expect([
      (await look(2)).status,
      (await look(3)).status,
      (await look(4)).status,
      (await look(5)).status,
    ]).toEqual([404, 404, 404, 429]);
    expect((await post('/v1/bookings/cancel', ex.booking.byReference)).status).toBe(429);
    expect((await post('/v1/bookings/view', ex.booking.proof)).status).toBe(404);
  });

  it('stop guessing of phones for one reference from many addresses, however it is written', async () => {
    const { handler, app } = rig({
      limits: { rates: { reference: { burst: 2, perMinute: 1 }, person: { burst: 1000, perMinute: 1 } } },
    });
    app.next.set('view', () => fail('not_found', 'No such booking.'));
    const statuses = [];
    for (const [n, reference] of ['BM7K-2Q9F-X4', 'bm7k2q9fx4', 'BM7K 2Q9F X4'].entries()) {
      const request = new Request(`${origin}/v1/bookings/view`, {
        method: 'POST',
        body: JSON.stringify({ proof: { reference, phone: `1380000000${n}` } }),
        headers: { 'content-type': 'application/json' },
      });
      statuses.push((await handler(request, { address: `198.51.100.${n}` })).status);
    }
    expect(statuses).toEqual([404, 404, 429]);
  });

  it('can be left to a gateway', async () => {
    const { get } = rig({ limits: { rates: false } });
    for (let n = 0; n < 1000; n++) await get('/nothing');
    expect((await get('/v1/centre')).status).toBe(200);
  });
});
