/** MSW request handlers that run the real fetch handler: a portal developer needs no backend. */
import { type HttpHandler, http } from 'msw';
import type { App } from '../app/index.js';
import { createHandler, type HandlerOptions } from '../http/index.js';

/** `basePath`: what the page's client has as the path of its `baseUrl`, e.g. `/api`. */
export interface AppHandlersOptions extends Omit<HandlerOptions, 'tenants' | 'basePath'> {
  readonly app: App;
  readonly basePath?: string;
  /** Only this origin, e.g. `https://booking.example`; default: the path on any origin. */
  readonly origin?: string;
}

/**
 * Handlers for `setupWorker` (browser) and `setupServer` (Node). There are no rate limits unless `limits` says so.
 * Everything below `basePath` is answered, unknown addresses with the real 404.
 */
export function handlersOf(options: AppHandlersOptions): HttpHandler[] {
  const { app, basePath = '', origin = '*', ...rest } = options;
  const base = basePath.replace(/\/+$/, '');
  const handle = createHandler({
    limits: { rates: false },
    ...rest,
    basePath: base,
    tenants: { by: 'single', app },
  });
  const answer = ({ request }: { request: Request }) => handle(request);
  return ['/v1/*', '/openapi.json', '/healthz'].map((path) => http.all(`${origin}${base}${path}`, answer));
}
