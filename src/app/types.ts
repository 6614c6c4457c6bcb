/** The use cases: the one place where domain meets store, clock and notice. HTTP, the CLI and MSW call these. */
import type { Actor } from '../booking/index.js';
import type { Channel } from '../catalog/index.js';
import type { Result } from '../problem.js';
import type * as w from './wire/index.js';

/** Who calls, as far as the door established it. */
export interface Caller {
  readonly actor: Actor;
  readonly channel: Channel;
  /** Present on every write: scope + key as the caller sent it. A repeat with the same request gets the same answer. */
  readonly idempotencyKey?: string;
}

/** One tenant's application. All reads of "now" come from the store's clock. */
export interface App {
  readonly tenant: string;
  centre(): Promise<Result<w.CentreView>>;
  slots(service: string, query: w.SlotsQuery, channel: Channel): Promise<Result<w.SlotsAnswer>>;
  days(service: string, query: w.SlotsQuery, channel: Channel): Promise<Result<w.DaysAnswer>>;
  why(service: string, query: w.WhyQuery, channel: Channel): Promise<Result<w.WhyAnswer>>;
  hold(request: w.HoldRequest, caller: Caller): Promise<Result<w.HoldView>>;
  extendHold(request: w.HoldProof, caller: Caller): Promise<Result<w.HoldView>>;
  releaseHold(request: w.HoldProof, caller: Caller): Promise<Result<{ readonly released: true }>>;
  confirm(request: w.ConfirmRequest, caller: Caller): Promise<Result<w.ConfirmAnswer>>;
  view(proof: w.Proof, caller: Caller): Promise<Result<w.BookingView>>;
  /** The appointment as an iCalendar file (RFC 5545). */
  ics(proof: w.Proof, caller: Caller): Promise<Result<string>>;
  move(request: w.MoveRequest, caller: Caller): Promise<Result<w.BookingView>>;
  cancel(request: w.CancelRequest, caller: Caller): Promise<Result<w.BookingView>>;

  /** Hold and confirm in one step, for phone, desk and grid workers. */
  staffBook(request: w.StaffBookRequest, caller: Caller): Promise<Result<w.ConfirmAnswer>>;
  staffList(query: w.StaffListQuery): Promise<Result<w.StaffListAnswer>>;
  checkIn(request: w.StaffActRequest, caller: Caller): Promise<Result<w.StaffBookingView>>;
  serve(request: w.StaffActRequest, caller: Caller): Promise<Result<w.StaffBookingView>>;
  noShow(request: w.StaffActRequest, caller: Caller): Promise<Result<w.StaffBookingView>>;
  liftBlock(request: w.LiftBlockRequest, caller: Caller): Promise<Result<{ readonly lifted: boolean }>>;
  auditReport(): Promise<Result<w.AuditAnswer>>;

  /** Housekeeping: expires due holds, purges old idempotency rows, seals the audit. Servers call it on a timer. */
  tend(): Promise<{ readonly expired: number; readonly purged: number; readonly sealed: number }>;
}
