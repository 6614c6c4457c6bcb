/** Where holiday years come from. A provider is plain data behind one method, so that a table can be replaced without a release. */
import { must } from '../../problem.js';
import type { CivilDate, HolidayDay, HolidayProvider, HolidayYear } from '../types.js';
import china from './cn.json' with { type: 'json' };
import { type HolidayTable, readHolidayFile } from './file.js';

/** A provider over one table. Years the table does not have are not published. */
export function holidayProvider(table: HolidayTable): HolidayProvider {
  const years = new Map(table.years.map((year) => [year.year, year]));
  return {
    id: table.id,
    year: (year: number): HolidayYear => years.get(year) ?? { year, published: false, source: table.id },
  };
}

/**
 * China's days off and make-up days by the notices of the State Council, 2024–2026 (facts only; each year names
 * its notice). 2027 is known as not published.
 */
export function chinaHolidays(): HolidayProvider {
  shipped ??= holidayProvider(must(readHolidayFile(china)));
  return shipped;
}

/** Read once: the table never changes while the process runs. */
let shipped: HolidayProvider | undefined;

/** Years of the table win over the provider's, year by year; a year the table calls not published does not hide a published one. */
export function withOverrides(provider: HolidayProvider, table: HolidayTable): HolidayProvider {
  const own = holidayProvider(table);
  return {
    id: `${table.id}+${provider.id}`,
    year: (year) => {
      const first = own.year(year);
      return first.published ? first : provider.year(year);
    },
  };
}

/** No holidays by decree: every year is published and empty. For centres that go by weekly hours alone. */
export const noHolidays: HolidayProvider = {
  id: 'none',
  year: (year) => ({ year, published: true, source: 'none', days: [] }),
};

/** What a provider says of one date. */
export interface HolidayFact {
  /** Undefined: an ordinary day as far as the table goes. */
  readonly day: HolidayDay | undefined;
  /** `CN-2026`. */
  readonly source: string;
  readonly published: boolean;
}

/** Years kept by one look-up at most. */
const YEARS_KEPT = 64;

/**
 * Looks dates up, years cached. The notice for a year may name days of the December before and the January
 * after; where two notices speak of a day, the later one wins.
 */
export function holidayLookup(provider: HolidayProvider): (date: CivilDate) => HolidayFact {
  const years = new Map<
    number,
    { readonly published: boolean; readonly days: ReadonlyMap<CivilDate, HolidayDay> }
  >();
  const load = (year: number) => {
    let found = years.get(year);
    if (!found) {
      const table = provider.year(year);
      const days = new Map(table.published ? table.days.map((day) => [day.date, day]) : []);
      found = { published: table.published, days };
      if (years.size >= YEARS_KEPT) years.clear();
      years.set(year, found);
    }
    return found;
  };
  return (date) => {
    const year = Number(date.slice(0, 4));
    const month = date.slice(5, 7);
    const { published } = load(year);
    const speaking = month === '12' ? [year + 1, year] : month === '01' ? [year, year - 1] : [year];
    for (const notice of speaking) {
      const day = load(notice).days.get(date);
      if (day) return { day, source: `${provider.id}-${notice}`, published };
    }
    return { day: undefined, source: `${provider.id}-${year}`, published };
  };
}
