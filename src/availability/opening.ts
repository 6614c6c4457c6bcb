import type { Centre, Desk, Office } from '../catalog/index.js';
import { BianminError } from '../problem.js';
import type { CalendarDay, DatedException, DayNumber, Interval, WorkingCalendar } from '../time/index.js';
import { formatDate } from '../time/index.js';
import type { Resource, Window, WindowProvider } from './types.js';

/**
 * Working calendars by id: one for every office, and one for every desk that has hours or dated exceptions of
 * its own, made of its hours (or the office's), the office's holiday layers, and `deskExceptions`. A `Map` will do.
 */
export interface CalendarSource {
  get(id: string): WorkingCalendar | undefined;
}

/**
 * The dated exceptions that a desk's own calendar heeds, in their order. A desk with hours of its own: those that
 * name it, and those of its office that move a day; the office's other hours and special openings would replace
 * its hours instead of bounding them. A desk without: its office's as well.
 */
export function deskExceptions(
  exceptions: readonly DatedException[],
  office: string,
  desk: Desk,
): DatedException[] {
  return exceptions
    .filter((e) => {
      if (e.for?.includes(desk.id)) return true;
      return (e.for?.includes(office) ?? true) && (e.kind === 'moved' || !desk.opening);
    })
    .map((e): DatedException => ({ ...e, for: [desk.id] }));
}

/**
 * Windows from the catalogue's opening hours: every desk is open when its office is, never else, with its skills.
 * A desk with a calendar of its own is open inside both. A special opening is open by its own hours, at its desks and
 * for its services only; a desk's weekly hours do not bound it, a dated exception that names the desk does.
 *
 * Desk ids must be unique over the centre: they are what claims are keyed by. Throws `bad_input` when they are
 * not, or when a calendar is missing.
 */
export function openingWindows(centre: Centre, calendars: CalendarSource): WindowProvider {
  const places = new Map<string, DeskWindows>();
  const offices = new Map<string, OfficeDays>();
  for (const office of centre.offices) {
    const days = new OfficeDays(office, calendars);
    offices.set(office.id, days);
    for (const desk of office.desks) {
      if (places.has(desk.id)) throw fault('desks.id', 'A desk id stands twice in the centre.');
      const named = centre.exceptions.filter((e) => e.for?.includes(desk.id)).map((e) => e.id);
      places.set(desk.id, new DeskWindows(days, desk, calendars.get(desk.id), new Set(named)));
    }
  }
  const resources = centre.offices.flatMap((office) =>
    office.desks.map((desk): Resource => ({ id: desk.id, office: office.id, capacity: desk.capacity })),
  );
  return {
    id: 'opening',
    resources: () => resources,
    windows: (resource, day) => places.get(resource)?.at(day) ?? [],
    whyClosed: (office, day) => offices.get(office)?.calendar.whyClosed(formatDate(day)),
  };
}

/** Windows of desks alike, by kind of day. */
type WindowsByKind = (readonly Window[] | undefined)[];

/** An office's calendar; remembers the day last asked for, since all its desks ask for the same. */
class OfficeDays {
  readonly calendar: WorkingCalendar;
  /** Desks without hours of their own share windows by their skills. */
  readonly shared = new Map<string, WindowsByKind>();
  readonly #kinds = new Map<string, number>();
  #day: DayNumber = Number.NaN;
  #last: CalendarDay | undefined;
  #kind = 0;

  constructor(office: Office, calendars: CalendarSource) {
    const calendar = calendars.get(office.id);
    if (!calendar) throw fault('calendars', 'Every office needs a working calendar.');
    this.calendar = calendar;
  }

  at(day: DayNumber): CalendarDay {
    if (this.#last === undefined || this.#day !== day) {
      this.#last = this.calendar.day(formatDate(day));
      this.#day = day;
      const { because, open, special } = this.#last;
      this.#kind = this.kindOf([because.layer, because.source, special?.exception], open);
    }
    return this.#last;
  }

  /** Number of the kind of day that `at` was last asked for: same hours for the same reason. */
  get kind(): number {
    return this.#kind;
  }

  kindOf(reason: readonly unknown[], open: readonly Interval[]): number {
    const text = JSON.stringify([reason, open.map((h) => [h.start, h.end])]);
    const kind = this.#kinds.get(text) ?? this.#kinds.size;
    this.#kinds.set(text, kind);
    return kind;
  }
}

/** Windows of one desk; days that look alike give the same array. */
class DeskWindows {
  readonly #office: OfficeDays;
  readonly #desk: Desk;
  readonly #own: WorkingCalendar | undefined;
  readonly #named: ReadonlySet<string>;
  readonly #byKind: WindowsByKind;

  /** `own`: the desk's calendar, if it has one. `named`: exceptions that name the desk. */
  constructor(office: OfficeDays, desk: Desk, own: WorkingCalendar | undefined, named: ReadonlySet<string>) {
    if ((desk.opening || named.size > 0) && !own) {
      throw fault('calendars', 'A desk with hours or exceptions of its own needs a working calendar.');
    }
    this.#office = office;
    this.#desk = desk;
    this.#own = own;
    this.#named = named;
    const skills = desk.skills.join();
    this.#byKind = (this.#own ? undefined : office.shared.get(skills)) ?? [];
    if (!this.#own) office.shared.set(skills, this.#byKind);
  }

  at(day: DayNumber): readonly Window[] {
    const office = this.#office.at(day);
    if (office.open.length === 0) return NONE;
    const { special, because } = office;
    if (special?.desks && !special.desks.includes(this.#desk.id)) return NONE;
    if (!this.#own) return this.#windows(this.#office.kind, office.open, office);
    const open = this.#ownHours(this.#own.day(formatDate(day)), office);
    const kind = this.#office.kindOf([because.layer, because.source, special?.exception], open);
    return this.#windows(kind, open, office);
  }

  #windows(kind: number, open: readonly Interval[], { because, special }: CalendarDay): readonly Window[] {
    const known = this.#byKind[kind];
    if (known) return known;
    const { skills } = this.#desk;
    const services = special?.services;
    const windows = open.map(({ start, end }) => ({ from: start, to: end, skills, services, because }));
    this.#byKind[kind] = windows;
    return windows;
  }

  #ownHours(own: CalendarDay, office: CalendarDay): readonly Interval[] {
    return office.special && !this.#named.has(own.because.source)
      ? office.open
      : intersect(office.open, own.open);
  }
}

const NONE: readonly Window[] = [];

/** Common minutes of two sorted, disjoint lists. */
function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const common: Interval[] = [];
  for (const x of a) {
    for (const y of b) {
      const start = Math.max(x.start, y.start);
      const end = Math.min(x.end, y.end);
      if (start < end) common.push({ start, end });
    }
  }
  return common;
}

function fault(field: string, message: string): BianminError {
  return new BianminError({ code: 'bad_input', field, message });
}
