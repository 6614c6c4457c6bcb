/**
 * What goes over the wire, as schemas: the HTTP handler validates with them, OpenAPI is generated from
 * them, the client and the widgets take their types. Unknown keys are errors; all strings are bounded.
 *
 * Dates are `YYYY-MM-DD`; starts are `YYYY-MM-DDTHH:MM` by the centre's wall clock (no zone: an office
 * has one); instants are ISO 8601 UTC with `Z`.
 */
import * as v from 'valibot';

/** Well-formed, no control characters (new lines only where asked), trimmed length within bounds. */
const cleanText = (max: number, multiline = false) =>
  v.pipe(
    v.string(),
    v.maxLength(max),
    v.check((s) => s.isWellFormed(), 'must be well-formed Unicode'),
    v.check(
      (s) => !/\p{Cc}/u.test(multiline ? s.replaceAll('\n', '') : s),
      'must not hold control characters',
    ),
  );

export const IdSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9_-]{0,63}$/i, 'must be an id: 1 to 64 letters, digits, - and _'),
);

/** 2026-02-30 has the form of a date and is none. */
const isRealDate = (date: string) => {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return date >= '1000-01-01' && !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
};
export const DateSchema = v.pipe(
  v.string(),
  v.isoDate('must be a date YYYY-MM-DD'),
  v.check(isRealDate, 'must be a day that exists'),
);
export const StartSchema = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be YYYY-MM-DDTHH:MM by the office clock'),
  v.check((start) => isRealDate(start.slice(0, 10)), 'must be on a day that exists'),
);
/** As read before; a whole number from 1. */
export const VersionSchema = v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(1));
export const InstantSchema = v.pipe(v.string(), v.isoTimestamp());
export const LanguageSchema = v.picklist(['zh-CN', 'en']);
export const PublicChannelSchema = v.picklist(['web', 'app', 'kiosk']);
export const ChannelSchema = v.picklist(['web', 'app', 'kiosk', 'phone', 'desk', 'grid']);
/** A text in every language the centre has. */
export const TextSchema = v.union([
  v.string(),
  v.strictObject({ 'zh-CN': v.optional(v.string()), en: v.optional(v.string()) }),
]);
/** Random key a browser makes and keeps for its session; names the holder of a hold. 128 bits or more, base64url. */
export const HolderSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{22,86}$/, 'must be 22 to 86 base64url characters'),
);
export const TokenSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{43}$/, 'must be a manage token: 43 base64url characters'),
);
export const ReferenceSchema = v.pipe(
  v.string(),
  v.minLength(6),
  v.maxLength(24),
  v.regex(/^[0-9A-Za-z -]+$/, 'must be a booking reference: 6 to 24 letters, digits, blanks and -'),
);

// ---- the public catalogue -------------------------------------------------

export const OfficeView = v.strictObject({
  id: IdSchema,
  name: TextSchema,
  address: v.optional(TextSchema),
  position: v.optional(v.tuple([v.number(), v.number()])),
  phone: v.optional(v.string()),
  access: v.optional(TextSchema),
});
export const DocumentView = v.strictObject({
  id: IdSchema,
  name: TextSchema,
  note: v.optional(TextSchema),
  optional: v.optional(v.boolean()),
});
export const AskView = v.strictObject({
  kind: v.picklist(['name', 'phone', 'idNumber', 'email', 'note']),
  required: v.boolean(),
});
export const ServiceView = v.strictObject({
  id: IdSchema,
  name: TextSchema,
  department: v.optional(v.strictObject({ id: IdSchema, name: TextSchema })),
  summary: v.optional(TextSchema),
  minutes: v.number(),
  offices: v.array(IdSchema),
  documents: v.array(DocumentView),
  fee: v.optional(TextSchema),
  result: v.optional(TextSchema),
  who: v.optional(TextSchema),
  asks: v.array(AskView),
  /** Minutes before the start until which a citizen may cancel. */
  cancelUntil: v.number(),
  hold: v.strictObject({ minutes: v.number(), extend: v.number() }),
});
export const CentreView = v.strictObject({
  name: TextSchema,
  zone: v.string(),
  phone: v.optional(v.string()),
  offices: v.array(OfficeView),
  services: v.array(ServiceView),
  texts: v.optional(v.record(v.string(), v.record(v.string(), v.string()))),
  /** The office clock's today. */
  today: DateSchema,
});

