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
  const place = act.kind === 'insert' ? act.row : act;
  const rows = state.audit.get(place.subject) ?? new Map();
  state.audit.set(place.subject, rows);
  const old = rows.get(place.seq);
  if (act.kind !== 'insert') rows.delete(place.seq);
  if (act.kind === 'insert') rows.set(place.seq, act.row);
  if (act.kind === 'change') rows.set(act.row.seq ?? place.seq, { ...old, ...act.row });
}

storeContract('memory', () => ({ store, spoil }));
