import { afterAll, beforeAll } from 'vitest';
import { createPgliteStore, type PgliteStore } from '../../src/store/pglite/index.js';
import { spoilBySql } from '../support/sql.js';
import { modelled } from './model.js';
import { storeContract } from './store.contract.js';
import { upgrading } from './upgrading.js';

let store: PgliteStore;

beforeAll(async () => {
  store = await createPgliteStore({ memory: true });
  await store.migrate();
});

afterAll(() => store?.close());

storeContract('pglite', () => ({
  store,
  columns: true,
  spoil: (tenant, act) => spoilBySql((sql, values) => store.database.query(sql, values), tenant, act),
}));

modelled('pglite', () => store, 30);

upgrading('pglite', async (count) => {
  const own = await createPgliteStore({ memory: true });
  return {
    stores: Array.from({ length: count }, () => own),
    execute: (sql) => own.database.exec(sql),
    close: () => own.close(),
  };
});
