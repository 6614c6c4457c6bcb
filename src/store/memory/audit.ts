/** Seals and verification over a tenant's maps. */

import { byText } from '../plan.js';
import type { AuditReport, AuditSeal } from '../types.js';
import { makeSeal, verifyChains } from '../verify.js';
import { sealedKey, type TenantState } from './state.js';

const allRows = (state: TenantState) => [...state.audit.values()].flatMap((rows) => [...rows.values()]);

/** Seals at most `limit` rows that have no seal yet, oldest first; undefined when there are none. */
export function sealTenant(state: TenantState, at: number, limit: number): AuditSeal | undefined {
  const rows = allRows(state)
    .filter((row) => !state.sealed.has(sealedKey(row)))
    .sort((a, b) => a.at - b.at || byText(a.subject, b.subject) || a.seq - b.seq)
    .slice(0, limit);
  if (!rows.length) return undefined;
  const seal = makeSeal(
    state.seals.at(-1),
    at,
    rows.map((row) => row.hash),
  );
  state.seals.push(seal);
  for (const { subject, seq, hash } of rows)
    state.sealed.set(sealedKey({ subject, seq }), { seal: seal.seq, subject, seq, hash });
  return seal;
}

export function verifyTenant(state: TenantState): Promise<AuditReport> {
  return verifyChains({
    rows: () => allRows(state).sort((a, b) => byText(a.subject, b.subject) || a.seq - b.seq),
    heads: () =>
      [...state.bookings].map(([id, booking]) => ({
        subject: `booking/${id}`,
        hash: booking.auditHead,
        booking: booking.id === id ? booking : undefined,
      })),
    seals: () => state.seals,
    sealedHashes: (seal) => [...state.sealed.values()].filter((s) => s.seal === seal).map((s) => s.hash),
    lost: () =>
      [...state.sealed.values()].filter((s) => state.audit.get(s.subject)?.get(s.seq)?.hash !== s.hash),
  });
}
