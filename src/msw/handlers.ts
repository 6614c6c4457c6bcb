/** MSW request handlers that run the real fetch handler: a portal developer needs no backend. */
import { type HttpHandler, http } from 'msw';
import { type App, createApp } from '../app/index.js';
import { createVault, singleKeyRing } from '../booking/index.js';
import type { Centre } from '../catalog/index.js';
import { createHandler, type HandlerOptions } from '../http/index.js';
import { createMemoryStore } from '../store/memory/index.js';
import { chinaHolidays, type HolidayProvider, noHolidays } from '../time/index.js';

/** What the handlers stand on: an application of one's own, or a centre over a fresh memory store. */
export type MockBackend =
  | { readonly app: App }
  | {
      /** A checked centre, e.g. `must(readCentre(text, { format: 'yaml' })).centre`. */
      readonly centre: Centre;
      /** Default: China's shipped table where the centre names `CN`, else none. */
      readonly holidays?: HolidayProvider;
    };

/** `basePath`: the path of the client's `baseUrl`, e.g. `/api`. */
export type MockOptions = MockBackend &
  Omit<HandlerOptions, 'tenants' | 'basePath'> & {
    readonly basePath?: string;
    /** Only this origin, e.g. `https://booking.example`; default: the path on any origin. */
    readonly origin?: string;
  };

/**
 * An application over a memory store. `clock` (UTC ms) is also the store's clock. Its key is random: nothing
 * outlives the page or the process.
 */
export function mockApp(centre: Centre, clock: () => number, holidays?: HolidayProvider): App {
  const random = { bytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)) };
  const ring = singleKeyRing({ id: 'mock', secret: random.bytes(32) });
  const table = holidays ?? (centre.holidays?.country === 'CN' ? chinaHolidays() : noHolidays);
  return createApp({
    centre,
    store: createMemoryStore({ clock }),
    vault: createVault({ tenant: centre.tenant, ring, random, subtle: crypto.subtle }),
    random,
    holidayProvider: table,
  });
}

/**
 * Handlers for `setupWorker` (browser) and `setupServer` (Node). Bookings last as long as the handlers. There are
 * no rate limits unless `limits` says so, and all channels are open unless `publicChannels` says so. Everything of the API below `basePath` is answered, unknown addresses
 * with the real 404.
 */
export function bianminHandlers(options: MockOptions): HttpHandler[] {
  const { basePath = '', origin = '*', clock = () => Date.now(), ...rest } = options;
  const app = 'app' in options ? options.app : mockApp(options.centre, clock, options.holidays);
  const base = basePath.replace(/\/+$/, '');
  const handle = createHandler({
    limits: { rates: false },
    publicChannels: ['web', 'app', 'kiosk'],
    ...rest,
    clock,
    basePath: base,
    tenants: { by: 'single', app },
  });
  const answer = ({ request }: { request: Request }) => handle(request);
  return ['/v1/*', '/openapi.json', '/healthz'].map((path) => http.all(`${origin}${base}${path}`, answer));
}
