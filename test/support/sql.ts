/** What tests do to a database behind a store's back. */
import type { AuditRow } from '../../src/booking/index.js';
import type { Spoil } from '../contract/store.contract.js';

export type Execute = (sql: string, values: unknown[]) => Promise<unknown>;

const columnValue = (value: unknown): unknown => (typeof value === 'object' ? JSON.stringify(value) : value);

/** Spoils the audit with plain SQL. */
export async function spoilBySql(execute: Execute, tenant: string, act: Spoil): Promise<void> {
  if (act.kind === 'delete seal') {
    await execute('DELETE FROM bm_audit_seal WHERE tenant = $1 AND seq = $2', [tenant, act.seq]);
  } else if (act.kind === 'delete booking') {
    await execute('DELETE FROM bm_booking WHERE tenant = $1 AND id = $2', [tenant, act.id]);
  } else if (act.kind === 'edit columns') {
    await execute(`UPDATE bm_booking SET ${act.set} WHERE tenant = $1 AND id = $2`, [tenant, act.id]);
  } else if (act.kind === 'edit booking') {
    await execute(
      'UPDATE bm_booking SET doc = (doc::jsonb || $3::text::jsonb)::text WHERE tenant = $1 AND id = $2',
      [tenant, act.id, JSON.stringify(act.row)],
    );
  } else if (act.kind === 'delete') {
    await execute('DELETE FROM bm_audit WHERE tenant = $1 AND subject = $2 AND seq = $3', [
      tenant,
      act.subject,
      act.seq,
    ]);
  } else if (act.kind === 'insert') {
    const columns = Object.keys(act.row) as (keyof AuditRow)[];
    await execute(
      `INSERT INTO bm_audit (tenant, ${columns.join(', ')}) VALUES ($1, ${columns.map((_, i) => `$${i + 2}`).join(', ')})`,
      [tenant, ...columns.map((column) => columnValue(act.row[column]))],
    );
  } else {
    const columns = Object.keys(act.row) as (keyof AuditRow)[];
    await execute(
      `UPDATE bm_audit SET ${columns.map((c, i) => `${c} = $${i + 4}`).join(', ')}
        WHERE tenant = $1 AND subject = $2 AND seq = $3`,
      [tenant, act.subject, act.seq, ...columns.map((column) => columnValue(act.row[column]))],
    );
  }
}
