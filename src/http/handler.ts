/** The fetch-standard handler: a `Request` in, a `Response` out. */
import { type Context, Hono } from 'hono';
import { BianminError, type ProblemCode } from '../problem.js';
import type { UtcMs } from '../time/index.js';
import { addressOf, type RequestInfo } from './address.js';
import { type AuthOptions, createStaffCheck } from './auth.js';
import { jsonResponse } from './cache.js';
import { channelFault, type PublicChannel } from './channels.js';
import { type CorsOptions, dress, preflight } from './headers.js';
import { createRateLimits, type LimitOptions } from './limits.js';
import { factsOf, type Log } from './log.js';
import { openApi } from './openapi.js';
import { problemResponse } from './problems.js';
import { type Route, routes } from './routes/index.js';
import { type House, serve } from './serve.js';
import { findTenant, type Tenants, tenantPrefix } from './tenants.js';

/** How the API is mounted. Only `tenants` is required. */
export interface HandlerOptions {
  readonly tenants: Tenants;
  /** Without it staff operations answer 401. */
  readonly auth?: AuthOptions;
  readonly limits?: LimitOptions;
  /** Without it no other origin may call. */
  readonly cors?: CorsOptions;
  /**
   * Channels anybody may book through; a request that names another is refused (403), for each has a quota of its own.
   * The first stands for requests that name none. Default `['web']`: name more only where something in front, such as
   * a gateway of the app or the kiosks' network, keeps the others out.
   */
  readonly publicChannels?: readonly PublicChannel[];
  /** Path before `/v1`, e.g. `/api`. Default none. */
  readonly basePath?: string;
  /** Own proxies in front whose `X-Forwarded-For` entries are believed. Default 0: the header is ignored. */
  readonly proxyHops?: number;
  /** UTC milliseconds, for token life and rates. Default: the system's clock. */
  readonly clock?: () => UtcMs;
  /** Default: silence. */
  readonly log?: Log;
  /** Opaque ids of errors. Default: random UUIDs. */
  readonly newId?: () => string;
  /** Asked by `/healthz`: `false` or a throw answers 503. */
  readonly ready?: () => boolean | Promise<boolean>;
}

/** Mount it anywhere; `info.address` (the connection's other end) switches on limits per address. */
export type Handler = (request: Request, info?: RequestInfo) => Promise<Response>;

type Env = { Bindings: { readonly info: RequestInfo; routed: string } };

const plainProblem = (code: ProblemCode, message: string, headers?: Record<string, string>) =>
  problemResponse({ code, message }, { headers });

function checkOptions({ tenants, auth, basePath = '', cors, publicChannels }: HandlerOptions): string {
  const stop = (field: string, rule: string): never => {
    throw new BianminError({ code: 'bad_input', field, message: `${field}: ${rule}.` });
  };
  if (auth && tenants.by !== 'single' && !auth.tenantClaim) {
    stop('auth.tenantClaim', 'is required with several tenants, or staff of one could act in another');
  }
  if (cors?.origins.some((o) => !/^https?:\/\/[^/*]+$/.test(o)))
    stop('cors.origins', 'must be exact origins such as https://portal.example');
  const channels = channelFault(publicChannels);
  if (channels) stop('publicChannels', channels);
  const base = basePath.replace(/\/+$/, '');
  if (base && !/^(?:\/[A-Za-z0-9._~-]+)+$/.test(base))
    stop('basePath', 'must begin with / and hold plain segments');
  return base;
}

/** Everything the table of routes becomes. */
function mount(hono: Hono<Env>, options: HandlerOptions, house: House, base: string): void {
  const { tenants } = options;
  const prefix = base + tenantPrefix(tenants);
  const unknown = () => plainProblem('not_found', 'There is nothing at this address.');
  const within = (
    id: string,
    go: (
      c: Context<Env>,
      app: NonNullable<Awaited<ReturnType<typeof findTenant>>>,
      url: URL,
    ) => Promise<Response>,
  ) => {
    return async (c: Context<Env>) => {
      c.env.routed = id;
      const url = new URL(c.req.url);
      const app = await findTenant(tenants, url, c.req.param('tenant'));
      return app ? go(c, app, url) : unknown();
    };
  };
  const allow = new Map<string, string[]>();
  const add = (method: Route['method'], path: string, go: (c: Context<Env>) => Promise<Response>) => {
    hono.on(method, path, go);
    allow.set(path, [...(allow.get(path) ?? []), ...(method === 'GET' ? ['GET', 'HEAD'] : [method])]);
  };
  for (const route of routes) {
    add(
      route.method,
      prefix + route.path,
      within(route.id, (c, app, url) => {
        const { tenant: _, ...params } = c.req.param() as Record<string, string>;
        const address = addressOf(c.req.raw, c.env.info, options.proxyHops ?? 0);
        return serve(house, route, { request: c.req.raw, url, params, app, address });
      }),
    );
  }
  add(
    'GET',
    `${prefix}/openapi.json`,
    within('openapi', async (c, app) => {
      const server = base + (tenants.by === 'path' ? `/t/${app.tenant}` : '');
      return jsonResponse(openApi(server || '/'), 'document', c.req.raw);
    }),
  );
  add('GET', `${base}/healthz`, async (c) => {
    c.env.routed = 'healthz';
    const up = (await options.ready?.()) ?? true;
    return up ? jsonResponse({ status: 'ok' }, 'none', c.req.raw) : plainProblem('store_busy', 'Not ready.');
  });
  for (const [path, methods] of allow) {
    hono.all(path, () =>
      plainProblem('method_not_allowed', `Allowed here: ${methods.join(', ')}.`, {
        allow: methods.join(', '),
      }),
    );
  }
  hono.notFound(unknown);
}

/**
 * Makes the handler. It never rejects: whatever goes wrong inside is a problem document with an opaque id.
 * Throws `BianminError` for settings that would be unsafe.
 */
export function createHandler(options: HandlerOptions): Handler {
  const base = checkOptions(options);
  const { limits = {}, cors, log = () => undefined } = options;
  const clock = options.clock ?? (() => Date.now());
  const newId = options.newId ?? (() => crypto.randomUUID());
  const report = (what: unknown, route: string, tenant: string) => {
    const id = `urn:uuid:${newId()}`;
    log({ event: 'error', id, route, tenant, ...factsOf(what) });
    return id;
  };
  const house: House = {
    limits,
    rates: createRateLimits(limits, clock),
    publicChannels: options.publicChannels ?? ['web'],
    clock,
    report,
    ...(options.auth && { checkStaff: createStaffCheck(options.auth, clock) }),
  };
  const hono = new Hono<Env>();
  mount(hono, options, house, base);
  hono.onError((error) =>
    problemResponse({ code: 'internal', message: '' }, { instance: report(error, 'none', '') }),
  );

  return async (request, info = {}) => {
    const started = clock();
    const env = { info, routed: 'none' };
    const response = preflight(request, cors) ?? (await hono.fetch(request, env));
    log({
      event: 'request',
      method: request.method,
      route: env.routed,
      status: response.status,
      ms: clock() - started,
    });
    return dress(response, request, cors);
  };
}
