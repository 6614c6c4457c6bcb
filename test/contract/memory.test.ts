import type { Booking } from '../../src/booking/index.js';
import { createMemoryStore } from '../../src/store/memory/index.js';
import { type Spoil, storeContract } from './store.contract.js';

const store = createMemoryStore({ clock: () => Date.now() });

async function spoil(tenant: string, act: Spoil): Promise<void> {
  const state = store.tenants.get(tenant);
  if (!state) throw new Error('no such tenant');
  if (act.kind === 'delete seal') {
    state.seals.splice(act.seq - 1, 1);
    return;
  }
  if (act.kind === 'edit columns') throw new Error('there are no columns');
  if (act.kind === 'delete booking' || act.kind === 'edit booking') {
    const old = state.bookings.get(act.id) as Booking;
    state.bookings.delete(act.id);
    if (act.kind === 'edit booking') state.bookings.set(act.id, { ...old, ...act.row });
    return;
  }
  const place = act.kind === 'insert' ? act.row : act;
  const rows = state.audit.get(place.subject) ?? new Map();
  state.audit.set(place.subject, rows);
  const old = rows.get(place.seq);
  if (act.kind !== 'insert') rows.delete(place.seq);
  if (act.kind === 'insert') rows.set(place.seq, act.row);
  if (act.kind === 'change') rows.set(act.row.seq ?? place.seq, { ...old, ...act.row });
}

storeContract('memory', () => ({ store, spoil, columns: false }));
