import type { Faults } from './faults.js';
import { limits } from './limits.js';

/** Places of all sources, or 0 when a source is wrong. Travel is asked for before anything that names a place. */
export function checkTravel(f: Faults, travel: unknown): number {
  if (!f.object(travel, 'travel')) return 0;
  const sizes = Object.entries(travel).map(([profile, source]) =>
    checkSource(f, source, `travel.${safe(profile)}`),
  );
  if (sizes.length === 0) f.add('travel', 'empty', 'travel must have a source');
  if (new Set(sizes).size > 1)
    f.add('travel', 'places', 'All sources of travel must know the same number of places');
  return sizes[0] ?? 0;
}

/** A profile's name where it is plain enough to be repeated. */
const safe = (name: string): string => (/^[\w-]{1,40}$/.test(name) ? name : '(profile)');

function checkSource(f: Faults, source: unknown, field: string): number {
  if (!f.object(source, field)) return 0;
  checkTraffic(f, source.traffic, `${field}.traffic`);
  if (source.kind === 'matrix') {
    const size = checkTable(f, source.seconds, `${field}.seconds`, limits.seconds, true);
    for (const [key, most] of [
      ['metres', limits.metres],
      ['costs', limits.metres],
    ] as const) {
      if (source[key] === undefined) continue;
      const other = checkTable(f, source[key], `${field}.${key}`, most, false);
      if (other !== size)
        f.add(`${field}.${key}`, 'places', `${field}.${key} must have as many rows as seconds`);
    }
    return size;
  }
  if (source.kind === 'estimate') return checkPoints(f, source, field);
  f.add(`${field}.kind`, 'unknown', `${field}.kind must be matrix or estimate`);
  return 0;
}

function checkPoints(f: Faults, source: Record<string, unknown>, field: string): number {
  const points = f.items(source.points ?? null, `${field}.points`, limits.places);
  points.forEach((p, i) => {
    const at = `${field}.points[${i}]`;
    if (f.full || !f.object(p, at)) return;
    f.number(p.lon ?? null, `${at}.lon`, -180, 180);
    f.number(p.lat ?? null, `${at}.lat`, -90, 90);
  });
  if (source.fit !== undefined && f.object(source.fit, `${field}.fit`)) {
    f.number(source.fit.overhead ?? null, `${field}.fit.overhead`, 0, 86_400);
    f.number(source.fit.detour ?? null, `${field}.fit.detour`, 1, 100);
    f.number(source.fit.speed ?? null, `${field}.fit.speed`, 0.01, 1000);
  }
  return points.length;
}

/** Rows of a square table of whole numbers; 0 when it is none. */
function checkTable(f: Faults, table: unknown, field: string, most: number, noWay: boolean): number {
  const least = noWay ? -1 : 0;
  const bad = (v: unknown) => !Number.isInteger(v) || (v as number) < least || (v as number) > most;
  const say = () =>
    f.add(
      field,
      'cell',
      `${field} must hold whole numbers from ${least} to ${most}${noWay ? ' (-1: no way)' : ''}`,
    );
  if (typeof table === 'object' && table !== null && 'cells' in table) {
    const { cells, size } = table as { cells: unknown; size?: unknown };
    if (cells instanceof Int32Array && Number.isInteger(size) && cells.length === (size as number) ** 2) {
      if ((size as number) > limits.table)
        f.add(field, 'too_many', `${field} may have at most ${limits.table} rows`);
      else if (cells.some(bad)) say();
      else return size as number;
      return 0;
    }
    f.add(field, 'square', `${field} must be a square table`);
    return 0;
  }
  const rows = f.items(table ?? null, field, limits.table);
  for (const row of rows) {
    if (!Array.isArray(row) || row.length !== rows.length) {
      f.add(field, 'square', `${field} must be a square table`);
      return 0;
    }
    for (let j = 0; j < row.length; j++) {
      if (!bad(row[j])) continue;
      say();
      return 0;
    }
  }
  return rows.length;
}

function checkTraffic(f: Faults, steps: unknown, field: string): void {
  let last = Number.NEGATIVE_INFINITY;
  f.items(steps, field, 500).forEach((step, i) => {
    const at = `${field}[${i}]`;
    if (!f.object(step, at)) return;
    f.whole(step.from ?? null, `${at}.from`, -limits.time, limits.time, 'whole seconds');
    f.number(step.factor ?? null, `${at}.factor`, 0.01, 100);
    if (typeof step.from === 'number' && step.from <= last) {
      f.add(`${at}.from`, 'order', `${at}.from must be later than the step before it`);
    }
    last = typeof step.from === 'number' ? step.from : last;
  });
}
