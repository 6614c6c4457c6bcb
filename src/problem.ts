/**
 * Expected outcomes are values, programmer errors throw. This file is the one vocabulary of both;
 * `http/` turns it into RFC 9457 problem documents from one table.
 */

/** Stable codes. They are part of the API: add, never rename. */
export type ProblemCode =
  // the request itself
  | 'bad_input'
  | 'too_large'
  | 'range_too_long'
  | 'not_found'
  | 'method_not_allowed'
  | 'media_type_unsupported'
  | 'idempotency_key_missing'
  | 'idempotency_key_reused'
  | 'idempotency_in_flight'
  | 'unauthorised'
  | 'forbidden'
  | 'auth_unavailable'
  | 'rate_limited'
  // time and rules of recurrence
  | 'rule_unsupported'
  | 'rule_impossible'
  | 'rule_too_long'
  | 'zone_unknown'
  // the place asked for
  | 'slot_taken'
  | 'not_offered'
  | 'closed'
  | 'no_skill'
  | 'full'
  | 'channel_quota_used'
  | 'outside_booking_window'
  // the person
  | 'limit_reached'
  | 'blocked_no_show'
  // the booking's life
  | 'hold_expired'
  | 'hold_extended_already'
  | 'cancel_too_late'
  | 'wrong_state'
  | 'version_conflict'
  // the house
  | 'store_busy'
  | 'store_conflict'
  | 'internal'
  // seen by a client alone: no answer came, or none that can be understood
  | 'offline'
  | 'timed_out'
  | 'aborted'
  | 'bad_answer';

/** Why something was refused. `field` is a dotted path such as `person.phone`; `data` holds plain facts. */
export interface Problem {
  readonly code: ProblemCode;
  /** One English sentence that names the field and the rule. Never repeats raw input. */
  readonly message: string;
  readonly field?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** All faults when there are several (form errors): same shape, no nesting. */
  readonly faults?: readonly Fault[];
}

export interface Fault {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const fail = (
  code: ProblemCode,
  message: string,
  more: { field?: string; data?: Readonly<Record<string, unknown>>; faults?: readonly Fault[] } = {},
): { readonly ok: false; readonly problem: Problem } => ({ ok: false, problem: { code, message, ...more } });

/** The one error class. Thrown for programmer errors and where a value cannot be returned (constructors, parsing of constants). */
export class BianminError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, options?: { cause?: unknown }) {
    super(problem.message, options);
    this.name = 'BianminError';
    this.problem = problem;
  }
}

/** The value, or a throw: for set-up code and tests, where a refusal is a mistake of the programmer. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new BianminError(result.problem);
}
