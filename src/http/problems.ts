/** The one table from problem codes to HTTP, and the documents made from it (RFC 9457). */
import type { Problem, ProblemCode } from '../problem.js';

/** Codes that only a client gives itself never leave the server. */
type WireCode = Exclude<ProblemCode, 'offline' | 'timed_out' | 'aborted' | 'bad_answer'>;

interface Row {
  readonly status: number;
  readonly title: string;
  /** Seconds to wait where the problem itself names none. */
  readonly retryAfter?: number;
}

const row = (status: number, title: string, retryAfter?: number): Row => ({
  status,
  title,
  ...(retryAfter !== undefined && { retryAfter }),
});

/** Status and title of every code. Titles never change with the occurrence. */
export const problemTable: Readonly<Record<WireCode, Row>> = {
  bad_input: row(400, 'The request is not valid'),
  too_large: row(413, 'The request is too large'),
  range_too_long: row(400, 'The range of dates is too long'),
  not_found: row(404, 'Not found'),
  method_not_allowed: row(405, 'Method not allowed'),
  media_type_unsupported: row(415, 'Only JSON is accepted'),
  idempotency_key_missing: row(400, 'Idempotency-Key is missing'),
  idempotency_key_reused: row(422, 'Idempotency-Key was used for another request'),
  idempotency_in_flight: row(409, 'The first request with this key is not finished', 1),
  unauthorised: row(401, 'Not signed in'),
  forbidden: row(403, 'Not allowed'),
  auth_unavailable: row(503, 'Sign-in cannot be checked now', 5),
  rate_limited: row(429, 'Too many requests', 10),
  rule_unsupported: row(422, 'The recurrence rule is not supported'),
  rule_impossible: row(422, 'The recurrence rule never happens'),
  rule_too_long: row(422, 'The recurrence rule gives too many dates'),
  zone_unknown: row(422, 'The time zone is not known'),
  slot_taken: row(409, 'This time has just been taken'),
  not_offered: row(422, 'This time is not offered'),
  closed: row(422, 'The office is closed then'),
  no_skill: row(422, 'No desk there can do this'),
  full: row(409, 'All places are taken'),
  channel_quota_used: row(409, 'The places of this channel are taken'),
  outside_booking_window: row(422, 'This date cannot be booked now'),
  limit_reached: row(409, 'The limit per person is reached'),
  blocked_no_show: row(403, 'Booking is blocked after missed appointments'),
  hold_expired: row(410, 'The held place was given back'),
  hold_extended_already: row(409, 'The hold was extended already'),
  cancel_too_late: row(409, 'Too late to cancel or move'),
  wrong_state: row(409, 'Not possible in this state'),
  version_conflict: row(409, 'Somebody else changed it meanwhile'),
  store_busy: row(503, 'Busy, please try again', 1),
  store_conflict: row(409, 'Somebody else was faster'),
  internal: row(500, 'Something went wrong on our side'),
};

/** Stable type of a problem: a URN, as RFC 9457 section 3.1.1 allows for types that lead nowhere. */
export const problemType = (code: string): string => `urn:bianmin:problem:${code}`;

/** What a problem document adds from the occurrence. */
export interface ProblemExtra {
  readonly headers?: Readonly<Record<string, string>>;
  /** Opaque id under which the log has more. */
  readonly instance?: string;
}

const known = (code: ProblemCode): WireCode => (code in problemTable ? (code as WireCode) : 'internal');

/** Seconds as a whole number for `Retry-After`; `data.retryAfter` wins over the table. */
const waitOf = (problem: Problem, fallback: number | undefined): number | undefined => {
  const told = problem.data?.['retryAfter'];
  return typeof told === 'number' && told >= 0 ? Math.ceil(told) : fallback;
};

/**
 * The problem as `application/problem+json`. An `internal` problem keeps its sentence to itself: only the
 * title and `instance` go out.
 */
export function problemResponse(problem: Problem, extra: ProblemExtra = {}): Response {
  const code = known(problem.code);
  const { status, title, retryAfter } = problemTable[code];
  const hidden = code === 'internal';
  const document = {
    type: problemType(code),
    title,
    status,
    detail: hidden
      ? 'An unexpected error occurred. Nothing was changed, or a repeat with the same key is safe.'
      : problem.message,
    code,
    ...(extra.instance && { instance: extra.instance }),
    ...(!hidden && problem.field && { field: problem.field }),
    ...(!hidden && problem.faults && { faults: problem.faults }),
    ...(!hidden && problem.data && { data: problem.data }),
  };
  const wait = waitOf(problem, retryAfter);
  return new Response(JSON.stringify(document), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(wait !== undefined && { 'retry-after': String(wait) }),
      ...extra.headers,
    },
  });
}
