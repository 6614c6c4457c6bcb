/** What a booking owns: claimed cells of exclusive resources, and units of counted pools. */

import type { DayNumber } from '../time/index.js';
import { firstOfMonth, mondayOf } from '../time/index.js';
import type { Place } from './place.js';
import type { Booking, ClaimSpan, CountedPlace, Holdings } from './types.js';

/** Names of counted pools. A prefix ends with `/`, so that reading by prefix never meets a longer name. */
export const pools = {
  /** Cells of a resource with capacity > 1. Bucket: cell. */
  resource: (resource: string) => `pool/${resource}/`,
  /** A channel's places of an office's day. Bucket: day number. */
  quota: (office: string, owner: string, channel: string) => `quota/${office}/${owner}/${channel}`,
  /** All places of a special opening at one office. Bucket: 0. */
  special: (exception: string, office: string) => `special/${office}/${exception}`,
  /** The one live hold of a holder. Bucket: 0. */
  holder: (holder: string) => `holder/${holder}`,
  person: (person: string, owner: string, per: 'day' | 'week' | 'month') =>
    `person/${person}/${owner}/${per}`,
} as const;

/** Cells `[from, to)` of a place, minutes before and after included. A cell is `floor(UtcMinute / grid)`. */
export const cellsOf = (
  place: Pick<Place, 'start' | 'minutes' | 'before' | 'after' | 'grid'>,
): { from: number; to: number } => ({
  from: Math.floor((place.start - place.before) / place.grid),
  to: Math.ceil((place.start + place.minutes + place.after) / place.grid),
});

/** What a place takes, before the person is known. */
export function holdingsOf(place: Place): Holdings {
  const { from, to } = cellsOf(place);
  if (place.capacity === 1)
    return { claims: [{ resource: place.resource, from, to }], counted: place.counted };
  const pool = pools.resource(place.resource);
  const cells = Array.from({ length: to - from }, (_, i) => ({
    pool,
    bucket: from + i,
    cap: place.capacity,
  }));
  return { claims: [], counted: [...cells, ...place.counted] };
}

/** One hold a holder, as a counted pool: two requests at once cannot both win. */
export const holderPlace = (holder: string): CountedPlace => ({
  pool: pools.holder(holder),
  bucket: 0,
  cap: 1,
});

/** Was a change refused because the holder holds something already? */
export const isHolderPool = (pool: string): boolean => pool.startsWith('holder/');

/** Whom limits and conduct count: all identities of a booking; one of an older store has its `person` alone. */
export const identitiesOf = (booking: Pick<Booking, 'identities' | 'person'>): readonly string[] =>
  booking.identities ?? (booking.person === undefined ? [] : [booking.person]);

/** Personal limits as counted pools: the database makes "two a week" as race-proof as a claim. */
export function personPlaces(
  person: string,
  owner: string,
  limits: { readonly day?: number; readonly week?: number; readonly month?: number },
  day: DayNumber,
): readonly CountedPlace[] {
  const places: CountedPlace[] = [];
  if (limits.day !== undefined)
    places.push({ pool: pools.person(person, owner, 'day'), bucket: day, cap: limits.day });
  if (limits.week !== undefined)
    places.push({ pool: pools.person(person, owner, 'week'), bucket: mondayOf(day), cap: limits.week });
  if (limits.month !== undefined)
    places.push({ pool: pools.person(person, owner, 'month'), bucket: firstOfMonth(day), cap: limits.month });
  return places;
}

/** What changes hands between two holdings of one booking; what both have stays untouched. */
export interface HoldingsDiff {
  readonly take: readonly ClaimSpan[];
  readonly free: readonly ClaimSpan[];
  readonly countUp: readonly CountedPlace[];
  readonly countDown: readonly CountedPlace[];
}

export function diffHoldings(old: Holdings, next: Holdings): HoldingsDiff {
  return {
    take: minusSpans(next.claims, old.claims),
    free: minusSpans(old.claims, next.claims),
    countUp: minusPlaces(next.counted, old.counted),
    countDown: minusPlaces(old.counted, next.counted),
  };
}

/** Cells of `a` that `b` has not, per resource. */
function minusSpans(a: readonly ClaimSpan[], b: readonly ClaimSpan[]): readonly ClaimSpan[] {
  let rest = [...a];
  for (const cut of b) {
    rest = rest.flatMap((span) => {
      if (span.resource !== cut.resource || cut.to <= span.from || span.to <= cut.from) return [span];
      const pieces: ClaimSpan[] = [];
      if (span.from < cut.from) pieces.push({ ...span, to: cut.from });
      if (cut.to < span.to) pieces.push({ ...span, from: cut.to });
      return pieces;
    });
  }
  return rest;
}

const placeKey = (place: CountedPlace): string => `${place.bucket} ${place.pool}`;

function minusPlaces(a: readonly CountedPlace[], b: readonly CountedPlace[]): readonly CountedPlace[] {
  const held = new Set(b.map(placeKey));
  return a.filter((place) => !held.has(placeKey(place)));
}

/** Spans whose free time a diff changes, for read models: `[resource, fromCell, toCell]`. */
export function touchedBy(diff: HoldingsDiff): readonly (readonly [string, number, number])[] {
  const spans: (readonly [string, number, number])[] = [];
  for (const { resource, from, to } of [...diff.take, ...diff.free]) spans.push([resource, from, to]);
  const cells = new Map<string, [number, number]>();
  for (const { pool, bucket } of [...diff.countUp, ...diff.countDown]) {
    if (!pool.startsWith('pool/')) continue;
    const resource = pool.slice(5, -1);
    const span = cells.get(resource);
    if (span) cells.set(resource, [Math.min(span[0], bucket), Math.max(span[1], bucket + 1)]);
    else cells.set(resource, [bucket, bucket + 1]);
  }
  for (const [resource, [from, to]] of cells) spans.push([resource, from, to]);
  return spans;
}
