/** A Node server around the fetch handler: address of the caller, static pages, clean end. */
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import type { Handler } from '../http/index.js';
import { BianminError } from '../problem.js';
import { type Mount, PAGE_HEADERS, staticFile } from './static-files.js';

export interface ServerOptions {
  /** Answers everything under `/api` and `/healthz`. */
  readonly handler: Handler;
  readonly mounts: readonly Mount[];
  readonly pages: ReadonlyMap<string, { readonly type: string; readonly text: string }>;
  readonly host: string;
  readonly port: number;
}

export interface RunningServer {
  /** `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Ends when answers under way are given, or after ten seconds. */
  close(): Promise<void>;
}

const LAST_WAIT_MS = 10_000;

/** Listens; a port in use is a plain message (exit code 3). */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, port } = options;
  const server = createAdaptorServer({
    fetch: (request: Request, env: unknown) =>
      answer(options, request, (env as HttpBindings).incoming?.socket?.remoteAddress),
    serverOptions: { requestTimeout: 30_000, headersTimeout: 15_000 },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portFault(error, host, port)));
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name === '0.0.0.0' || name === '[::]' ? 'localhost' : name}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        const closing = server as unknown as { closeIdleConnections?(): void; closeAllConnections?(): void };
        const last = setTimeout(() => closing.closeAllConnections?.(), LAST_WAIT_MS);
        server.close(() => {
          clearTimeout(last);
          resolve();
        });
        closing.closeIdleConnections?.();
      }),
  };
}

function portFault(error: NodeJS.ErrnoException, host: string, port: number): BianminError {
  const why =
    error.code === 'EADDRINUSE'
      ? `Port ${port} is in use. Choose another with --port, or --port 0 for any free one.`
      : error.code === 'EACCES'
        ? `Port ${port} is not allowed for this user. Choose one above 1024 with --port.`
        : `Cannot listen on ${host}:${port} (${error.code}).`;
  return new BianminError({ code: 'store_busy', message: why }, { cause: error });
}

async function answer(
  options: ServerOptions,
  request: Request,
  address: string | undefined,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/healthz' || pathname === '/api' || pathname.startsWith('/api/'))
    return options.handler(
      pathname === '/healthz' ? new Request(new URL('/api/healthz', request.url)) : request,
      address ? { address } : {},
    );
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return new Response('Only GET here.\n', {
      status: 405,
      headers: { ...PAGE_HEADERS, allow: 'GET, HEAD' },
    });
  const page = options.pages.get(pathname);
  if (page)
    return new Response(request.method === 'HEAD' ? null : page.text, {
      headers: { ...PAGE_HEADERS, 'content-type': page.type },
    });
  const file = await staticFile(options.mounts, request, pathname);
  return (
    file ??
    new Response('There is nothing at this address.\n', {
      status: 404,
      headers: { ...PAGE_HEADERS, 'content-type': 'text/plain; charset=utf-8' },
    })
  );
}
