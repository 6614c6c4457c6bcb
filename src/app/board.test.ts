import { describe, expect, it } from 'vitest';
import { centre, clinic, holder, shanghai, web } from '../../test/support/clinic.js';
import { must } from '../problem.js';
import { createApp } from './create-app.js';

/** The memory store in the part of a database: asked at a pace, with the clock estimated in between. */
function shared() {
  const house = clinic();
  const steady = { ms: 3_600_000 };
  const asked = { times: 0 };
  const store: typeof house.store = {
    ...house.store,
    kind: 'postgres' as never,
    touchedSince: (tenant, since) => {
      asked.times += 1;
      return house.store.touchedSince(tenant, since);
    },
  };
  const make = () =>
    createApp({
      centre: centre(),
      store,
      vault: house.vault,
      random: house.random,
      monotonic: () => steady.ms,
    });
  return { ...house, steady, asked, make };
}

const wish = { service: 'id-card', office: 'hall', start: '2026-09-15T09:00' };

describe('the board over a shared store', () => {
  it('knows the time at once, and estimates it between two questions', async () => {
    const { make, steady, asked } = shared();
    const app = make();
    const asOf = async () => must(await app.slots('id-card', {}, 'web')).asOf;
    expect(await asOf()).toBe('2026-09-14T00:00:00.000Z');
    steady.ms += 400;
    expect(await asOf()).toBe('2026-09-14T00:00:00.400Z');
    expect(asked.times).toBe(0);
    steady.ms += 100;
    await asOf();
    expect(asked.times).toBe(1);
  });
  it('shows own writes at once and those of others within half a second', async () => {
    const { make, steady } = shared();
    const [app, other] = [make(), make()];
    const free = async (of: typeof app) => must(await of.slots('id-card', {}, 'web')).days[0]?.free[0];
    expect([await free(app), await free(other)]).toEqual([2, 2]);
    must(await app.hold({ ...wish, holder: holder(1) }, web));
    expect([await free(app), await free(other)]).toEqual([1, 2]);
    steady.ms += 500;
    expect([await free(app), await free(other)]).toEqual([1, 1]);
  });
  it('asks once for many readers', async () => {
    const { make, steady, asked } = shared();
    const app = make();
    await app.slots('id-card', {}, 'web');
    steady.ms += 500;
    await Promise.all(Array.from({ length: 20 }, () => app.slots('id-card', {}, 'web')));
    expect(asked.times).toBe(1);
  });
  it('gives a stale loser the truth: the claim decides', async () => {
    const { make } = shared();
    const [app, other] = [make(), make()];
    await other.slots('id-card', {}, 'web');
    for (const n of [1, 2]) must(await app.hold({ ...wish, holder: holder(n) }, web));
    expect(await other.hold({ ...wish, holder: holder(3) }, web)).toMatchObject({
      problem: { code: 'slot_taken' },
    });
  });
  it('follows a changed centre and a new day', async () => {
    const { clock, store, vault, random, steady } = shared();
    let current = centre();
    const app = createApp({ centre: () => current, store, vault, random, monotonic: () => steady.ms });
    expect(must(await app.slots('id-card', {}, 'web')).window[0]).toBe('2026-09-15');
    current = centre({ policy: { ...current.policy, ahead: { min: 2, max: 3, unit: 'days' } } });
    expect(must(await app.slots('id-card', {}, 'web')).window).toEqual(['2026-09-16', '2026-09-17']);
    clock.now = shanghai('2026-09-15T00:00');
    steady.ms += 16 * 3_600_000;
    expect(must(await app.slots('id-card', {}, 'web')).window).toEqual(['2026-09-17', '2026-09-18']);
  });
});
