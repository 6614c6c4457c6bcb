import type pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import type { Store } from '../../src/store/index.js';
import { createPostgresStore } from '../../src/store/postgres/index.js';
import { type PostgresServer, poolOf, type TestDatabase, usePostgres } from '../support/postgres.js';
import { spoilBySql } from '../support/sql.js';
import { modelled } from './model.js';
import { storeContract } from './store.contract.js';
import { upgrading } from './upgrading.js';

let server: PostgresServer;
let database: TestDatabase;
let store: Store;
let pool: pg.Pool;

beforeAll(async () => {
  server = await usePostgres();
  database = await server.database();
  store = await createPostgresStore({ url: database.url });
  pool = poolOf(database.url);
  await store.migrate();
});

afterAll(async () => {
  await store?.close();
  await pool?.end();
  await database?.drop();
  await server?.stop();
});

storeContract('postgres', () => ({
  store,
  columns: true,
  spoil: (tenant, act) => spoilBySql((sql, values) => pool.query(sql, values), tenant, act),
}));

modelled('postgres', () => store, 50);

upgrading('postgres', async (count) => {
  const place = await server.database();
  const stores = await Promise.all(
    Array.from({ length: count }, () => createPostgresStore({ url: place.url })),
  );
  const own = poolOf(place.url);
  return {
    stores,
    execute: (sql) => own.query(sql),
    close: async () => {
      for (const each of stores) await each.close();
      await own.end();
      await place.drop();
    },
  };
});
