/** The citizen's client. */
import { createCaller } from './call.js';
import type { CallOptions, Client, ClientOptions } from './types.js';

/** Leaves out what is not set; lists are joined by commas, as the wire wants them. */
export const toQuery = (query: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, Array.isArray(value) ? value.join(',') : String(value)]),
  );

/**
 * Makes a client. Methods never reject: refusals, no network (`offline`), the time limit (`timed_out`) and
 * the caller's own abort (`aborted`) are `Result` values. Writes carry one idempotency key a logical call, so
 * retries after a lost answer are harmless.
 */
export function createClient(options: ClientOptions): Client {
  const call = createCaller(options);
  const about = (service: string, what: string) => `/v1/services/${encodeURIComponent(service)}/${what}`;
  const read = (path: string, query: object = {}) => ({
    method: 'GET' as const,
    path,
    query: toQuery(query),
  });
  const write =
    <B, T>(path: string) =>
    (body: B, o?: CallOptions) =>
      call<T>({ method: 'POST', path: `/v1/${path}`, body, write: true }, o);

  return {
    centre: (o) => call(read('/v1/centre'), o),
    slots: (service, query, o) => call(read(about(service, 'slots'), query), o),
    days: (service, query, o) => call(read(about(service, 'days'), query), o),
    why: (service, query, o) => call(read(about(service, 'why'), query), o),
    hold: write('holds'),
    extendHold: write('holds/extend'),
    releaseHold: write('holds/release'),
    confirm: write('bookings/confirm'),
    view: (proof, o) => call({ method: 'POST', path: '/v1/bookings/view', body: { proof } }, o),
    ics: (proof, o) => call({ method: 'POST', path: '/v1/bookings/ics', body: { proof }, as: 'text' }, o),
    move: write('bookings/move'),
    cancel: write('bookings/cancel'),
    newKey: call.newKey,
  };
}
