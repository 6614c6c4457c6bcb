/** A portal of one page for browser tests: strict CSP, the widget bundle, the API, and a record of what went wrong. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The policy the widgets must live under (DESIGN, Widgets). */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

const STYLE = `body{margin:0;padding:16px;font:16px/1.5 system-ui,sans-serif;background:#f3f5f6}
main{max-width:1200px;margin:auto}html[data-dark]{background:#0b1012}html[data-dark] body{background:#0b1012;color:#eee}
.side{display:grid;grid-template-columns:1fr 340px;gap:24px}.pair{display:grid;gap:24px}
.brand{--bm-accent:#ffb300;--bm-surface:#fffaf0}.night{--bm-accent:#1a237e;--bm-surface:#1b1424}`;

let bundled: Promise<string> | undefined;
const bundle = () => {
  bundled ??= bundleWidgets();
  return bundled;
};

/**
 * All widgets as one module, built in memory as a portal's bundler would. `BM_BUNDLE=dist/embed/bianmin.js` takes the
 * built file instead, to try what is shipped.
 */
async function bundleWidgets(): Promise<string> {
  const shipped = process.env['BM_BUNDLE'];
  if (shipped) return readFile(shipped, 'utf8');
  const entry = fileURLToPath(new URL('../../widgets/index.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, target: 'es2022', lib: { entry, formats: ['es'], fileName: 'widgets' } },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('vite gave no bundle');
  return output.output[0].code;
}

export interface Site {
  readonly url: string;
  /** Requests to the API so far, as "METHOD path". */
  readonly calls: string[];
  close(): Promise<void>;
}

/** Serves `/?body=…` pages: the body is given per path by `pages`. API under `/api`. Listens on a free port. */
export async function openSite(
  handler: (request: Request) => Promise<Response>,
  pages: Readonly<Record<string, { readonly lang: string; readonly body: string; readonly dark?: boolean }>>,
): Promise<Site> {
  const script = await bundle();
  const calls: string[] = [];
  const server = createServer(async (req, res) => {
    const url = new URL(req.url ?? '/', 'http://localhost');
    const send = (type: string, body: string, status = 200) => {
      res.writeHead(status, {
        'content-type': `${type}; charset=utf-8`,
        'content-security-policy': CSP,
        'cache-control': 'no-store',
      });
      res.end(body);
    };
    if (url.pathname.startsWith('/api/')) {
      calls.push(`${req.method} ${url.pathname}`);
      const answer = await handler(await toRequest(req, url));
      res.writeHead(answer.status, Object.fromEntries(answer.headers));
      res.end(Buffer.from(await answer.arrayBuffer()));
    } else if (url.pathname === '/widgets.js') send('text/javascript', script);
    else if (url.pathname === '/site.css') send('text/css', STYLE);
    else if (url.pathname === '/favicon.ico')
      send('image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    else {
      const page = pages[url.pathname];
      if (page) send('text/html', document(page));
      else send('text/plain', 'no such page', 404);
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
  };
}

const document = ({
  lang,
  body,
  dark,
}: {
  readonly lang: string;
  readonly body: string;
  readonly dark?: boolean;
}) =>
  `<!doctype html><html lang="${lang}"${dark ? ' data-dark' : ''}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>bianmin</title><link rel="stylesheet" href="/site.css"><script type="module" src="/widgets.js"></script></head><body><main><h1>便民</h1>${body}</main></body></html>`;

async function toRequest(req: IncomingMessage, url: URL): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return new Request(url, {
    method: req.method ?? 'GET',
    headers: Object.entries(req.headers).map(([k, v]) => [k, String(v)] as [string, string]),
    body: chunks.length > 0 ? Buffer.concat(chunks) : null,
  });
}
