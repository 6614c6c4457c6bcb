/** Headers every answer carries, and CORS. */

/** No page may run, frame or sniff an answer of the API. */
const always: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

/** Other origins whose pages may call. Exact origins, e.g. `https://portal.example`; closed when absent. */
export interface CorsOptions {
  readonly origins: readonly string[];
}

const allowedHeaders = 'authorization, content-type, idempotency-key, accept-language, if-none-match';

const originOf = (request: Request, cors: CorsOptions | undefined): string | undefined => {
  const origin = request.headers.get('origin');
  return origin && origin !== 'null' && cors?.origins.includes(origin) ? origin : undefined;
};

/** The answer with security and CORS headers added. */
export function dress(response: Response, request: Request, cors: CorsOptions | undefined): Response {
  const { headers } = response;
  for (const [name, value] of Object.entries(always)) headers.set(name, value);
  if (!cors) return response;
  headers.append('vary', 'Origin');
  const origin = originOf(request, cors);
  if (origin) {
    headers.set('access-control-allow-origin', origin);
    headers.set('access-control-expose-headers', 'etag, retry-after');
  }
  return response;
}

/** Answer to a preflight request of an allowed origin; undefined for anything else. */
export function preflight(request: Request, cors: CorsOptions | undefined): Response | undefined {
  const asks = request.method === 'OPTIONS' && request.headers.has('access-control-request-method');
  if (!asks || !originOf(request, cors)) return undefined;
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': allowedHeaders,
      'access-control-max-age': '600',
    },
  });
}
