import type { Resource, SlotQuery, Taken, TakenCells, Window } from '../../src/availability/index.js';
import { must } from '../../src/problem.js';
import { type DayNumber, type Interval, type Zone, zoneOf } from '../../src/time/index.js';

/** A zone made of hand-written transitions: `[UTC minute, minutes east from then on]`. */
export function handMadeZone(
  name: string,
  first: number,
  changes: readonly (readonly [number, number])[],
): Zone {
  const offsetAt = (t: number) => changes.reduce((now, [at, offset]) => (t >= at ? offset : now), first);
  const before = (i: number) => (i === 0 ? first : changes[i - 1]![1]);
  return {
    name,
    offsetAt,
    toUtc(day, minute) {
      const wall = day * 1440 + minute;
      for (let i = 0; i < changes.length; i++) {
        const [at, after] = changes[i]!;
        if (wall >= at + before(i) && wall < at + after) return { instant: wall - before(i), fit: 'gap' };
        if (wall >= at + after && wall < at + before(i)) return { instant: wall - before(i), fit: 'fold' };
      }
      const offsets = [first, ...changes.map(([, o]) => o)];
      const offset = offsets.find((o) => offsetAt(wall - o) === o)!;
      return { instant: wall - offset, fit: 'exact' };
    },
    toWall(instant) {
      const wall = instant + offsetAt(instant);
      const day = Math.floor(wall / 1440);
      return { day, minute: wall - day * 1440 };
    },
    irregular(day) {
      const found: Interval[] = [];
      changes.forEach(([at, after], i) => {
        const a = Math.max(Math.min(at + before(i), at + after), day * 1440) - day * 1440;
        const b = Math.min(Math.max(at + before(i), at + after), (day + 1) * 1440) - day * 1440;
        if (a < b) found.push({ start: a, end: b });
      });
      return found;
    },
  };
}

const utc = (iso: string) => Date.parse(iso) / 60_000;

/** Our own tables, the same transitions by hand (so that neither checks itself), and an offset that no grid divides. */
export const zones: readonly Zone[] = [
  ...['Asia/Shanghai', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Apia'].map((name) =>
    must(zoneOf(name)),
  ),
  handMadeZone('Europe/Berlin', 60, [
    [utc('2026-03-29T01:00Z'), 120],
    [utc('2026-10-25T01:00Z'), 60],
  ]),
  handMadeZone('Australia/Lord_Howe', 660, [
    [utc('2026-04-04T15:00Z'), 630],
    [utc('2026-10-03T15:30Z'), 660],
  ]),
  handMadeZone('Etc/Odd', 487, []),
];

/** The free-time index as anyone would write it first: minute by minute, nothing precomputed. */
export class NaiveModel {
  readonly #windows = new Map<string, readonly Window[]>();
  readonly #taken = new Map<string, number>();
  readonly zone: Zone;
  readonly grid: number;
  readonly firstDay: DayNumber;
  readonly days: number;
  readonly resources: readonly Resource[];

  constructor(o: {
    zone: Zone;
    grid: number;
    firstDay: DayNumber;
    days: number;
    resources: readonly Resource[];
  }) {
    this.zone = o.zone;
    this.grid = o.grid;
    this.firstDay = o.firstDay;
    this.days = o.days;
    this.resources = o.resources;
  }

  setWindows(resource: string, day: DayNumber, windows: readonly Window[]): void {
    this.#windows.set(`${resource} ${day}`, windows);
  }

  change(t: Taken, sign: 1 | -1): void {
    for (let c = Math.floor(t.from / this.grid); c * this.grid < t.to; c++) {
      this.#cell(t.resource, t.day, c, sign * (t.units ?? 1));
    }
  }

  changeCells(t: TakenCells, sign: 1 | -1): void {
    for (const [day, cell] of this.#wallCells(t.from, t.to))
      this.#cell(t.resource, day, cell, sign * (t.units ?? 1));
  }

  clear(resource: string, day: DayNumber): void {
    for (let c = 0; c < 1440 / this.grid; c++) this.#taken.delete(`${resource} ${day} ${c}`);
  }

  clearCells(resource: string, from: number, to: number): void {
    for (const [day, cell] of this.#wallCells(from, to)) this.#taken.delete(`${resource} ${day} ${cell}`);
  }

  /** Units free for a start, by resource; resources that cannot take it are absent. */
  freeAt(
    query: SlotQuery,
    office: string,
    day: DayNumber,
    start: number,
    ignoreTaken = false,
  ): Map<string, number> {
    const free = new Map<string, number>();
    if (day < this.firstDay || day >= this.firstDay + this.days || start % query.step !== 0) return free;
    const from = Math.floor((start - (query.before ?? 0)) / this.grid) * this.grid;
    const to = Math.ceil((start + query.minutes + (query.after ?? 0)) / this.grid) * this.grid;
    if (from < 0 || to > 1440) return free;
    const odd = this.zone.irregular(day);
    for (const r of this.resources) {
      if (r.office !== office) continue;
      const windows = (this.#windows.get(`${r.id} ${day}`) ?? []).filter(
        (w) =>
          query.skills.every((s) => w.skills.includes(s)) &&
          (!w.services || (query.service !== undefined && w.services.includes(query.service))),
      );
      let units = r.capacity;
      for (let m = from; m < to && units > 0; m++) {
        const c = Math.floor(m / this.grid);
        const cellOdd = odd.some((i) => i.start < (c + 1) * this.grid && i.end > c * this.grid);
        if (cellOdd || !windows.some((w) => w.from <= m && m < w.to)) units = 0;
        else if (!ignoreTaken)
          units = Math.min(units, r.capacity - (this.#taken.get(`${r.id} ${day} ${c}`) ?? 0));
      }
      if (units > 0) free.set(r.id, units);
    }
    return free;
  }

  /** All slots within the query, in the order the contract states, before any limit. */
  slots(
    query: SlotQuery,
    ignoreTaken = false,
  ): { office: string; day: number; start: number; free: number }[] {
    const found: { office: string; day: number; start: number; free: number }[] = [];
    for (let day = query.from; day < query.to; day++) {
      for (const office of query.offices) {
        for (let start = 0; start < 1440; start += query.step) {
          const at = day * 1440 + start;
          if (at < (query.earliest ?? -Infinity) || at >= (query.latest ?? Infinity)) continue;
          const free = [...this.freeAt(query, office, day, start, ignoreTaken).values()].reduce(
            (a, b) => a + b,
            0,
          );
          if (free > 0) found.push({ office, day, start, free });
        }
      }
    }
    return found;
  }

  *#wallCells(from: number, to: number): Generator<[number, number]> {
    const seen = new Set<string>();
    for (let t = from * this.grid; t < to * this.grid; t++) {
      const { day, minute } = this.zone.toWall(t);
      const cell = Math.floor(minute / this.grid);
      if (seen.has(`${day} ${cell}`)) continue;
      seen.add(`${day} ${cell}`);
      yield [day, cell];
    }
  }

  #cell(resource: string, day: DayNumber, cell: number, units: number): void {
    if (day < this.firstDay || day >= this.firstDay + this.days || cell < 0 || cell >= 1440 / this.grid)
      return;
    const key = `${resource} ${day} ${cell}`;
    const exclusive = this.resources.find((r) => r.id === resource)?.capacity === 1;
    const next = exclusive ? Number(units > 0) : Math.max(0, (this.#taken.get(key) ?? 0) + units);
    this.#taken.set(key, next);
  }
}
