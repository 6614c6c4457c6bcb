import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import type { Store } from '../../src/store/index.js';
import { createPostgresStore } from '../../src/store/postgres/index.js';
import { type PostgresServer, type TestDatabase, usePostgres } from '../support/postgres.js';
import { spoilBySql } from '../support/sql.js';
import { storeContract } from './store.contract.js';

let server: PostgresServer;
let database: TestDatabase;
let store: Store;
let pool: pg.Pool;

beforeAll(async () => {
  server = await usePostgres();
  database = await server.database();
  store = await createPostgresStore({ url: database.url });
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
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
  spoil: (tenant, act) => spoilBySql((sql, values) => pool.query(sql, values), tenant, act),
}));
