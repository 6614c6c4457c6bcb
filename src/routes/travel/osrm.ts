import { fail, ok, type Result } from '../../problem.js';
import type { LonLat, MatrixTravel } from './source.js';

/** What is asked of `fetch`: nothing but a GET that answers JSON. */
export type FetchJson = (
  url: string,
  init: { readonly signal?: AbortSignal },
) => Promise<{ readonly ok: boolean; readonly status: number; json(): Promise<unknown> }>;

export interface OsrmOptions {
  /** Such as `https://roads.example.org`, without the path. */
  readonly base: string;
  /** OSRM's profile in the path. Default `driving`. */
  readonly profile?: string;
  readonly fetch: FetchJson;
  /** Places in one request; the table is put together from blocks. Default 100, the limit of a stock OSRM server. */
  readonly block?: number;
  readonly signal?: AbortSignal;
}

/** Most places of a table made this way: a million cells. */
const MOST = 1_000;

/**
 * Seconds and metres between all points from an OSRM server's table service (OSRM 5 HTTP API). Points that the server
 * cannot connect are `-1`. Failures of the server are `store_busy`; what it answers is checked before it is believed.
 */
export async function osrmTable(
  points: readonly LonLat[],
  options: OsrmOptions,
): Promise<Result<MatrixTravel>> {
  const size = points.length;
  if (size > MOST) return fail('too_large', `points may be at most ${MOST} for a table`, { field: 'points' });
  const block = Math.max(2, options.block ?? 100) >> 1;
  const seconds = new Int32Array(size * size);
  const metres = new Int32Array(size * size);
  for (let a = 0; a < size; a += block) {
    for (let b = 0; b < size; b += block) {
      const rows = points.slice(a, a + block);
      const columns = points.slice(b, b + block);
      const part = await askBlock(rows, columns, options);
      if (!part.ok) return part;
      rows.forEach((_, i) => {
        columns.forEach((_, j) => {
          const at = (a + i) * size + b + j;
          seconds[at] = whole(part.value.durations[i]![j]);
          metres[at] = Math.max(0, whole(part.value.distances[i]![j]));
        });
      });
    }
  }
  return ok({ kind: 'matrix', seconds: { size, cells: seconds }, metres: { size, cells: metres } });
}

const whole = (value: number | null | undefined): number =>
  value === null || value === undefined ? -1 : Math.round(value);

interface Block {
  readonly durations: readonly (readonly (number | null)[])[];
  readonly distances: readonly (readonly (number | null)[])[];
}

async function askBlock(
  rows: readonly LonLat[],
  columns: readonly LonLat[],
  { base, profile = 'driving', fetch, signal }: OsrmOptions,
): Promise<Result<Block>> {
  const path = [...rows, ...columns].map((p) => `${p.lon.toFixed(6)},${p.lat.toFixed(6)}`).join(';');
  const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i).join(';');
  const query = `annotations=duration,distance&sources=${range(0, rows.length)}&destinations=${range(rows.length, columns.length)}`;
  const url = `${base.replace(/\/+$/, '')}/table/v1/${encodeURIComponent(profile)}/${path}?${query}`;
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) return fail('store_busy', `The travel server answered with status ${response.status}`);
    const body = (await response.json()) as Partial<Block> | null;
    if (
      isTable(body?.durations, rows.length, columns.length) &&
      isTable(body?.distances, rows.length, columns.length)
    ) {
      return ok(body as Block);
    }
    return fail('store_busy', 'The travel server gave no table of durations and distances');
  } catch {
    return fail('store_busy', 'The travel server could not be reached');
  }
}

function isTable(value: unknown, rows: number, columns: number): boolean {
  const cell = (v: unknown) => v === null || (typeof v === 'number' && v >= 0 && v <= 1e7);
  return (
    Array.isArray(value) &&
    value.length === rows &&
    value.every((row) => Array.isArray(row) && row.length === columns && row.every(cell))
  );
}
