/** Turns what a transport brought into a `Result`. */
import type { Fault, Problem, ProblemCode, Result } from '../problem.js';
import type { TransportResponse } from './types.js';

/** For answers that are no problem document (a gateway's own page). */
const byStatus: Readonly<Record<number, ProblemCode>> = {
  401: 'unauthorised',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  429: 'rate_limited',
  502: 'store_busy',
  503: 'store_busy',
  504: 'store_busy',
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parsed = (body: unknown): unknown => {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** Seconds of a `Retry-After` header in its seconds form; HTTP dates are not used by the handler. */
export const retryAfter = (response: TransportResponse): number | undefined => {
  const seconds = Number(response.headers?.['retry-after'] ?? Number.NaN);
  return seconds >= 0 ? seconds : undefined;
};

function toProblem(response: TransportResponse, body: unknown): Problem {
  const { status } = response;
  const wait = retryAfter(response);
  const document = isObject(body) ? body : {};
  const fallback = byStatus[status] ?? (status >= 500 ? 'internal' : 'bad_input');
  return {
    // A newer server may know more codes than this client; they are handed on as they are.
    code: typeof document['code'] === 'string' ? (document['code'] as ProblemCode) : fallback,
    message: typeof document['detail'] === 'string' ? document['detail'] : `The server answered ${status}.`,
    ...(typeof document['field'] === 'string' && { field: document['field'] }),
    ...(Array.isArray(document['faults']) && { faults: document['faults'] as Fault[] }),
    data: {
      status,
      ...(wait !== undefined && { retryAfter: wait }),
      ...(isObject(document['data']) && document['data']),
    },
  };
}

/**
 * Success: the parsed JSON (or the text, with `as: 'text'`). Refusal: the problem document as a `Problem`,
 * whose `data` also holds `status` and, when told, `retryAfter` in seconds.
 */
export function toResult<T>(response: TransportResponse, as: 'json' | 'text'): Result<T> {
  const good = response.status >= 200 && response.status < 300;
  if (good && as === 'text' && typeof response.body === 'string')
    return { ok: true, value: response.body as T };
  const body = parsed(response.body);
  if (!good) return { ok: false, problem: toProblem(response, body) };
  if (isObject(body)) return { ok: true, value: body as T };
  return {
    ok: false,
    problem: {
      code: 'bad_answer',
      message: 'The answer could not be understood.',
      data: { status: response.status },
    },
  };
}
