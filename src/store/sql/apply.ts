/**
 * A plan as ONE statement: data-modifying CTEs and a guard. The guard asks each CTE in turn whether it wrote
 * as many rows as it must; at the first that did not, a cast of the reason to integer fails, and with it the
 * whole statement. So a change costs one round trip in autocommit and a refusal leaves nothing behind.
 *
 * PostgreSQL runs a CTE when the guard first reads it, hence in the order of the sections: idempotency,
 * bookings, audit, standing, claims taken, moved, freed, counts; the outbox comes last. All stores wait for
 * each other in this one order, and within a section by key, so that two changes cannot wait in a circle.
 * (Order is a matter of speed only: what must not happen, keys and the CHECK forbid.)
 * All CTEs see the snapshot of the statement's start; a cell never is in two of them (`planChange` sees to it).
 */
import { BianminError } from '../../problem.js';
import type { Plan } from '../plan.js';
import type { Refusal } from '../types.js';
import {
  audit,
  idempotency,
  inserts,
  outboxInsert,
  outboxValues,
  type Part,
  standings,
  updates,
} from './parts.js';
import { counts, free, move, take } from './places.js';
import { codeOf } from './port.js';

const PARTS: readonly Part[] = [idempotency, updates, inserts, audit, standings, take, move, free, counts];

/** Statements by shape. The shapes of daily life are few; beyond this many they are built anew. */
const known = new Map<string, string>();
const KEPT_SHAPES = 400;

export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** The statement and its values, one text a shape so that a driver can prepare it; undefined when there is nothing to do. */
export function applyStatement(plan: Plan): Statement | undefined {
  const values: unknown[] = [plan.change.tenant];
  let shape = '';
  for (const part of PARTS) {
    const own = part.shape(plan);
    shape += `${own}.`;
    if (own) values.push(...part.values(plan));
  }
  shape += plan.change.outbox.length;
  values.push(...outboxValues(plan));
  if (values.length === 1) return undefined;
  let sql = known.get(shape);
  if (!sql) {
    sql = build(plan);
    if (known.size < KEPT_SHAPES) known.set(shape, sql);
  }
  return { sql, values };
}

function build(plan: Plan): string {
  let next = 2;
  const sections = PARTS.filter((part) => part.shape(plan) !== '').map((part) => {
    const first = next;
    next += part.values(plan).length;
    return part.sql((n) => `$${first + n}`, plan);
  });
  const guards = sections.map((section) => section.guard);
  const guard = guards.length ? `('bianmin:' || CASE ${guards.join('\n')} END)::int` : 'NULL';
  const ctes = sections.flatMap((section) => section.ctes).join(',\n');
  const rows = plan.change.outbox.length;
  const end = rows ? outboxInsert((n) => `$${next + n}`, rows, guard) : `SELECT ${guard} AS refused`;
  return ctes ? `WITH ${ctes}\n${end}` : end;
}

/** The reason that the guard failed to cast; undefined for every other error. */
export function guardSaid(error: unknown): string | undefined {
  if (codeOf(error) !== '22P02' || !(error instanceof Error)) return undefined;
  return /bianmin:([a-z]+(?::[\d,]+)?)/u.exec(error.message)?.[1];
}

/** The refusal that an error of the statement means; undefined for every other error. */
export function refusalIn(error: unknown, plan: Plan): Refusal | undefined {
  if (codeOf(error) === '23505') return refusalOfDouble(error, plan);
  const [reason, places] = guardSaid(error)?.split(':') ?? [];
  if (reason === 'idempotency' || reason === 'claim') return { reason };
  if (reason === 'booking' || reason === 'standing') return { reason: 'version', of: reason };
  if (reason !== 'capacity' || !places) return undefined;
  const pools = places.split(',').flatMap((place) => plan.counts[Number(place) - 1]?.pool ?? []);
  return { reason, pools: [...new Set(pools)] };
}

/**
 * A cell that is taken; a new booking whose id, reference or token is known, or an audit place that is used:
 * somebody was first. Throws `store_conflict` for what no honest caller does (an outbox id used twice, another's
 * reference in an update).
 */
function refusalOfDouble(error: unknown, { change }: Plan): Refusal {
  const index = String((error as { constraint?: unknown }).constraint);
  if (index === 'bm_claim_pkey') return { reason: 'claim' };
  const isStale = index === 'bm_audit_pkey' || (index.startsWith('bm_booking_') && change.insert?.length);
  if (isStale) return { reason: 'version', of: 'booking' };
  const message = 'A reference, token or outbox id is in use already.';
  throw new BianminError({ code: 'store_conflict', message }, { cause: error });
}
