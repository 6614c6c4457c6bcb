/** Calls a handler with no server, the way `fetch` would. */

import type { LogEntry } from '../../src/http/index.js';
import { createHandler, type Handler, type HandlerOptions } from '../../src/http/index.js';
import { type FakeApp, fakeApp } from './fake-app.js';

export const origin = 'http://centre.example';
export const key = 'test-key-0123456789';

export interface Rig {
  readonly app: FakeApp;
  readonly handler: Handler;
  readonly log: LogEntry[];
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** A handler over the fake app; `now` in UTC ms may be moved by the test. */
export function rig(
  options: Partial<HandlerOptions> = {},
  time: { now: number } = { now: Date.parse('2026-09-18T01:00:00Z') },
): Rig {
  const app = fakeApp();
  const log: LogEntry[] = [];
  let ids = 0;
  const handler = createHandler({
    tenants: { by: 'single', app },
    clock: () => time.now,
    log: (entry) => log.push(entry),
    newId: () => `id-${++ids}`,
    ...options,
  });
  const info = { address: '203.0.113.9' };
  return {
    app,
    handler,
    log,
    get: (path, headers = {}) => handler(new Request(origin + path, { headers }), info),
    post: (path, body, headers = {}) =>
      handler(
        new Request(origin + path, {
          method: 'POST',
          body: typeof body === 'string' ? body : JSON.stringify(body),
          headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers },
        }),
        info,
      ),
  };
}

/** The problem document of a refusal. */
export async function problemOf(
  response: Response,
): Promise<Record<string, unknown> & { code: string; status: number }> {
  if (response.headers.get('content-type') !== 'application/problem+json') {
    throw new Error(`no problem document: ${response.status} ${await response.text()}`);
  }
  return (await response.json()) as never;
}
