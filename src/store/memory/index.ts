/**
 * The memory store: plain maps in one process. It is the reference model that the SQL stores are tested
 * against, and serves tests, demos and service workers. Nothing outlives the process.
 */
import { BianminError } from '../../problem.js';
import type { UtcMs } from '../../time/index.js';
import { checkAudit, checkKey, planChange } from '../plan.js';
import { checkLimit } from '../shared.js';
import type { Snapshot, Store } from '../types.js';
import { applyPlan, writeAudit } from './apply.js';
import { sealTenant, verifyTenant } from './audit.js';
import {
  claimsBetween,
  countedBetween,
  liveHold,
  overdueHolds,
  pageOfBookings,
  spansTouched,
  unsent,
} from './read.js';
import { emptyTenant, keep, type TenantState } from './state.js';

export type { TenantState } from './state.js';

export interface MemoryStoreOptions {
  /** Takes the place of the database's clock. */
  readonly clock: () => UtcMs;
}

/** The store with its maps in the open, for tests that look inside or tamper. */
export interface MemoryStore extends Store {
  readonly kind: 'memory';
  readonly tenants: ReadonlyMap<string, TenantState>;
}

/** An empty store. Throws `bad_input` for keys no store could keep; a closed store throws `store_busy`. */
export function createMemoryStore({ clock }: MemoryStoreOptions): MemoryStore {
  const tenants = new Map<string, TenantState>();
  let open = true;
  const of = (tenant: string): TenantState => {
    checkKey(tenant, 'tenant');
    if (!open) throw new BianminError({ code: 'store_busy', message: 'The store is closed.' });
    let state = tenants.get(tenant);
    if (!state) {
      state = emptyTenant();
      tenants.set(tenant, state);
    }
    return state;
  };
  const snapshot = <T>(value: (now: UtcMs) => T): Snapshot<T> => {
    const now = clock();
    return { now, value: value(now) };
  };

  /** A question about one key. */
  const one =
    <T>(field: string, find: (state: TenantState, key: string, now: UtcMs) => T | undefined) =>
    async (tenant: string, key: string): Promise<Snapshot<T | undefined>> => {
      checkKey(key, field);
      return snapshot((now) => find(of(tenant), key, now));
    };

  return {
    kind: 'memory',
    tenants,
    migrate: async () => ({ from: 0, to: 0 }),
    now: async () => clock(),
    apply: async (change) => applyPlan(of(change.tenant), planChange(change)),

    bookingById: one('id', (state, id) => state.bookings.get(id)),
    bookingByReference: one('reference', (state, reference) =>
      state.bookings.get(state.references.get(reference) ?? ''),
    ),
    bookingByToken: one('tokenHash', (state, hash) => state.bookings.get(state.tokens.get(hash) ?? '')),
    holdOf: one('holder', liveHold),
    standing: one('person', (state, person) => state.standings.get(person)),
    bookings: async (tenant, filter) => snapshot(() => pageOfBookings(of(tenant), filter)),
    dueHolds: async (tenant, limit) => {
      checkLimit(limit);
      return snapshot((now) => overdueHolds(of(tenant), now, limit));
    },
    idempotency: one('key', (state, key, now) => {
      const row = state.idempotency.get(key);
      return row && row.expiresAt > now ? row : undefined;
    }),
    purge: async (tenant) => {
      const now = clock();
      const old = [...of(tenant).idempotency.values()].filter((row) => row.expiresAt <= now);
      for (const row of old) of(tenant).idempotency.delete(row.key);
      return old.length;
    },

    claims: async (tenant, from, to, resources) => {
      for (const resource of resources ?? []) checkKey(resource, 'resources');
      return snapshot(() => claimsBetween(of(tenant), from, to, resources));
    },
    counted: async (tenant, prefix, from, to) => {
      checkKey(prefix, 'prefix');
      return snapshot(() => countedBetween(of(tenant), prefix, from, to));
    },
    touchedSince: async (tenant, since) => snapshot(() => spansTouched(of(tenant), since)),

    centre: async (tenant) =>
      snapshot(() => {
        const { centres } = of(tenant);
        return centres.length ? { version: centres.length, document: centres.at(-1) } : undefined;
      }),
    saveCentre: async (tenant, version, document, audit) => {
      const state = of(tenant);
      checkAudit(audit);
      if (version !== state.centres.length + 1 || state.audit.get(audit.subject)?.has(audit.seq))
        return false;
      state.centres.push(keep(document));
      writeAudit(state, audit);
      return true;
    },

    auditOf: async (tenant, subject) => {
      checkKey(subject, 'subject');
      return [...(of(tenant).audit.get(subject)?.values() ?? [])].sort((a, b) => a.seq - b.seq);
    },
    sealAudit: async (tenant, at, limit) => {
      checkLimit(limit);
      return sealTenant(of(tenant), at, limit);
    },
    verifyAudit: async (tenant) => verifyTenant(of(tenant)),
    outbox: async (tenant, limit) => {
      checkLimit(limit);
      return unsent(of(tenant), limit);
    },
    markSent: async (tenant, ids, at) => {
      const { outbox } = of(tenant);
      for (const id of ids) {
        const found = outbox.get(id);
        if (found && found.sentAt === undefined) outbox.set(id, { ...found, sentAt: at });
      }
    },
    close: async () => {
      open = false;
    },
  };
}
