/** What is free, as the pickers need it: plain look-ups over the answers of the API. */
import type { DaysAnswer, DayView, SlotsAnswer } from '../../../src/client/index.js';
import { addDays } from '../format.js';

/** A start somebody can take. */
export interface Place {
  readonly office: string;
  readonly date: string;
  /** Wall minute. */
  readonly minute: number;
}

/** Free starts of one office and day; `free[i]` places at `minutes[i]`. */
export interface Times {
  readonly minutes: readonly number[];
  readonly free: readonly number[];
}

/** A line of the list: a day, or a run of closed days with one reason. */
export type Row =
  | {
      readonly kind: 'day';
      readonly date: string;
      readonly times: Times | undefined;
      readonly day: DayView | undefined;
    }
  | { readonly kind: 'gap'; readonly from: string; readonly to: string; readonly day: DayView };

export class FreeTimes {
  window: readonly [string, string] | undefined;
  nextOpen: SlotsAnswer['nextOpen'];
  /** Beyond this date times were not asked for yet. */
  readonly #times = new Map<string, Map<string, Times>>();
  readonly #days = new Map<string, Map<string, DayView>>();

  addSlots(answer: SlotsAnswer): void {
    this.window = answer.window;
    this.nextOpen = answer.nextOpen;
    for (const { office, date, minutes, free } of answer.days)
      drawer(this.#times, office).set(date, { minutes, free });
  }

  addDays(answer: DaysAnswer): void {
    this.window ??= answer.window;
    for (const day of answer.days) drawer(this.#days, day.office).set(day.date, day);
  }

  times(office: string, date: string): Times | undefined {
    return this.#times.get(office)?.get(date);
  }

  day(office: string, date: string): DayView | undefined {
    return this.#days.get(office)?.get(date);
  }

  /** Dates with something to book: free starts known, or promised by the calendar. Ascending. */
  dates(office: string): readonly string[] {
    const dates = new Set<string>();
    for (const [date, times] of this.#times.get(office) ?? []) if (times.minutes.length > 0) dates.add(date);
    for (const [date, day] of this.#days.get(office) ?? [])
      if (day.level !== 'none' && !this.times(office, date)) dates.add(date);
    return [...dates].sort();
  }

  earliest(office: string): Place | undefined {
    const times = this.#times.get(office);
    const date = times && [...times.keys()].sort().find((d) => times.get(d)!.minutes.length > 0);
    return date ? { office, date, minute: times.get(date)!.minutes[0]! } : undefined;
  }

  /** All free starts known, of all offices. */
  *all(): Generator<Place> {
    for (const [office, days] of this.#times)
      for (const [date, { minutes }] of days) for (const minute of minutes) yield { office, date, minute };
  }

  /** The list's lines up to the last day with something free; holidays and full days are told, weekends are not. */
  rows(office: string): readonly Row[] {
    const dates = this.dates(office);
    const last = dates.at(-1);
    const rows: Row[] = [];
    if (!this.window || !last) return rows;
    for (let date = this.window[0]; date <= last; date = addDays(date, 1)) {
      const day = this.day(office, date);
      if (dates.includes(date)) rows.push({ kind: 'day', date, times: this.times(office, date), day });
      else if (day) this.#gap(rows, date, day);
    }
    return rows;
  }

  #gap(rows: Row[], date: string, day: DayView): void {
    // A free weekend and a day that cannot be booked yet need no line; a holiday does, also where others are served.
    if (!isHoliday(day) && (day.kind === 'rest' || (!day.closed && !day.bookable))) return;
    if (!day.closed && day.bookable) rows.push({ kind: 'day', date, times: { minutes: [], free: [] }, day });
    else {
      const before = rows.at(-1);
      const joins = before?.kind === 'gap' && addDays(before.to, 1) === date && sameReason(before.day, day);
      if (joins) rows.pop();
      rows.push({ kind: 'gap', from: joins ? before.from : date, to: date, day: joins ? before.day : day });
    }
  }
}

const isHoliday = (day: DayView) => day.kind === 'holiday';

const sameReason = (a: DayView, b: DayView) =>
  JSON.stringify([a.name, a.closed?.reason]) === JSON.stringify([b.name, b.closed?.reason]);

function drawer<V>(map: Map<string, Map<string, V>>, key: string): Map<string, V> {
  let inner = map.get(key);
  if (!inner) {
    inner = new Map();
    map.set(key, inner);
  }
  return inner;
}
