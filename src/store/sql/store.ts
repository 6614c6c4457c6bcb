/** The one SQL store; PGlite and PostgreSQL differ in their port alone. */
import type { Booking, Change, Standing } from '../../booking/index.js';
import { checkAudit, checkKey, type Plan, planChange } from '../plan.js';
import {
  checkLimit,
  cursorAfter,
  distinctSpans,
  prefixEnd,
  readCursor,
  type Span,
  TOUCH_MARGIN_MS,
} from '../shared.js';
import type { Applied, Snapshot, Store, StoreKind } from '../types.js';
import { applyStatement, guardSaid, refusalIn } from './apply.js';
import { auditRowOf, sealTenant, verifyTenant } from './audit.js';
import { migrate } from './migrate.js';
import { auditInsert, auditValues } from './parts.js';
import { codeOf, type Row, type SqlPort } from './port.js';
import { type Attempt, isConflict, retrying } from './retry.js';
import { claimOf, countOf, idempotencyOf, outboxRowOf } from './rows.js';
import * as sql from './statements.js';

export interface SqlStoreOptions {
  readonly kind: StoreKind;
  /** Milliseconds added to the database's clock wherever it is read: for demos. */
  readonly clockOffsetMs?: number;
}

/** A store over any port. See `Store` for what each method promises. */
export function createSqlStore(port: SqlPort, { kind, clockOffsetMs = 0 }: SqlStoreOptions): Store {
  const read = (text: string, values: readonly unknown[]): Promise<readonly Row[]> =>
    retrying(true, () => port.query(text, values));
  /** Rows as of the clock; the row that stands for "nothing" has null in `column`. */
  const asOf = async (
    text: string,
    column: string,
    tenant: string,
    ...rest: unknown[]
  ): Promise<Snapshot<Row[]>> => {
    checkKey(tenant, 'tenant');
    const rows = await read(text, [clockOffsetMs, tenant, ...rest]);
    return { now: Number(rows[0]?.['now']), value: rows.filter((row) => row[column] !== null) };
  };
  const docs = async <T>(text: string, tenant: string, ...rest: unknown[]): Promise<Snapshot<T[]>> => {
    const { now, value } = await asOf(text, 'doc', tenant, ...rest);
    return { now, value: value.map((row) => JSON.parse(String(row['doc'])) as T) };
  };
  const one = async <T>(
    text: string,
    tenant: string,
    key: string,
    field: string,
  ): Promise<Snapshot<T | undefined>> => {
    checkKey(key, field);
    const { now, value } = await docs<T>(text, tenant, key);
    return { now, value: value[0] };
  };

  return {
    kind,
    migrate: async () => migrate(port, await nowOf(port, clockOffsetMs)),
    now: () => retrying(true, () => nowOf(port, clockOffsetMs)),
    apply: (change) => applyChange(port, change),

    bookingById: (tenant, id) => one<Booking>(sql.BOOKING_BY_ID, tenant, id, 'id'),
    bookingByReference: (tenant, reference) =>
      one<Booking>(sql.BOOKING_BY_REFERENCE, tenant, reference, 'reference'),
    bookingByToken: (tenant, hash) => one<Booking>(sql.BOOKING_BY_TOKEN, tenant, hash, 'tokenHash'),
    holdOf: (tenant, holder) => one<Booking>(sql.HOLD_OF, tenant, holder, 'holder'),
    standing: (tenant, person) => one<Standing>(sql.STANDING, tenant, person, 'person'),
    bookings: async (tenant, filter) => {
      const cursor = readCursor(filter);
      const { from, to, offices = null, states = null, limit } = filter;
      const after = [cursor?.start ?? null, cursor?.id ?? null];
      const found = await docs<Booking>(sql.BOOKINGS, tenant, from, to, offices, states, limit + 1, ...after);
      const rows = found.value.slice(0, limit);
      const last = rows.at(-1);
      const more = found.value.length > limit && last;
      return { now: found.now, value: more ? { rows, next: cursorAfter(last) } : { rows } };
    },
    dueHolds: async (tenant, limit) => {
      checkLimit(limit);
      return docs<Booking>(sql.DUE_HOLDS, tenant, limit);
    },
    idempotency: async (tenant, key) => {
      checkKey(key, 'key');
      const { now, value } = await asOf(sql.IDEMPOTENCY, 'key', tenant, key);
      return { now, value: value[0] && idempotencyOf(value[0]) };
    },
    purge: async (tenant) => (await read(sql.PURGE, [clockOffsetMs, tenant])).length,

    claims: async (tenant, from, to, resources) => {
      for (const resource of resources ?? []) checkKey(resource, 'resources');
      const { now, value } = resources
        ? await asOf(sql.CLAIMS_OF, 'resource', tenant, from, to, resources)
        : await asOf(sql.CLAIMS, 'resource', tenant, from, to);
      return { now, value: value.map(claimOf) };
    },
    counted: async (tenant, prefix, from, to) => {
      checkKey(prefix, 'prefix');
      const { now, value } = await asOf(
        sql.COUNTED,
        'pool',
        tenant,
        prefix,
        from,
        to,
        prefixEnd(prefix) ?? null,
      );
      return { now, value: value.map(countOf) };
    },
    touchedSince: async (tenant, since) => {
      const { now, value } = await asOf(sql.TOUCHED, 'touched', tenant, since - TOUCH_MARGIN_MS);
      return {
        now,
        value: distinctSpans(value.flatMap((row) => JSON.parse(String(row['touched'])) as Span[])),
      };
    },

    centre: async (tenant) => {
      const { now, value } = await asOf(sql.CENTRE, 'version', tenant);
      const [row] = value;
      if (!row) return { now, value: undefined };
      return {
        now,
        value: { version: Number(row['version']), document: JSON.parse(String(row['document'])) },
      };
    },
    saveCentre: async (tenant, version, document, audit) => {
      checkKey(tenant, 'tenant');
      checkAudit(audit);
      const values = [tenant, version, JSON.stringify(document), ...auditValues(audit)];
      return retrying(false, () => refusing(port, SAVE_CENTRE, values));
    },

    auditOf: async (tenant, subject) => {
      checkKey(subject, 'subject');
      return (await read(sql.AUDIT_OF, [tenant, subject])).map(auditRowOf);
    },
    sealAudit: async (tenant, at, limit) => {
      checkLimit(limit);
      return sealTenant(port, tenant, at, limit);
    },
    verifyAudit: (tenant) => verifyTenant(port, tenant),
    outbox: async (tenant, limit) => {
      checkLimit(limit);
      return (await read(sql.OUTBOX, [tenant, limit])).map(outboxRowOf);
    },
    markSent: async (tenant, ids, at) => {
      await read(sql.MARK_SENT, [tenant, ids, at]);
    },
    close: () => port.close(),
  };
}

