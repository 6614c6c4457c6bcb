/** What a client is: one method an operation of the API, each answering with a `Result`, never throwing. */
import type {
  BookingView,
  CancelRequest,
  CentreView,
  ConfirmAnswer,
  ConfirmRequest,
  DaysAnswer,
  HoldProof,
  HoldRequest,
  HoldView,
  MoveRequest,
  Proof,
  SlotsAnswer,
  SlotsQuery,
  WhyAnswer,
  WhyQuery,
} from '../app/wire/index.js';
import type { Result } from '../problem.js';

/** One HTTP exchange, described so that a portal's own gateway can carry it. */
export interface TransportRequest {
  readonly method: 'GET' | 'POST';
  /** Begins with `/v1/`; already percent-encoded. */
  readonly path: string;
  /** Plain values; the transport encodes them. */
  readonly query?: Readonly<Record<string, string>>;
  /** A JSON value; the transport serialises it. */
  readonly body?: unknown;
  /** Lower-case names. `idempotency-key` must reach the server unchanged. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborts at the caller's wish or at the time limit. A transport may ignore it. */
  readonly signal?: AbortSignal;
  /** True: no cached answer, please. */
  readonly fresh?: boolean;
}

/** `body` is text or a JSON value that was parsed already. Header names in lower case. */
export interface TransportResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Carries one request. Rejects only when no answer came. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/** When and how often to ask again. Times in milliseconds. */
export interface RetryOptions {
  /** Attempts in all; 1 means no retry. Default 3. */
  readonly attempts?: number;
  /** First pause; doubles each time, with jitter between half and the whole. Default 300. */
  readonly baseMs?: number;
  /** A longer `Retry-After` than this is not waited for: the refusal is handed on. Default 5,000. */
  readonly maxWaitMs?: number;
}

export interface ClientOptions {
  /** Where the handler is mounted, e.g. `https://booking.example/api` or `/t/shangyu`; without `/v1`. */
  readonly baseUrl: string;
  /** Default: `fetchTransport(baseUrl)`. */
  readonly transport?: Transport;
  readonly retry?: RetryOptions;
  /** Time limit of one attempt in milliseconds. Default 15,000. */
  readonly timeoutMs?: number;
  /** So many random bytes; default `crypto.getRandomValues`. */
  readonly random?: (bytes: number) => Uint8Array;
  /** Waits; default a timer. Rejects or resolves early when the signal aborts. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Sent as `Accept-Language`. */
  readonly language?: string;
  /** Bearer token of a member of staff, asked for before each attempt. Citizens have none. */
  readonly bearer?: () => string | undefined | Promise<string | undefined>;
}

/** For one call. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /**
   * For writes: the key of this logical act. Give the same one when a person presses "try again" after no
   * answer came. Default: a new one a call, kept over its retries.
   */
  readonly idempotencyKey?: string;
  /** For reads: do not take a cached answer. */
  readonly fresh?: boolean;
}

/** `SlotsQuery` of the wire with its lists and numbers as such. Dates `YYYY-MM-DD`; `to` is exclusive. */
export interface AvailabilityQuery extends Omit<SlotsQuery, 'offices' | 'limit'> {
  readonly offices?: readonly string[];
  readonly limit?: number;
}

/** What a citizen's page can do. */
export interface Client {
  centre(options?: CallOptions): Promise<Result<CentreView>>;
  slots(service: string, query?: AvailabilityQuery, options?: CallOptions): Promise<Result<SlotsAnswer>>;
  days(service: string, query?: AvailabilityQuery, options?: CallOptions): Promise<Result<DaysAnswer>>;
  why(service: string, query: WhyQuery, options?: CallOptions): Promise<Result<WhyAnswer>>;
  hold(request: HoldRequest, options?: CallOptions): Promise<Result<HoldView>>;
  extendHold(request: HoldProof, options?: CallOptions): Promise<Result<HoldView>>;
  releaseHold(request: HoldProof, options?: CallOptions): Promise<Result<{ readonly released: true }>>;
  confirm(request: ConfirmRequest, options?: CallOptions): Promise<Result<ConfirmAnswer>>;
  view(proof: Proof, options?: CallOptions): Promise<Result<BookingView>>;
  /** The appointment as iCalendar text (RFC 5545), for a download made in the page. */
  ics(proof: Proof, options?: CallOptions): Promise<Result<string>>;
  move(request: MoveRequest, options?: CallOptions): Promise<Result<BookingView>>;
  cancel(request: CancelRequest, options?: CallOptions): Promise<Result<BookingView>>;
  /** A new idempotency key (128 random bits, base64url), for `CallOptions`. */
  newKey(): string;
}
