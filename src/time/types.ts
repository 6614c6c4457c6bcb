/**
 * The nouns of time. Civil facts are strings and small integers; instants are integer UTC minutes
 * (`UtcMinute`) or milliseconds (`UtcMs`). Intervals are half-open: `[start, end)`.
 */

/** `YYYY-MM-DD`, proleptic Gregorian, years 0001–9999. */
export type CivilDate = string;
/** Days since 1970-01-01 of a civil date; negative before. */
export type DayNumber = number;
/** Minutes since the start of a civil day by the wall clock: 0–1440. */
export type WallMinute = number;
/** Minutes since 1970-01-01T00:00Z. */
export type UtcMinute = number;
/** Milliseconds since 1970-01-01T00:00Z. */
export type UtcMs = number;

/** Half-open `[start, end)` of integers in any one unit. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** How a wall time met the zone: as it is, moved forward out of a gap, or the first of two in a fold. */
export type WallFit = 'exact' | 'gap' | 'fold';

/** A time zone as a transition table. Look-ups cost well under a microsecond. */
export interface Zone {
  /** IANA name, e.g. `Asia/Shanghai`. */
  readonly name: string;
  /** Minutes east of UTC at an instant. Offsets with seconds (local mean time) are rounded to the minute. */
  offsetAt(instant: UtcMinute): number;
  /** Wall time to instant: in a gap the time shifts forward by the gap's length, in a fold the first is taken. */
  toUtc(day: DayNumber, minute: WallMinute): { readonly instant: UtcMinute; readonly fit: WallFit };
  toWall(instant: UtcMinute): { readonly day: DayNumber; readonly minute: WallMinute };
  /** Wall minutes of a day that a gap or fold makes nonexistent or ambiguous; empty on nearly every day. */
  irregular(day: DayNumber): readonly Interval[];
}

/** Which layer of a working calendar spoke. Later layers win. */
export type LayerName = 'weekly' | 'national' | 'region' | 'office' | 'special' | 'duty';

/** A text in the languages at hand; a bare string is for all. */
export type LocalText = string | { readonly 'zh-CN'?: string; readonly en?: string };

/** Where a fact about a day came from. */
export interface Provenance {
  readonly layer: LayerName;
  /** The rule, file, notice or exception id, e.g. `CN-2026` or an exception's id. */
  readonly source: string;
  readonly reason?: LocalText;
}

/**
 * What a day is, before any office's hours.
 * `make-up`: a weekend day worked in place of a holiday (调休 / 班). `rest`: an ordinary weekend day.
 * `holiday`: off by decree (休).
 */
export type DayKind = 'working' | 'make-up' | 'rest' | 'holiday';

/** One day of a working calendar with all that was said about it. */
export interface CalendarDay {
  readonly date: CivilDate;
  readonly kind: DayKind;
  /** Opening hours in wall minutes, sorted, disjoint; empty when closed. */
  readonly open: readonly Interval[];
  /** Name of the holiday that makes it off, or for which it is a make-up day. */
  readonly name?: LocalText;
  /** True when the holiday table of this year is not published yet. */
  readonly provisional: boolean;
  /** The layer that decided whether the day is open. */
  readonly because: Provenance;
  /** Every layer that spoke, first to last. */
  readonly trail: readonly Provenance[];
  /** A special opening brings its own rules: only these desks and this capacity. */
  readonly special?: SpecialOpening;
  /** Where the day's work was moved to, or from. */
  readonly movedTo?: { readonly date?: CivilDate; readonly office?: string };
}

/** A holiday appointment is not the removal of the holiday: it has its own hours, desks and capacity. */
export interface SpecialOpening {
  readonly exception: string;
  readonly desks?: readonly string[];
  readonly services?: readonly string[];
  /** Bookings at most in the whole opening, over all services; absent: as the desks allow. */
  readonly capacity?: number;
}

/**
 * A dated exception, shared by offices, rotas and van routes.
 * closed: no work that day. open: a special opening. hours: other hours. moved: to another day or place.
 */
export type DatedException = {
  readonly id: string;
  readonly from: CivilDate;
  /** Inclusive; absent: one day. */
  readonly to?: CivilDate;
  /** Office, desk or route ids; absent: all. */
  readonly for?: readonly string[];
  readonly reason?: LocalText;
  /** Where it was announced. */
  readonly source?: string;
} & (
  | { readonly kind: 'closed' }
  | {
      readonly kind: 'open';
      readonly hours: readonly Interval[];
      readonly desks?: readonly string[];
      readonly services?: readonly string[];
      readonly capacity?: number;
    }
  | { readonly kind: 'hours'; readonly hours: readonly Interval[] }
  | { readonly kind: 'moved'; readonly toDate?: CivilDate; readonly toOffice?: string }
);

/** What a recurring date does when it meets a day off. `keep`: takes place all the same. */
export type HolidayPolicy = 'skip' | 'advance' | 'postpone' | 'keep';

/** Answer to "why is it closed?". */
export interface Closure {
  readonly date: CivilDate;
  readonly layer: LayerName;
  readonly reason: LocalText;
  readonly source: string;
  readonly provisional: boolean;
}

/** One day of one year's holiday table. */
export interface HolidayDay {
  readonly date: CivilDate;
  readonly name: LocalText;
  /** True: off. False: a make-up working day. */
  readonly off: boolean;
  /** One of the statutory days themselves (as against days moved around them), where the table knows. */
  readonly statutory?: boolean;
}

/** A year is published or it is not; an unpublished year is provisional, never "no holidays". */
export type HolidayYear =
  | {
      readonly year: number;
      readonly published: true;
      readonly source: string;
      readonly days: readonly HolidayDay[];
    }
  | { readonly year: number; readonly published: false; readonly source: string };

/** Can be updated without a release: a file, a service, or the shipped table. */
export interface HolidayProvider {
  readonly id: string;
  year(year: number): HolidayYear;
}

/** Working time of one office: layers applied, every day with its provenance. */
export interface WorkingCalendar {
  readonly zone: Zone;
  day(date: CivilDate): CalendarDay;
  /** Undefined when the day is open. */
  whyClosed(date: CivilDate): Closure | undefined;
  /** Open on this day by weekly hours, make-up days and exceptions; special openings do not count. */
  isWorkingDay(date: CivilDate): boolean;
  /** The n-th working day after (n > 0) or before (n < 0) a date; n = 0: the date itself or the next working day. */
  addWorkingDays(date: CivilDate, n: number): CivilDate;
  /** Working days in `(from, to]`; negative when `to` is before `from`. */
  workingDaysBetween(from: CivilDate, to: CivilDate): number;
}
