/** The wire: schemas, and their types for the client and the widgets. */
import type { InferOutput } from 'valibot';
import type * as s from './schema.js';

export * as schema from './schema.js';

export type CentreView = InferOutput<typeof s.CentreView>;
export type OfficeView = InferOutput<typeof s.OfficeView>;
export type ServiceView = InferOutput<typeof s.ServiceView>;
export type DocumentView = InferOutput<typeof s.DocumentView>;
export type AskView = InferOutput<typeof s.AskView>;
export type SlotsQuery = InferOutput<typeof s.SlotsQuery>;
export type SlotDay = InferOutput<typeof s.SlotDay>;
export type SlotsAnswer = InferOutput<typeof s.SlotsAnswer>;
export type DayView = InferOutput<typeof s.DayView>;
export type DaysAnswer = InferOutput<typeof s.DaysAnswer>;
export type WhyQuery = InferOutput<typeof s.WhyQuery>;
export type WhyAnswer = InferOutput<typeof s.WhyAnswer>;
export type HoldRequest = InferOutput<typeof s.HoldRequest>;
export type HoldView = InferOutput<typeof s.HoldView>;
export type HoldProof = InferOutput<typeof s.HoldProof>;
export type PersonInput = InferOutput<typeof s.PersonInput>;
export type ConfirmRequest = InferOutput<typeof s.ConfirmRequest>;
export type ConfirmAnswer = InferOutput<typeof s.ConfirmAnswer>;
export type BookingView = InferOutput<typeof s.BookingView>;
export type Proof = InferOutput<typeof s.Proof>;
export type CancelRequest = InferOutput<typeof s.CancelRequest>;
export type MoveRequest = InferOutput<typeof s.MoveRequest>;
export type StaffListQuery = InferOutput<typeof s.StaffListQuery>;
export type StaffListAnswer = InferOutput<typeof s.StaffListAnswer>;
export type StaffBookingView = InferOutput<typeof s.StaffBookingView>;
export type StaffActRequest = InferOutput<typeof s.StaffActRequest>;
export type StaffBookRequest = InferOutput<typeof s.StaffBookRequest>;
export type LiftBlockRequest = InferOutput<typeof s.LiftBlockRequest>;
export type AuditAnswer = InferOutput<typeof s.AuditAnswer>;
export type ProblemDocument = InferOutput<typeof s.ProblemDocument>;
export { MOST_DAYS } from './limits.js';
