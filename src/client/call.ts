/** One logical call: attempts, pauses, time limit, abort. */
import type { Problem, Result } from '../problem.js';
import { retryAfter, toResult } from './answers.js';
import { fetchTransport } from './transport.js';
import type { CallOptions, ClientOptions, TransportRequest } from './types.js';

/** What a method asks for. `write`: changes something, so it carries an idempotency key. */
export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly write?: boolean;
  readonly as?: 'json' | 'text';
}

/** Makes calls with the client's settings. */
export interface Caller {
  <T>(call: Call, options?: CallOptions): Promise<Result<T>>;
  newKey(): string;
}

interface Attempt {
  readonly result: Result<never> | Result<unknown>;
  /** Asking again is safe and may help. */
  readonly again: boolean;
  /** Seconds the server asked to wait. */
  readonly wait?: number;
}

const refuse = (code: Problem['code'], message: string): Result<never> => ({
  ok: false,
  problem: { code, message },
});
const aborted = () => refuse('aborted', 'The call was given up.');

const defaultSleep = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });

const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Resolves to `onStop` when the signal aborts first; a transport that ignores signals cannot hold us. */
const orStopped = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });

/** Statuses after which the same request may be sent again: it was not done, or its key makes a repeat harmless. */
const mayPass = (status: number) => status === 429 || status === 502 || status === 503 || status === 504;

/** Prepares the calls of one client. Every call here is repeatable: a read, or a write with a key. */
export function createCaller(options: ClientOptions): Caller {
  const transport = options.transport ?? fetchTransport(options.baseUrl);
  const { attempts = 3, baseMs = 300, maxWaitMs = 5000 } = options.retry ?? {};
  const timeoutMs = options.timeoutMs ?? 15_000;
  const random = options.random ?? ((n: number) => crypto.getRandomValues(new Uint8Array(n)));
  const sleep = options.sleep ?? defaultSleep;
  const newKey = () => base64url(random(16));

  async function attempt(
    request: TransportRequest,
    as: 'json' | 'text',
    outer?: AbortSignal,
  ): Promise<Attempt> {
    const inner = new AbortController();
    const stop = () => inner.abort();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      stop();
    }, timeoutMs);
    outer?.addEventListener('abort', stop);
    try {
      const token = await options.bearer?.();
      const headers = token ? { ...request.headers, authorization: `Bearer ${token}` } : request.headers;
      const response = await orStopped(
        transport({ ...request, headers, signal: inner.signal }),
        inner.signal,
      );
      const result = toResult<unknown>(response, as);
      const inFlight = !result.ok && result.problem.code === 'idempotency_in_flight';
      return { result, again: mayPass(response.status) || inFlight, wait: retryAfter(response) };
    } catch {
      if (outer?.aborted) return { result: aborted(), again: false };
      if (late) return { result: refuse('timed_out', 'No answer came in time.'), again: true };
      return { result: refuse('offline', 'The server could not be reached.'), again: true };
    } finally {
      clearTimeout(timer);
      outer?.removeEventListener('abort', stop);
    }
  }

  /** Doubling pauses with jitter, never shorter than what the server asked for. Milliseconds. */
  const pause = (nth: number, wait = 0) => {
    const jitter = 0.5 + (random(1)[0] ?? 0) / 510;
    return Math.max(wait * 1000, Math.min(maxWaitMs, baseMs * 2 ** (nth - 1)) * jitter);
  };

  async function call<T>(
    call: Call,
    { signal, idempotencyKey, fresh }: CallOptions = {},
  ): Promise<Result<T>> {
    const request: TransportRequest = {
      method: call.method,
      path: call.path,
      ...(call.query && { query: call.query }),
      ...(call.body !== undefined && { body: call.body }),
      ...(fresh && { fresh }),
      headers: {
        accept:
          call.as === 'text'
            ? 'text/calendar, application/problem+json'
            : 'application/json, application/problem+json',
        ...(options.language && { 'accept-language': options.language }),
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
        ...(call.write && { 'idempotency-key': idempotencyKey ?? newKey() }),
      },
    };
    for (let nth = 1; ; nth++) {
      if (signal?.aborted) return aborted();
      const done = await attempt(request, call.as ?? 'json', signal);
      const ms = done.again && nth < attempts ? pause(nth, done.wait) : Number.POSITIVE_INFINITY;
      if (done.result.ok || ms > maxWaitMs) return done.result as Result<T>;
      await sleep(ms, signal);
    }
  }
  return Object.assign(call, { newKey });
}
