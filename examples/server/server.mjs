// Your own server around the fetch handler: node examples/server/server.mjs [PORT]
// The handler is `(Request) => Promise<Response>`, so Deno, Bun and service workers mount it the same way.
import { randomBytes, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { must } from 'bianmin';
import { createApp } from 'bianmin/app';
import { createVault, singleKeyRing } from 'bianmin/booking';
import { readCentre } from 'bianmin/catalog';
import { createHandler } from 'bianmin/http';
import { createMemoryStore } from 'bianmin/store/memory';

const text = readFileSync(new URL('../ten-lines/centre.yaml', import.meta.url), 'utf8');
const { centre } = must(readCentre(text, { format: 'yaml' }));
const random = { bytes: (count) => randomBytes(count) };
// A real server keeps its key: a new one each start cannot read what the last one sealed.
const ring = singleKeyRing({ id: 'demo', secret: randomBytes(32) });
const vault = createVault({ tenant: centre.tenant, ring, random, subtle: webcrypto.subtle });
const store = createMemoryStore({ clock: Date.now });
const app = createApp({ centre, store, vault, random });
const handler = createHandler({ tenants: { by: 'single', app } });

// The caller's address switches on the limits per address.
const fetch = (request, { incoming }) => handler(request, { address: incoming.socket.remoteAddress });
serve({ fetch, port: Number(process.argv[2] ?? 3000) }, ({ port }) =>
  console.log(`http://localhost:${port}/v1/centre`),
);
setInterval(() => app.tend().catch(console.error), 30_000).unref();
