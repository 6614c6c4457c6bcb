/** What one operation of the API is. The router and the OpenAPI document are both made from these. */
import type { App, Caller } from '../../app/index.js';
import type { ProblemCode, Result } from '../../problem.js';
import type { Role } from '../auth.js';
import type { CacheKind } from '../cache.js';
import type { WireSchema } from '../validate.js';

/** What was read from a request, already checked. */
export interface Input<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

/** One operation. `path` in the router's form: `/v1/services/:service/slots`. */
export interface RouteSpec<P, Q, B> {
  /** Operation id, also the scope of idempotency keys. */
  readonly id: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly summary: string;
  /** `public`: anybody. Otherwise a bearer token with one of these roles. */
  readonly who: 'public' | readonly Role[];
  readonly params?: WireSchema<P>;
  readonly query?: WireSchema<Q>;
  readonly body?: WireSchema<B>;
  /** What a success holds; `calendar` is text/calendar. */
  readonly answer: WireSchema | 'calendar';
  readonly cache: CacheKind;
  /** Changes something: needs an Idempotency-Key and counts against the stricter limits. */
  readonly write: boolean;
  /** Query has `from`, `to` and `limit` to be bounded. */
  readonly range?: boolean;
  /** Refusals beside those of every operation. */
  readonly refusals: readonly ProblemCode[];
  /** Examples for the document: checked against the schemas by a test. */
  readonly example: {
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly answer?: unknown;
  };
  run(app: App, input: Input<P, Q, B>, caller: Caller): Promise<Result<unknown>>;
}

export type Route = RouteSpec<unknown, unknown, unknown>;

/** Keeps the types of one operation together; outside they no longer matter. */
export const route = <P, Q, B>(spec: RouteSpec<P, Q, B>): Route => spec as unknown as Route;

/** `/v1/services/:service/slots` as OpenAPI writes it: `/v1/services/{service}/slots`. */
export const openApiPath = (path: string): string => path.replaceAll(/:([a-z]+)/g, '{$1}');
