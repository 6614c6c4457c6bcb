import { afterAll, beforeAll } from 'vitest';
import { createPgliteStore, type PgliteStore } from '../../src/store/pglite/index.js';
import { spoilBySql } from '../support/sql.js';
import { storeContract } from './store.contract.js';

let store: PgliteStore;

beforeAll(async () => {
  store = await createPgliteStore({ memory: true });
  await store.migrate();
});

afterAll(() => store?.close());

storeContract('pglite', () => ({
  store,
  spoil: (tenant, act) => spoilBySql((sql, values) => store.database.query(sql, values), tenant, act),
}));
