import type { Centre } from '../catalog/index.js';
import { must } from '../problem.js';
import { type DayNumber, type Zone, zoneOf } from '../time/index.js';
import { createFreeTimeIndex } from './free-time-index.js';
import { type CalendarSource, openingWindows } from './opening.js';
import type { FreeTimeIndex, WindowProvider } from './types.js';

/** Sets the windows of every resource of a provider over the whole horizon of an index (made of its resources). */
export function fill(index: FreeTimeIndex, provider: WindowProvider): void {
  const resources = provider.resources();
  for (let d = index.firstDay; d < index.firstDay + index.days; d++) {
    for (const { id } of resources) index.setWindows(id, d, provider.windows(id, d));
  }
}

/** Days `[from, to)`. */
export interface DayRange {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

/** An index over days with all windows of a provider and no claims yet. */
export function indexOf(
  provider: WindowProvider,
  { zone, grid, from, to }: DayRange & { readonly zone: Zone; readonly grid: 5 | 15 },
): FreeTimeIndex {
  const whyClosed = provider.whyClosed?.bind(provider);
  const index = createFreeTimeIndex({
    zone,
    grid,
    firstDay: from,
    days: to - from,
    resources: provider.resources(),
    ...(whyClosed ? { whyClosed } : {}),
  });
  fill(index, provider);
  return index;
}

/** What a centre's opening hours offer over days, with no claims yet. Throws `bad_input` as `openingWindows` does. */
export function openingIndex(centre: Centre, calendars: CalendarSource, days: DayRange): FreeTimeIndex {
  const zone = must(zoneOf(centre.zone));
  return indexOf(openingWindows(centre, calendars), { zone, grid: centre.grid, ...days });
}
