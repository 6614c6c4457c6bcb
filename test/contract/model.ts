/** Any sequence of changes gives the same answers and the same state on a SQL store as in the memory store. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AUDIT_ROOT, type Booking, type Change, type OwnedClaim } from '../../src/booking/index.js';
import type { Store } from '../../src/store/index.js';
import { createMemoryStore } from '../../src/store/memory/index.js';
import { auditOfSubject, bookingOf, FAR_FUTURE } from '../support/changes.js';

/** Recipes of changes over a tiny world, so that they meet each other all the time. */
const ids = fc.constantFrom('a', 'b', 'c');
const claim = fc.record({
  resource: fc.constantFrom('r1', 'r2'),
  from: fc.integer({ min: 0, max: 5 }),
  length: fc.integer({ min: 1, max: 3 }),
  booking: ids,
  kind: fc.constantFrom('appointment' as const, 'offer' as const),
});
const place = fc.record({
  pool: fc.constantFrom('p1', 'p2'),
  bucket: fc.integer({ min: 0, max: 1 }),
  cap: fc.integer({ min: 0, max: 3 }),
});
const version = fc.integer({ min: 1, max: 4 });
const state = fc.constantFrom('held' as const, 'confirmed' as const, 'released' as const);
const upTo = <T>(of: fc.Arbitrary<T>, max: number) => fc.array(of, { maxLength: max });
const rarely = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 2 });

const recipe = fc.record({
  insert: upTo(fc.record({ id: ids, state }), 1),
  update: upTo(fc.record({ id: ids, version, state }), 1),
  take: upTo(claim, 2),
  free: upTo(claim, 1),
  countUp: upTo(place, 2),
  countDown: upTo(place, 2),
  standings: fc.uniqueArray(fc.record({ person: fc.constantFrom('x', 'y'), version }), {
    maxLength: 2,
    selector: (one) => one.person,
  }),
  key: rarely(fc.record({ key: fc.constantFrom('k1', 'k2'), past: fc.boolean() })),
  audit: rarely(fc.record({ subject: fc.constantFrom('s1', 's2'), seq: version })),
  /** Frees what booking `a` really has: else freeing would hardly ever succeed. */
  giveBack: fc.boolean(),
});
type Recipe = typeof recipe extends fc.Arbitrary<infer T> ? T : never;

const spanOf = ({ length, ...claimed }: Recipe['take'][number]): OwnedClaim => ({
  ...claimed,
  to: claimed.from + length,
});

function changeOf(tenant: string, r: Recipe, n: number, owned: readonly OwnedClaim[]): Change {
  const at = 1_790_000_000_000 + n;
  const expiresAt = (past: boolean): number => (past ? at - 1 : FAR_FUTURE);
  const more: Partial<Booking> = { start: 100 + n, heldUntil: FAR_FUTURE + n, createdAt: at };
  return {
    tenant,
    at,
    insert: r.insert.map((b) => bookingOf(tenant, b.id, { ...more, state: b.state })),
    update: r.update.map((b) => bookingOf(tenant, b.id, { ...more, version: b.version, state: b.state })),
    take: r.take.map(spanOf),
    free: r.giveBack ? owned.filter((c) => c.booking === 'a') : r.free.map(spanOf),
    countUp: r.countUp,
    countDown: r.countDown,
    standings: r.standings.map((one) => ({ tenant, ...one, noShows: [n] })),
    idempotency: r.key && {
      key: r.key.key,
      requestHash: `${n}`,
      response: `${n}`,
      expiresAt: expiresAt(r.key.past),
    },
    audit: r.audit
      ? [auditOfSubject(r.audit.subject, r.audit.seq, AUDIT_ROOT, { at, touched: [['r1', n, n + 1]] })]
      : [],
    outbox: [{ id: `o${n}`, subject: `s${n % 2}`, seq: n, topic: 't', data: { n } }],
  };
}

/** All that a store says of a tenant, without the clock's readings. */
async function allOf(store: Store, tenant: string): Promise<unknown> {
  const one = async (ask: Promise<{ value: unknown }>) => (await ask).value;
  return {
    bookings: await one(store.bookings(tenant, { from: 0, to: 1e9, limit: 100 })),
    pages: await one(store.bookings(tenant, { from: 0, to: 1e9, limit: 2, states: ['held', 'confirmed'] })),
    holds: await Promise.all(['a', 'b', 'c'].map((id) => one(store.holdOf(tenant, `holder-${id}`)))),
    due: await one(store.dueHolds(tenant, 10)),
    claims: await one(store.claims(tenant, 0, 100)),
    cut: await one(store.claims(tenant, 2, 4, ['r1'])),
    counted: await one(store.counted(tenant, 'p', 0, 10)),
    standings: await Promise.all(['x', 'y'].map((person) => one(store.standing(tenant, person)))),
    keys: await Promise.all(['k1', 'k2'].map((key) => one(store.idempotency(tenant, key)))),
    audit: await Promise.all(['s1', 's2'].map((subject) => store.auditOf(tenant, subject))),
    touched: await one(store.touchedSince(tenant, 0)),
    outbox: await store.outbox(tenant, 100),
    verified: await store.verifyAudit(tenant),
  };
}

export function modelled(name: string, store: () => Store, runs: number): void {
  describe(`${name} against the memory store`, () => {
    it('answers the same and keeps the same', async () => {
      const answers = new Map<string, number>();
      let last = 0;
      const property = fc.asyncProperty(
        fc.array(recipe, { minLength: 4, maxLength: 14 }),
        async (recipes) => {
          const tenant = `model-${++last}`;
          const model = createMemoryStore({ clock: () => Date.now() });
          for (const [n, each] of recipes.entries()) {
            const owned = (await model.claims(tenant, 0, 100)).value;
            const change = changeOf(tenant, each, n, owned);
            const expected = await settled(model, change);
            expect(await settled(store(), change)).toEqual(expected);
            answers.set(
              expected.ok ? 'ok' : expected.reason,
              (answers.get(expected.ok ? 'ok' : expected.reason) ?? 0) + 1,
            );
          }
          expect(await allOf(store(), tenant)).toEqual(await allOf(model, tenant));
        },
      );
      await fc.assert(property, { numRuns: runs, seed: 20260918 });
      // The sequences must have met every answer, or the test says little.
      for (const reason of ['ok', 'claim', 'capacity', 'version', 'idempotency'])
        expect(answers.get(reason) ?? 0, reason).toBeGreaterThan(0);
    }, 180_000);
  });
}

/** The answer, or the code of what was thrown. */
async function settled(store: Store, change: Change): Promise<{ ok: boolean; reason: string }> {
  try {
    return (await store.apply(change)) as { ok: boolean; reason: string };
  } catch (error) {
    const code = (error as { problem?: { code: string } }).problem?.code;
    if (!code) throw error;
    return { ok: false, reason: `throws ${code}` };
  }
}
