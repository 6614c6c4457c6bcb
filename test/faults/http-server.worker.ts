/**
 * One server process: the real handler over PostgreSQL behind `node:http`, on a free port of 127.0.0.1.
 * Forked with the database's URL; tells `{ port }` when it listens.
 */
import { serve } from '@hono/node-server';
import { createApp } from '../../src/app/index.js';
import { createVault, singleKeyRing } from '../../src/booking/index.js';
import { createHandler } from '../../src/http/index.js';
import { createPostgresStore } from '../../src/store/postgres/index.js';
import { rushCentre } from '../support/rush-centre.js';

const [url = '', connections = '10'] = process.argv.slice(2);
const store = await createPostgresStore({ url, connections: Number(connections) });
await store.migrate();
const random = { bytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)) };
const ring = singleKeyRing({ id: 'test', secret: new Uint8Array(32).fill(7) });
const app = createApp({
  centre: rushCentre,
  store,
  random,
  vault: createVault({ tenant: rushCentre.tenant, ring, random, subtle: crypto.subtle }),
});
const many = { burst: 1e9, perMinute: 1e9 };
const handler = createHandler({
  tenants: { by: 'single', app },
  // All clients of a test share one address; the limits per person stay.
  limits: { rates: { address: many, writes: many, guess: many } },
  log: (entry) => {
    if (entry.event === 'error') console.error(JSON.stringify(entry));
  },
});
type Bindings = { incoming: { socket: { remoteAddress?: string } } };
const fetch = (request: Request, env: unknown) =>
  handler(request, { address: (env as Bindings).incoming.socket.remoteAddress });
serve({ fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => process.send?.({ port }));
process.once('disconnect', () => process.exit(0));
