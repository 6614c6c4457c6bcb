/**
 * A `Change` made ready to be applied: keys checked, sorted in lock order, and netted, so that one
 * statement never touches a row twice. Every store applies this same plan, the memory store too.
 */
import type {
  AuditRow,
  Booking,
  Change,
  ClaimKind,
  CountedPlace,
  IdempotencyRow,
  OwnedClaim,
} from '../booking/index.js';
import { BianminError } from '../problem.js';

/** Most cells one change may take or free (a day of 5-minute cells of 34 resources). */
export const MAX_CELLS = 10_000;

/** A counted place's net change: `step` units up (> 0, refused above `cap`) or down (< 0). */
export interface CountStep {
  readonly pool: string;
  readonly bucket: number;
  readonly step: number;
  readonly cap: number;
}

/** One cell that passes from one booking (or kind) to another within the change. */
export interface CellMove {
  readonly resource: string;
  readonly cell: number;
  readonly from: string;
  readonly booking: string;
  readonly kind: ClaimKind;
}

/** Sorted by `(resource, cell)`, `(pool, bucket)`, booking id: all stores lock in this one order. */
export interface Plan {
  readonly change: Change;
  readonly take: readonly OwnedClaim[];
  readonly takeCells: number;
  readonly free: readonly OwnedClaim[];
  readonly freeCells: number;
  readonly move: readonly CellMove[];
  readonly counts: readonly CountStep[];
}

/**
 * Order of the keys in a store: by code points, as SQL's `COLLATE "C"` orders UTF-8. (`<` of two strings
 * goes by UTF-16 units and puts U+10000 before U+E000.)
 */
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xe000;

export const byCell = (
  a: { resource: string; from: number },
  b: { resource: string; from: number },
): number => byText(a.resource, b.resource) || a.from - b.from;

/**
 * Throws `bad_input` for what no store could keep (NUL or lone surrogates in a key, a span that is empty
 * or has no end): the domain refuses such input long before.
 */
export function planChange(change: Change): Plan {
  checkKeys(change);
  const take = sortSpans(change.take, 'take');
  const free = checkApart(sortSpans(change.free, 'free'));
  const counts = netCounts(change.countUp ?? [], change.countDown ?? []);
  const parted = take.length && free.length ? partMoves(take, free) : { take, free, move: [] };
  return { change, ...parted, takeCells: cellsOf(parted.take), freeCells: cellsOf(parted.free), counts };
}

/** Throws unless the text can be a key in every store: well-formed Unicode, no NUL, at most 1,000 units. */
export function checkKey(text: string, field: string): void {
  checkText(text, field);
  if (text.length > 1000) throw unfit(field, 'must have at most 1000 characters');
}

/** Throws unless the text can be a column's value in every store. */
function checkText(text: string, field: string): void {
  if (typeof text !== 'string' || text.includes('\u0000') || !text.isWellFormed())
    throw unfit(field, 'must be well-formed text without NUL');
}

const unfit = (field: string, rule: string): BianminError =>
  new BianminError({ code: 'bad_input', message: `${field} ${rule}.`, field });

const checkInteger = (value: number, field: string, limit: number): void => {
  if (!Number.isSafeInteger(value) || Math.abs(value) > limit)
    throw unfit(field, `must be an integer within ±${limit}`);
};

const checkTime = (value: number, field: string): void => checkInteger(value, field, Number.MAX_SAFE_INTEGER);

function checkKeys(change: Change): void {
  checkKey(change.tenant, 'tenant');
  checkTime(change.at, 'at');
  for (const b of [...(change.insert ?? []), ...(change.update ?? [])]) checkBooking(b);
  for (const { person, version } of change.standings ?? []) {
    checkKey(person, 'standings.person');
    checkInteger(version, 'standings.version', INT4);
  }
  if (new Set(change.standings?.map((s) => s.person)).size < (change.standings?.length ?? 0))
    throw unfit('standings', 'must name each person once');
  if (change.idempotency) checkIdempotency(change.idempotency);
  for (const row of change.audit) checkAudit(row);
  for (const row of change.outbox) {
    for (const field of ['id', 'subject', 'topic'] as const) checkKey(row[field], `outbox.${field}`);
    checkInteger(row.seq, 'outbox.seq', INT4);
  }
}

function checkBooking(b: Booking): void {
  for (const field of ['id', 'reference', 'office', 'holder', 'auditHead', 'state'] as const)
    checkKey(b[field], `booking.${field}`);
  if (b.tokenHash !== undefined) checkKey(b.tokenHash, 'booking.tokenHash');
  checkInteger(b.start, 'booking.start', INT4);
  checkInteger(b.version, 'booking.version', INT4);
  checkTime(b.createdAt, 'booking.createdAt');
  if (b.heldUntil !== undefined) checkTime(b.heldUntil, 'booking.heldUntil');
}

