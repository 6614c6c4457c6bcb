/** The real thing for browser tests: the demo centre, the memory store, the use cases and the HTTP handler. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createApp } from '../../src/app/index.js';
import { createVault, singleKeyRing } from '../../src/booking/index.js';
import { type Centre, readCentre } from '../../src/catalog/index.js';
import { createHandler } from '../../src/http/index.js';
import { createMemoryStore } from '../../src/store/memory/index.js';
import { seeded, shanghai } from './clinic.js';

const FILE = fileURLToPath(new URL('../../examples/portal/centre.yaml', import.meta.url));

export function demoCentre(): Centre {
  const read = readCentre(readFileSync(FILE, 'utf8'), { format: 'yaml' });
  if (!read.ok) throw new Error(JSON.stringify(read));
  return read.value.centre;
}

export interface PortalOptions {
  /** Wall time in Shanghai at which the clock starts; it runs on from there. */
  readonly now?: string;
  /** Changes the demo centre. */
  readonly change?: (centre: Centre) => Centre;
}

/** `clock.skip` moves the office's clock on, in milliseconds. */
export function openPortal({ now = '2026-09-18T08:30', change = (c) => c }: PortalOptions = {}) {
  const started = performance.now();
  const clock = { skip: 0, now: () => Math.round(shanghai(now) + performance.now() - started + clock.skip) };
  const store = createMemoryStore({ clock: clock.now });
  const random = seeded(7);
  const ring = singleKeyRing({ id: 'k1', secret: new Uint8Array(32).fill(7) });
  const centre = change(demoCentre());
  const vault = createVault({ tenant: centre.tenant, ring, random, subtle: globalThis.crypto.subtle });
  const app = createApp({ centre, store, vault, random });
  const handler = createHandler({
    tenants: { by: 'single', app },
    basePath: '/api',
    limits: { rates: false },
    clock: clock.now,
  });
  return { app, store, clock, handler };
}
