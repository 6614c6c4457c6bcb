/**
 * Time zones as transition tables. Blocks of about a year are built on first use from luxon's
 * `IANAZone.offset` (the host's IANA data, never the host's own zone) by probing and bisection to the
 * second; after that a look-up is integer arithmetic. Works for every instant of the years 1–9999.
 */
import { IANAZone } from 'luxon';
import { fail, ok, type Result } from '../problem.js';
import type { Interval, WallFit, Zone } from './types.js';

/** A zone that also answers to the second, for local mean times such as Shanghai's +08:05:43 before 1901. */
export interface ZoneTable extends Zone {
  /** Wall seconds (day × 86400 + second) to UTC seconds; gaps shift forward, folds give the first. */
  secondsToUtc(wall: number): { readonly instant: number; readonly fit: WallFit };
  /** Seconds east of UTC at an instant in UTC seconds. */
  offsetSecondsAt(instant: number): number;
}

/** UTC seconds `[start, end)` with one offset in seconds. */
interface Segment {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

const BLOCK = 366 * 86400;
/** Shorter than the briefest stay at one offset in any zone since 1900 (7 days, Recife in October 2000), so that no pair of changes hides between probes. */
const PROBE = 6 * 86400;
/** No offset in the IANA data is farther from UTC than 16 hours. */
const REACH = 16 * 3600;

/** Cuts one block into segments of constant offset. */
function cut(start: number, offsetAt: (second: number) => number): readonly Segment[] {
  const segments: Segment[] = [];
  const end = start + BLOCK;
  let from = start;
  let offset = offsetAt(start);
  for (let probe = start; probe < end; ) {
    const next = Math.min(probe + PROBE, end);
    if (offsetAt(next) !== offset) {
      let low = probe;
      let high = next;
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (offsetAt(middle) === offset) low = middle;
        else high = middle;
      }
      if (high < end) {
        segments.push({ start: from, end: high, offset });
        from = high;
        offset = offsetAt(high);
      }
      // Probe again from the change itself: a second one may follow before `next`.
      probe = high;
    } else probe = next;
  }
  segments.push({ start: from, end, offset });
  return segments;
}

class Table implements ZoneTable {
  readonly name: string;
  readonly #iana: IANAZone;
  readonly #blocks = new Map<number, readonly Segment[]>();

  constructor(name: string, iana: IANAZone) {
    this.name = name;
    this.#iana = iana;
  }

  #block(index: number): readonly Segment[] {
    let block = this.#blocks.get(index);
    if (!block) {
      block = cut(index * BLOCK, (second) => Math.round(this.#iana.offset(second * 1000) * 60));
      this.#blocks.set(index, block);
    }
    return block;
  }

  #segment(instant: number): Segment {
    const block = this.#block(Math.floor(instant / BLOCK));
    for (const segment of block) if (instant < segment.end) return segment;
    return block.at(-1)!;
  }

  /** Segments that wall times in `[from, to)` seconds can belong to, in order. */
  #segmentsAround(from: number, to: number): readonly Segment[] {
    const out: Segment[] = [];
    for (let at = from - REACH; at <= to + REACH; ) {
      const segment = this.#segment(at);
      const last = out.at(-1);
      if (last && last.offset === segment.offset)
        out[out.length - 1] = { start: last.start, end: segment.end, offset: last.offset };
      else out.push(segment);
      at = segment.end;
    }
    return out;
  }

  offsetSecondsAt(instant: number): number {
    return this.#segment(instant).offset;
  }

  secondsToUtc(wall: number): { readonly instant: number; readonly fit: WallFit } {
    const segment = this.#segment(wall - REACH);
    if (wall + REACH < segment.end) return { instant: wall - segment.offset, fit: 'exact' };
    let first: number | undefined;
    let before = segment.offset;
    for (const s of this.#segmentsAround(wall, wall)) {
      const instant = wall - s.offset;
      if (instant >= s.start && instant < s.end) {
        if (first !== undefined) return { instant: first, fit: 'fold' };
        first = instant;
      } else if (instant >= s.end) before = s.offset;
    }
    // In a gap the offset before it counts on: 02:30 of a skipped hour becomes 03:30 (RFC 5545 3.3.5).
    return first === undefined ? { instant: wall - before, fit: 'gap' } : { instant: first, fit: 'exact' };
  }

  offsetAt(instant: number): number {
    return Math.round(this.#segment(instant * 60).offset / 60);
  }

  toUtc(day: number, minute: number): { readonly instant: number; readonly fit: WallFit } {
    const wall = day * 1440 + minute;
    const { instant, fit } = this.secondsToUtc(wall * 60);
    return { instant: wall - Math.round((wall * 60 - instant) / 60), fit };
  }

  toWall(instant: number): { readonly day: number; readonly minute: number } {
    const wall = instant + this.offsetAt(instant);
    const day = Math.floor(wall / 1440);
    return { day, minute: wall - day * 1440 };
  }

  irregular(day: number): readonly Interval[] {
    const midnight = day * 86400;
    const segment = this.#segment(midnight - REACH);
    if (midnight + 86400 + REACH < segment.end) return [];
    const out: Interval[] = [];
    const around = this.#segmentsAround(midnight, midnight + 86400);
    for (let i = 1; i < around.length; i++) {
      const change = around[i]!;
      const offsets = [around[i - 1]!.offset, change.offset];
      const start = Math.floor((change.start + Math.min(...offsets) - midnight) / 60);
      const end = Math.ceil((change.start + Math.max(...offsets) - midnight) / 60);
      if (start < 1440 && end > 0) out.push({ start: Math.max(0, start), end: Math.min(1440, end) });
    }
    return out;
  }
}

/** One table a zone for the whole process; bounded by the number of IANA names. */
const tables = new Map<string, ZoneTable>();
/** IANA names only: no offsets such as `+08:00`, which some hosts accept. */
const NAME = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;

/**
 * The table of an IANA zone, e.g. `Asia/Shanghai`; letter case does not matter.
 * Problem `zone_unknown` when the host's data has no such zone.
 */
export function zoneOf(name: string): Result<ZoneTable> {
  const known = NAME.test(name) ? tables.get(name.toLowerCase()) : undefined;
  if (known) return ok(known);
  if (!NAME.test(name) || !IANAZone.isValidZone(name))
    return fail('zone_unknown', 'zone must be an IANA time zone such as Asia/Shanghai.', { field: 'zone' });
  const canonical = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  const shown = canonical.toLowerCase() === name.toLowerCase() ? canonical : name;
  const table = new Table(shown, new IANAZone(name));
  tables.set(name.toLowerCase(), table);
  return ok(table);
}
