/** Applies the layers of a working calendar to one day: weekly hours < national < region < office exceptions. */
import { dayOf, formatDate, weekday } from '../civil.js';
import type { HolidayFact } from '../holidays/provider.js';
import { normalise } from '../interval.js';
import type {
  CalendarDay,
  CivilDate,
  DatedException,
  DayKind,
  DayNumber,
  Interval,
  LocalText,
  Provenance,
  SpecialOpening,
} from '../types.js';
import type { WeeklyHours } from './opening.js';
import * as reasons from './reasons.js';

/** A day in the making. Each layer speaks in turn; the last one that changes the hours is the one that decided. */
export interface Draft {
  readonly date: CivilDate;
  readonly number: DayNumber;
  kind: DayKind;
  open: readonly Interval[];
  /** Open without regard to special openings: what makes it a working day. */
  working: boolean;
  name: LocalText | undefined;
  provisional: boolean;
  because: Provenance;
  readonly trail: Provenance[];
  special: SpecialOpening | undefined;
  movedTo: CalendarDay['movedTo'];
}

const CLOSED: readonly Interval[] = [];

/** The first layer: weekly hours. */
export function drafted(number: DayNumber, weekly: WeeklyHours, source: string): Draft {
  const open = weekly.on(number);
  const reason = weekly.inForce(number) ? reasons.notOnWeekday(weekday(number)) : reasons.noHours;
  const because: Provenance = { layer: 'weekly', source, ...(open.length > 0 ? {} : { reason }) };
  return {
    date: formatDate(number),
    number,
    kind: weekday(number) > 5 ? 'rest' : 'working',
    open,
    working: open.length > 0,
    name: undefined,
    provisional: false,
    because,
    trail: [because],
    special: undefined,
    movedTo: undefined,
  };
}

/** Speaks, and decides when `decides`. */
function say(draft: Draft, provenance: Provenance, decides: boolean): void {
  draft.trail.push(provenance);
  if (decides) draft.because = provenance;
}

/** National or regional table. With `keep` the day is known as what it is, but hours stay. */
export function applyHolidays(
  draft: Draft,
  layer: 'national' | 'region',
  { day, source, published }: HolidayFact,
  weekly: WeeklyHours,
  onHoliday: 'skip' | 'keep',
): void {
  if (!published) draft.provisional = true;
  if (!day) return;
  draft.kind = day.off ? 'holiday' : 'make-up';
  draft.name = day.name;
  const reason = day.off ? reasons.holidayOff(day.name) : reasons.makeUpDay(day.name);
  const follows = onHoliday === 'skip';
  if (follows) {
    draft.open = day.off ? CLOSED : weekly.asWorkday(draft.number);
    draft.working = draft.open.length > 0;
  }
  // A make-up day cannot open an office that has no working hours near it: then it decides nothing.
  say(draft, { layer, source, reason }, follows && (day.off || draft.open.length > 0));
}

const covers = (exception: DatedException, date: CivilDate): boolean =>
  exception.from <= date && date <= (exception.to ?? exception.from);

/** The date a moved exception takes from here, if it moves a day to this date. */
function movedFrom(exception: DatedException, date: CivilDate): DayNumber | undefined {
  if (exception.kind !== 'moved' || exception.toDate === undefined || exception.toOffice !== undefined)
    return undefined;
  const from = dayOf(exception.from) + dayOf(date) - dayOf(exception.toDate);
  return covers(exception, formatDate(from)) ? from : undefined;
}

function close(draft: Draft): void {
  draft.open = CLOSED;
  draft.working = false;
  draft.special = undefined;
}

function arrive(draft: Draft, exception: DatedException, from: DayNumber, weekly: WeeklyHours): void {
  const hours = weekly.on(from);
  if (hours.length === 0) return;
  draft.open = normalise([...draft.open, ...hours]);
  draft.working = true;
  draft.movedTo = undefined;
  say(draft, { layer: 'office', source: exception.id, reason: reasons.movedHere(formatDate(from)) }, true);
}

function depart(draft: Draft, exception: DatedException & { kind: 'moved' }): void {
  const shift = draft.number - dayOf(exception.from);
  const date = exception.toDate === undefined ? undefined : formatDate(dayOf(exception.toDate) + shift);
  const office = exception.toOffice;
  close(draft);
  draft.movedTo = { ...(date ? { date } : {}), ...(office ? { office } : {}) };
  const reason = exception.reason ?? reasons.movedAway(date, office);
  say(draft, { layer: 'office', source: exception.id, reason }, true);
}

function openSpecially(draft: Draft, exception: DatedException & { kind: 'open' }): void {
  const { id, desks, services, capacity, reason } = exception;
  draft.open = normalise(exception.hours);
  draft.special = {
    exception: id,
    ...(desks ? { desks } : {}),
    ...(services ? { services } : {}),
    ...(capacity === undefined ? {} : { capacity }),
  };
  draft.movedTo = undefined;
  say(draft, { layer: 'special', source: id, reason: reason ?? reasons.specialOpening }, true);
}

/**
 * One dated exception. `hours` changes a day that is open and opens no closed one (summer hours do not open
 * Sundays); `open` opens any day as a special opening; `moved` closes the day here and, with `toDate`, brings
 * its weekly hours to the day it names.
 */
export function applyException(draft: Draft, exception: DatedException, weekly: WeeklyHours): void {
  const from = movedFrom(exception, draft.date);
  if (covers(exception, draft.date)) {
    if (exception.kind === 'moved') depart(draft, exception);
    else if (exception.kind === 'open') openSpecially(draft, exception);
    else if (exception.kind === 'closed') {
      close(draft);
      const reason = exception.reason ?? reasons.closedByNotice;
      say(draft, { layer: 'office', source: exception.id, reason }, true);
    } else {
      const opened = draft.open.length > 0;
      if (opened) draft.open = normalise(exception.hours);
      draft.working = draft.working && draft.open.length > 0;
      say(
        draft,
        { layer: 'office', source: exception.id, reason: exception.reason ?? reasons.otherHours },
        opened,
      );
    }
  }
  if (from !== undefined) arrive(draft, exception, from, weekly);
}

/** The finished day. */
export function finished(draft: Draft): CalendarDay {
  const { date, kind, open, name, provisional, because, trail, special, movedTo } = draft;
  return {
    date,
    kind,
    open,
    ...(name === undefined ? {} : { name }),
    provisional,
    because,
    trail,
    ...(special && open.length > 0 ? { special } : {}),
    ...(movedTo ? { movedTo } : {}),
  };
}