// ---- availability ----------------------------------------------------------

export const DayKindSchema = v.picklist(['working', 'make-up', 'rest', 'holiday']);
export const SlotsQuery = v.strictObject({
  /** Comma-separated office ids; default all of the service. */
  offices: v.optional(v.pipe(v.string(), v.maxLength(2000))),
  from: v.optional(DateSchema),
  /** Exclusive. */
  to: v.optional(DateSchema),
  /** At most so many starts, earliest first: 1–5000. */
  limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,4}$/, 'must be a whole number from 1 to 5000'))),
  channel: v.optional(PublicChannelSchema),
});
/** Starts of one office on one day: wall minutes and how many places each has (capped at 99). */
export const SlotDay = v.strictObject({
  office: IdSchema,
  date: DateSchema,
  minutes: v.array(v.number()),
  free: v.array(v.number()),
});
export const SlotsAnswer = v.strictObject({
  asOf: InstantSchema,
  zone: v.string(),
  /** The dates that can be booked at all now, by policy: `[first, last]`, inclusive. */
  window: v.tuple([DateSchema, DateSchema]),
  days: v.array(SlotDay),
  /** When nothing is free: where to go on. */
  nextOpen: v.optional(
    v.strictObject({ office: IdSchema, date: DateSchema, opensAt: v.optional(InstantSchema) }),
  ),
});
/** A day of the calendar, per office: how much is free and why it is not. */
export const DayView = v.strictObject({
  office: IdSchema,
  date: DateSchema,
  kind: DayKindSchema,
  /** `none` also when closed or outside the booking window; see `closed` and `bookable`. */
  level: v.picklist(['many', 'few', 'none']),
  free: v.number(),
  bookable: v.boolean(),
  /** Holiday or make-up day by name. */
  name: v.optional(TextSchema),
  closed: v.optional(v.strictObject({ layer: v.string(), reason: TextSchema })),
  special: v.optional(v.boolean()),
  provisional: v.optional(v.boolean()),
  /** Opening hours, wall minutes. */
  open: v.array(v.tuple([v.number(), v.number()])),
});
export const DaysAnswer = v.strictObject({
  asOf: InstantSchema,
  zone: v.string(),
  window: v.tuple([DateSchema, DateSchema]),
  days: v.array(DayView),
});
export const WhyQuery = v.strictObject({
  office: IdSchema,
  start: StartSchema,
  channel: v.optional(PublicChannelSchema),
});
export const WhyAnswer = v.strictObject({
  asOf: InstantSchema,
  offered: v.boolean(),
  reasons: v.array(v.strictObject({ code: v.string(), message: TextSchema, layer: v.optional(v.string()) })),
});

// ---- booking ----------------------------------------------------------------

