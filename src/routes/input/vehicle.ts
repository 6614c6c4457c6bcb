import type { Faults } from './faults.js';
import { limits } from './limits.js';
import { checkAmounts, checkWindows } from './visit.js';

/** What a travel source knows, as far as vehicles depend on it. */
export interface Knows {
  readonly metres: boolean;
  readonly costs: boolean;
}

/** One vehicle by itself; its steps are checked when all stops are known. */
export function checkVehicle(
  f: Faults,
  v: Record<string, unknown>,
  field: string,
  places: number,
  dims: number,
  knows: ReadonlyMap<string, Knows>,
): void {
  f.whole(v.start, `${field}.start`, 0, places - 1, 'a place');
  f.whole(v.end, `${field}.end`, 0, places - 1, 'a place');
  checkAmounts(f, v.capacity, `${field}.capacity`, dims);
  f.items(v.skills, `${field}.skills`, limits.skills).forEach((s, i) => {
    f.id(s, `${field}.skills[${i}]`);
  });
  checkWindows(f, v.shifts, `${field}.shifts`, limits.shifts);
  f.items(v.breaks, `${field}.breaks`, limits.breaks).forEach((b, i) => {
    const at = `${field}.breaks[${i}]`;
    if (!f.object(b, at)) return;
    f.id(b.id, `${at}.id`);
    f.whole(b.service, `${at}.service`, 0, limits.seconds, 'whole seconds');
    checkWindows(f, b.windows, `${at}.windows`);
  });
  f.number(v.speedFactor, `${field}.speedFactor`, 0.1, 10);
  f.whole(v.maxTasks, `${field}.maxTasks`, 0, limits.stops);
  f.whole(v.maxTravelTime, `${field}.maxTravelTime`, 0, limits.horizon, 'whole seconds');
  f.whole(v.maxDistance, `${field}.maxDistance`, 0, 2_000_000_000, 'whole metres');
  if (v.type !== undefined && typeof v.type !== 'string')
    f.add(`${field}.type`, 'text', `${field}.type must be a text`);
  const source = knows.get((v.profile as string | undefined) ?? 'car');
  if (source === undefined) {
    f.add(`${field}.profile`, 'unknown', `${field}.profile must name a source of travel`);
    return;
  }
  checkCosts(f, v, field, source);
}

function checkCosts(f: Faults, v: Record<string, unknown>, field: string, source: Knows): void {
  if (v.maxDistance !== undefined && !source.metres) {
    f.add(
      `${field}.maxDistance`,
      'no_metres',
      `${field}.maxDistance needs a source of travel that knows metres`,
    );
  }
  if (v.costs === undefined || !f.object(v.costs, `${field}.costs`)) return;
  const { fixed, perHour, perKm, perTaskHour } = v.costs;
  f.number(fixed, `${field}.costs.fixed`, 0, limits.cost);
  f.number(perHour, `${field}.costs.perHour`, 0, 36_000);
  f.number(perKm, `${field}.costs.perKm`, 0, 10_000);
  f.number(perTaskHour, `${field}.costs.perTaskHour`, 0, 36_000);
  if (typeof perKm === 'number' && perKm > 0 && !source.metres) {
    f.add(
      `${field}.costs.perKm`,
      'no_metres',
      `${field}.costs.perKm needs a source of travel that knows metres`,
    );
  }
  if (source.costs && (perHour !== undefined || perKm !== undefined)) {
    f.add(
      `${field}.costs`,
      'costs_twice',
      `${field}.costs must not price travel where the source of travel has costs`,
    );
  }
}
