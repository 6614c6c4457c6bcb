/** The default transport: `fetch` without cookies. */
import type { Transport } from './types.js';

/**
 * Carries requests by `fetch`. No cookies are sent (`credentials: 'omit'`), no referrer is told.
 * `fetcher` lets a server-side caller pass a handler or an agent of its own.
 */
export function fetchTransport(
  baseUrl: string,
  fetcher: typeof fetch = (input, init) => fetch(input, init),
): Transport {
  const base = baseUrl.replace(/\/+$/, '');
  return async (request) => {
    const search = new URLSearchParams(request.query).toString();
    const response = await fetcher(`${base}${request.path}${search && `?${search}`}`, {
      method: request.method,
      headers: request.headers,
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
      signal: request.signal,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: request.fresh ? 'no-cache' : 'default',
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  };
}