export const HoldRequest = v.strictObject({
  service: IdSchema,
  office: IdSchema,
  start: StartSchema,
  holder: HolderSchema,
  channel: v.optional(PublicChannelSchema),
  language: v.optional(LanguageSchema),
});
export const HoldView = v.strictObject({
  hold: IdSchema,
  service: IdSchema,
  office: IdSchema,
  start: StartSchema,
  minutes: v.number(),
  startsAt: InstantSchema,
  heldUntil: InstantSchema,
  /** Server's clock now, so that a countdown need not trust the visitor's. */
  asOf: InstantSchema,
  mayExtend: v.boolean(),
});
export const HoldProof = v.strictObject({ hold: IdSchema, holder: HolderSchema });
export const PersonInput = v.strictObject({
  name: v.optional(cleanText(60)),
  phone: v.optional(
    v.pipe(
      cleanText(24),
      v.regex(/^\+?[0-9][0-9 -]{4,22}$/, 'must be a phone number: 5 to 23 digits, blanks or -, a + in front'),
    ),
  ),
  idNumber: v.optional(
    v.pipe(cleanText(24), v.regex(/^[0-9A-Za-z]{6,24}$/, 'must be an id number: 6 to 24 letters and digits')),
  ),
  email: v.optional(v.pipe(cleanText(120), v.email('must be an e-mail address'))),
  note: v.optional(cleanText(300, true)),
});
export const ConfirmRequest = v.strictObject({
  hold: IdSchema,
  holder: HolderSchema,
  person: PersonInput,
  language: v.optional(LanguageSchema),
});
export const BookingStateSchema = v.picklist([
  'held',
  'confirmed',
  'checked-in',
  'served',
  'no-show',
  'cancelled',
  'released',
  'expired',
  'needs_reassign',
]);
export const BookingView = v.strictObject({
  reference: v.string(),
  state: BookingStateSchema,
  version: v.number(),
  service: IdSchema,
  office: IdSchema,
  desk: v.strictObject({ id: IdSchema, name: TextSchema }),
  start: StartSchema,
  minutes: v.number(),
  startsAt: InstantSchema,
  /** Masked: 张*, 138****5678. */
  person: v.optional(v.strictObject({ name: v.optional(v.string()), phone: v.optional(v.string()) })),
  mayCancel: v.boolean(),
  mayMove: v.boolean(),
  cancelUntil: InstantSchema,
});
/** The answer to a confirmation; the only time the manage token is told. */
export const ConfirmAnswer = v.strictObject({ booking: BookingView, token: TokenSchema });
/** Who asks: the manage link's token, or the reference with the phone given at booking. */
export const Proof = v.union(
  [
    v.strictObject({ token: TokenSchema }),
    v.strictObject({ reference: ReferenceSchema, phone: v.pipe(v.string(), v.maxLength(24)) }),
  ],
  'must be { token } or { reference, phone }',
);
export const ViewRequest = v.strictObject({ proof: Proof });
export const CancelRequest = v.strictObject({ proof: Proof, version: v.optional(VersionSchema) });
export const MoveRequest = v.strictObject({
  proof: Proof,
  office: IdSchema,
  start: StartSchema,
  version: v.optional(VersionSchema),
});
export const IcsAnswer = v.string();

// ---- staff -------------------------------------------------------------------

export const StaffListQuery = v.strictObject({
  from: DateSchema,
  to: v.optional(DateSchema),
  office: v.optional(IdSchema),
  state: v.optional(BookingStateSchema),
  limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/, 'must be a whole number from 1 to 999'))),
  after: v.optional(v.pipe(v.string(), v.maxLength(200))),
});
export const StaffBookingView = v.strictObject({
  ...BookingView.entries,
  id: IdSchema,
  channel: ChannelSchema,
});
export const StaffListAnswer = v.strictObject({
  asOf: InstantSchema,
  bookings: v.array(StaffBookingView),
  next: v.optional(v.string()),
});
export const StaffActRequest = v.strictObject({ booking: IdSchema, version: v.optional(VersionSchema) });
export const StaffBookRequest = v.strictObject({
  service: IdSchema,
  office: IdSchema,
  start: StartSchema,
  channel: v.picklist(['phone', 'desk', 'grid']),
  person: PersonInput,
  language: v.optional(LanguageSchema),
});
export const LiftBlockRequest = v.strictObject({ booking: IdSchema, reason: cleanText(200) });
export const AuditAnswer = v.strictObject({
  rows: v.number(),
  sealed: v.number(),
  faults: v.array(v.strictObject({ subject: v.string(), seq: v.number(), fault: v.string() })),
});

// ---- problems (RFC 9457) -----------------------------------------------------

export const ProblemDocument = v.looseObject({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.string(),
  code: v.string(),
  field: v.optional(v.string()),
  faults: v.optional(v.array(v.strictObject({ field: v.string(), rule: v.string(), message: v.string() }))),
});
