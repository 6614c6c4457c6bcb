import { formatDate } from '../time/index.js';
import type { SlotTable } from './types.js';

/** Most places told for one start: more is "many" to a citizen and would be a fact about staffing. */
const MOST_FREE = 99;

/** Starts of one office on one day, as the wire carries them. */
export interface SlotDay {
  readonly office: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Wall minutes, ascending. */
  readonly minutes: number[];
  /** Places each start has, 1–99. */
  readonly free: number[];
}

/** Tells which rows to keep (a closed channel, a used quota); default: all. */
export type RowFilter = (office: string, day: number) => boolean;

/** The rows as plain objects. */
export function slotDays(table: SlotTable, keep?: RowFilter): SlotDay[] {
  const days: SlotDay[] = [];
  for (const { office, day, starts, free } of table) {
    if (keep && !keep(office, day)) continue;
    const capped = Array.from(free, (n) => Math.min(n, MOST_FREE));
    days.push({ office, date: formatDate(day), minutes: Array.from(starts), free: capped });
  }
  return days;
}

/** JSON of the same rows, `JSON.stringify(slotDays(table))` exactly, many times faster. */
export function toCompact(table: SlotTable, keep?: RowFilter): string {
  return new TextDecoder().decode(toCompactBytes(table, keep));
}

/** The same as UTF-8 bytes: a body to send as it is. */
export function toCompactBytes(table: SlotTable, keep?: RowFilter): Uint8Array {
  const heads = table.offices.map((o) => ascii(`{"office":${JSON.stringify(o)},"date":"`));
  const longest = heads.reduce((most, h) => Math.max(most, h.length), 0);
  const out = new Writer(2 + table.rows * (longest + 40) + table.count * 8);
  out.byte(OPEN);
  for (let r = 0; r < table.rows; r++) {
    const o = table.office[r]!;
    const day = table.day[r]!;
    if (keep && !keep(table.offices[o]!, day)) continue;
    if (out.length > 1) out.byte(COMMA);
    const from = r > 0 ? table.end[r - 1]! : 0;
    out.bytes(heads[o]!);
    out.date(day);
    out.bytes(MINUTES);
    out.numbers(table.starts, from, table.end[r]!, 1440);
    out.bytes(FREE);
    out.numbers(table.free, from, table.end[r]!, MOST_FREE);
    out.bytes(END);
  }
  out.byte(CLOSE);
  return out.done();
}

const ascii = (text: string) => new TextEncoder().encode(text);
const OPEN = 0x5b;
const CLOSE = 0x5d;
const COMMA = 0x2c;
const ZERO = 0x30;
const MINUTES = ascii('","minutes":[');
const FREE = ascii('],"free":[');
const END = ascii(']}');

/** Writes JSON's bytes into one buffer that was sized for the whole. */
class Writer {
  readonly #out: Uint8Array;
  #at = 0;
  #day = Number.NaN;
  #date = new Uint8Array(0);

  constructor(size: number) {
    this.#out = new Uint8Array(size);
  }

  get length(): number {
    return this.#at;
  }

  byte(value: number): void {
    this.#out[this.#at++] = value;
  }

  bytes(values: Uint8Array): void {
    const out = this.#out;
    let at = this.#at;
    for (let i = 0; i < values.length; i++) out[at++] = values[i]!;
    this.#at = at;
  }

  date(day: number): void {
    if (day !== this.#day) {
      this.#day = day;
      this.#date = ascii(formatDate(day));
    }
    this.bytes(this.#date);
  }

  /** `values[from, to)`, capped, with commas between. Values have at most four digits. */
  numbers(values: Uint16Array, from: number, to: number, cap: number): void {
    const out = this.#out;
    let at = this.#at;
    for (let i = from; i < to; i++) {
      if (i > from) out[at++] = COMMA;
      const n = Math.min(values[i]!, cap);
      if (n >= 1000) out[at++] = ZERO + ((n / 1000) | 0);
      if (n >= 100) out[at++] = ZERO + (((n / 100) | 0) % 10);
      if (n >= 10) out[at++] = ZERO + (((n / 10) | 0) % 10);
      out[at++] = ZERO + (n % 10);
    }
    this.#at = at;
  }

  done(): Uint8Array {
    return this.#out.subarray(0, this.#at);
  }
}
