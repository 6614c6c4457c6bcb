/** The working calendar of one office (or desk, or route): layers applied lazily, days kept in a bounded cache. */
import { BianminError } from '../../problem.js';
import { dayOf, formatDate } from '../civil.js';
import { holidayLookup } from '../holidays/provider.js';
import type {
  CalendarDay,
  CivilDate,
  Closure,
  DatedException,
  DayNumber,
  HolidayProvider,
  WorkingCalendar,
  Zone,
} from '../types.js';
import { applyException, applyHolidays, drafted, finished } from './layers.js';
import { type OpeningHours, weeklyHours } from './opening.js';
import { closedByNotice } from './reasons.js';

/** What a calendar is made of. */
export interface CalendarRules {
  readonly zone: Zone;
  readonly opening: readonly OpeningHours[];
  /** `skip` (default): closed on holidays, open on make-up days. `keep`: weekly hours whatever the decree says. */
  readonly onHoliday?: 'skip' | 'keep';
  /** National table; absent: no such layer, nothing is provisional. */
  readonly holidays?: HolidayProvider;
  /** Regional table on top, e.g. the third day of the third month in Guangxi. */
  readonly region?: HolidayProvider;
  /** In order of announcement: later ones win. */
  readonly exceptions?: readonly DatedException[];
  /** Whose calendar it is: exceptions with `for` count when they name one of these. The first is the source of weekly hours. */
  readonly ids?: readonly string[];
}

/** Days kept; then the cache starts anew. */
const DAYS_KEPT = 4096;
/** Days without a single working day after which a search gives up: longer than the eight years between two leap days. */
const SEARCH = 3660;

interface Known {
  readonly day: CalendarDay;
  readonly working: boolean;
}

class Calendar implements WorkingCalendar {
  readonly zone: Zone;
  readonly #known = new Map<DayNumber, Known>();
  readonly #make: (day: DayNumber) => Known;

  constructor(rules: CalendarRules) {
    this.zone = rules.zone;
    this.#make = maker(rules);
  }

  #know(day: DayNumber): Known {
    let known = this.#known.get(day);
    if (!known) {
      if (this.#known.size >= DAYS_KEPT) this.#known.clear();
      known = this.#make(day);
      this.#known.set(day, known);
    }
    return known;
  }

  day(date: CivilDate): CalendarDay {
    return this.#know(dayOf(date)).day;
  }

  whyClosed(date: CivilDate): Closure | undefined {
    const { open, because, provisional } = this.day(date);
    if (open.length > 0) return undefined;
    const { layer, source, reason } = because;
    return { date, layer, source, reason: reason ?? closedByNotice, provisional };
  }

  isWorkingDay(date: CivilDate): boolean {
    return this.#know(dayOf(date)).working;
  }

  addWorkingDays(date: CivilDate, n: number): CivilDate {
    const step = n < 0 ? -1 : 1;
    let left = Math.abs(n);
    let day = dayOf(date);
    if (left === 0 && this.#know(day).working) return date;
    left = Math.max(1, left);
    for (let idle = 0; idle <= SEARCH; ) {
      day += step;
      idle++;
      if (!this.#know(day).working) continue;
      idle = 0;
      if (--left === 0) return formatDate(day);
    }
    throw new BianminError({ code: 'closed', message: 'The calendar has no working day within ten years.' });
  }

  workingDaysBetween(from: CivilDate, to: CivilDate): number {
    const [first, last] = [dayOf(from), dayOf(to)];
    let count = 0;
    for (let day = Math.min(first, last) + 1; day <= Math.max(first, last); day++)
      if (this.#know(day).working) count++;
    return last < first ? -count : count;
  }
}

function maker(rules: CalendarRules): (day: DayNumber) => Known {
  const { onHoliday = 'skip', exceptions = [], ids = [] } = rules;
  const weekly = weeklyHours(rules.opening);
  const national = rules.holidays && holidayLookup(rules.holidays);
  const region = rules.region && holidayLookup(rules.region);
  const own = exceptions.filter((e) => e.for === undefined || e.for.some((id) => ids.includes(id)));
  return (number) => {
    const draft = drafted(number, weekly, ids[0] ?? 'opening');
    if (national) applyHolidays(draft, 'national', national(draft.date), weekly, onHoliday);
    if (region) applyHolidays(draft, 'region', region(draft.date), weekly, onHoliday);
    for (const exception of own) applyException(draft, exception, weekly);
    return { day: finished(draft), working: draft.working };
  };
}

/**
 * Makes the calendar. Throws `BianminError` for a bad opening rule (check with `checkOpening` first); dates that are
 * no dates throw `bad_input`. `addWorkingDays` throws `closed` when there is no working day within ten years.
 */
export const workingCalendar = (rules: CalendarRules): WorkingCalendar => new Calendar(rules);
