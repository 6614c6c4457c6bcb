/** Static files under a strict content security policy. Nothing outside the given folders is ever read. */
import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** The policy that pages with our widgets can live under: no inline script or style, no other origin. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

/** Headers of every page and file. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': PAGE_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cache-control': 'no-cache',
};

/** A folder served under a path prefix that ends in `/`. */
export interface Mount {
  readonly prefix: string;
  readonly folder: string;
}

/** The file a URL path names, or undefined: there is none, or it is none of ours. The longest prefix wins. */
export async function staticFile(
  mounts: readonly Mount[],
  request: Request,
  path: string,
): Promise<Response | undefined> {
  const parts = safeParts(path);
  const mount = [...mounts]
    .sort((a, b) => b.prefix.length - a.prefix.length)
    .find((m) => path.startsWith(m.prefix));
  if (!parts || !mount) return undefined;
  const inside = parts.slice(mount.prefix.split('/').length - 2);
  const wanted = join(mount.folder, ...inside, path.endsWith('/') ? 'index.html' : '');
  const type = TYPES[extname(wanted).toLowerCase()];
  if (!type) return undefined;
  try {
    const [root, real] = await Promise.all([realpath(mount.folder), realpath(wanted)]);
    const facts = await stat(real);
    if (!real.startsWith(root + sep) || !facts.isFile()) return undefined;
    const etag = `W/"${facts.size.toString(36)}-${Math.floor(facts.mtimeMs).toString(36)}"`;
    const headers = { ...PAGE_HEADERS, 'content-type': type, etag };
    if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
    const body = request.method === 'HEAD' ? null : new Uint8Array(await readFile(real));
    return new Response(body, { status: 200, headers: { ...headers, 'content-length': String(facts.size) } });
  } catch {
    return undefined;
  }
}

/** Decoded path segments; undefined when any of them is a way out, hidden, or not plain. */
function safeParts(path: string): readonly string[] | undefined {
  try {
    const parts = path.split('/').filter(Boolean).map(decodeURIComponent);
    return parts.every((p) => /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,100}$/.test(p)) ? parts : undefined;
  } catch {
    return undefined;
  }
}