const SAVE_CENTRE = sql.insertCentre(auditInsert((n) => `$${n + 4}`, 1));

async function nowOf(port: SqlPort, offset: number): Promise<number> {
  const [row] = await port.query(sql.NOW, [offset]);
  return Number(row?.['now']);
}

/** False when the guard refused, or when another was first with this version or this place of the audit (23505). */
async function refusing(port: SqlPort, text: string, values: readonly unknown[]): Promise<boolean> {
  try {
    await port.query(text, values);
    return true;
  } catch (error) {
    if (codeOf(error) === '23505' || guardSaid(error) !== undefined) return false;
    throw error;
  }
}

async function applyChange(port: SqlPort, change: Change): Promise<Applied> {
  const plan = planChange(change);
  try {
    return await retrying(change.idempotency !== undefined, (attempt) => applyOnce(port, plan, attempt));
  } catch (error) {
    if (isConflict(error)) return { ok: false, reason: 'busy' };
    throw error;
  }
}

async function applyOnce(port: SqlPort, plan: Plan, { afterLoss }: Attempt): Promise<Applied> {
  const statement = applyStatement(plan);
  if (!statement) return { ok: true };
  try {
    await port.query(statement.sql, statement.values);
    return { ok: true };
  } catch (error) {
    const refusal = refusalIn(error, plan);
    if (!refusal) throw error;
    if (afterLoss && refusal.reason === 'idempotency' && (await isOurs(port, plan.change)))
      return { ok: true };
    return { ok: false, ...refusal };
  }
}

/** After a lost connection: was it this very change that was applied? Its audit rows carry random ids under their hash. */
async function isOurs(port: SqlPort, { tenant, audit }: Change): Promise<boolean> {
  if (!audit.length) return false;
  for (const { subject, seq, hash } of audit)
    if (!(await port.query(sql.AUDIT_IS_OURS, [tenant, subject, seq, hash])).length) return false;
  return true;
}