function checkIdempotency(row: IdempotencyRow): void {
  checkKey(row.key, 'idempotency.key');
  checkText(row.requestHash, 'idempotency.requestHash');
  checkText(row.response, 'idempotency.response');
  checkTime(row.expiresAt, 'idempotency.expiresAt');
}

/** Throws `bad_input` for an audit row that not every store could keep. */
export function checkAudit(row: AuditRow): void {
  for (const field of ['id', 'subject', 'actor', 'action', 'prev', 'hash'] as const)
    checkKey(row[field], `audit.${field}`);
  checkInteger(row.seq, 'audit.seq', INT4);
  checkTime(row.at, 'audit.at');
}

const INT4 = 2 ** 31 - 1;

function sortSpans(claims: readonly OwnedClaim[] = [], field: string): readonly OwnedClaim[] {
  for (const claim of claims) {
    checkKey(claim.resource, `${field}.resource`);
    checkKey(claim.booking, `${field}.booking`);
    checkInteger(claim.from, `${field}.from`, INT4);
    checkInteger(claim.to, `${field}.to`, INT4);
    checkKey(claim.kind, `${field}.kind`);
    if (claim.to <= claim.from)
      throw new BianminError({
        code: 'bad_input',
        message: `${field}.to must be after ${field}.from.`,
        field,
      });
  }
  if (cellsOf(claims) > MAX_CELLS)
    throw new BianminError({
      code: 'too_large',
      message: `${field} must have at most ${MAX_CELLS} cells.`,
      field,
    });
  return claims.length > 1 ? [...claims].sort(byCell) : claims;
}

/** Freed cells are named once: twice the same cell is a mistake of the caller, not a conflict. */
function checkApart(sorted: readonly OwnedClaim[]): readonly OwnedClaim[] {
  const overlap = sorted.some((claim, i) => {
    const before = sorted[i - 1];
    return before !== undefined && before.resource === claim.resource && before.to > claim.from;
  });
  if (overlap) throw unfit('free', 'must name each cell once');
  return sorted;
}

const cellsOf = (claims: readonly OwnedClaim[]): number => claims.reduce((sum, c) => sum + c.to - c.from, 0);

/** Takes apart the cells that are both freed and taken: they pass on instead. */
function partMoves(
  take: readonly OwnedClaim[],
  free: readonly OwnedClaim[],
): Pick<Plan, 'take' | 'free' | 'move'> {
  const freed = new Map<string, OwnedClaim>();
  for (const cell of free.flatMap(toCells)) freed.set(`${cell.from} ${cell.resource}`, cell);
  const move: CellMove[] = [];
  const rest: OwnedClaim[] = [];
  for (const cell of take.flatMap(toCells)) {
    const key = `${cell.from} ${cell.resource}`;
    const old = freed.get(key);
    if (!old) {
      rest.push(cell);
      continue;
    }
    freed.delete(key);
    move.push({
      resource: cell.resource,
      cell: cell.from,
      from: old.booking,
      booking: cell.booking,
      kind: cell.kind,
    });
  }
  return move.length ? { take: rest, free: [...freed.values()], move } : { take, free, move };
}

const toCells = (claim: OwnedClaim): OwnedClaim[] =>
  Array.from({ length: claim.to - claim.from }, (_, i) => ({
    ...claim,
    from: claim.from + i,
    to: claim.from + i + 1,
  }));

/** One step a place: ups less downs, under the smallest cap asked for. */
function netCounts(up: readonly CountedPlace[], down: readonly CountedPlace[]): readonly CountStep[] {
  if (!up.length && !down.length) return [];
  const steps = new Map<string, CountStep>();
  const add = (place: CountedPlace, unit: 1 | -1): void => {
    checkKey(place.pool, 'counted.pool');
    checkInteger(place.bucket, 'counted.bucket', INT4);
    checkInteger(place.cap, 'counted.cap', INT4);
    const key = `${place.bucket} ${place.pool}`;
    const old = steps.get(key);
    const cap = unit > 0 ? Math.min(place.cap, old?.cap ?? INT4) : (old?.cap ?? INT4);
    steps.set(key, { pool: place.pool, bucket: place.bucket, step: (old?.step ?? 0) + unit, cap });
  };
  for (const place of up) add(place, 1);
  for (const place of down) add(place, -1);
  return [...steps.values()]
    .filter((s) => s.step !== 0)
    .sort((a, b) => byText(a.pool, b.pool) || a.bucket - b.bucket);
}
