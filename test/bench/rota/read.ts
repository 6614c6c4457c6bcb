import type { RosterProblem } from '../../../src/rota/index.js';

/** A shift-scheduling instance of the 2014 text format, as read. Minutes, zero-based days, day 0 a Monday. */
export interface Instance {
  readonly days: number;
  readonly shifts: readonly {
    readonly id: string;
    readonly minutes: number;
    readonly notBefore: readonly string[];
  }[];
  readonly staff: readonly Staff[];
  readonly daysOff: readonly (readonly [string, number])[];
  readonly on: readonly Wish[];
  readonly off: readonly Wish[];
  readonly cover: readonly Cover[];
}

export interface Staff {
  readonly id: string;
  readonly maxShifts: Readonly<Record<string, number>>;
  readonly maxMinutes: number;
  readonly minMinutes: number;
  readonly maxRun: number;
  readonly minRun: number;
  readonly minRest: number;
  readonly maxWeekends: number;
}

export interface Wish {
  readonly person: string;
  readonly day: number;
  readonly shift: string;
  readonly weight: number;
}

export interface Cover {
  readonly day: number;
  readonly shift: string;
  readonly need: number;
  readonly under: number;
  readonly over: number;
}

/** Reads the text. Throws when it holds no instance. */
export function readInstance(text: string): Instance {
  const sections = new Map<string, string[][]>();
  let current: string[][] = [];
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.replace(/#.*/, '').trim();
    if (line.startsWith('SECTION_')) {
      current = [];
      sections.set(line, current);
    } else if (line !== '') current.push(line.split(',').map((x) => x.trim()));
  }
  const section = (name: string): string[][] => sections.get(`SECTION_${name}`) ?? [];
  const days = Number(section('HORIZON')[0]?.[0]);
  if (!(days > 0)) throw new Error('not a shift-scheduling instance');
  return {
    days,
    shifts: section('SHIFTS').map(([id, minutes, after]) => ({
      id: id!,
      minutes: Number(minutes),
      notBefore: (after ?? '').split('|').filter((x) => x !== ''),
    })),
    staff: section('STAFF').map(readStaff),
    daysOff: section('DAYS_OFF').flatMap(([id, ...rest]) =>
      rest.filter((d) => d !== '').map((d) => [id!, Number(d)] as const),
    ),
    on: section('SHIFT_ON_REQUESTS').map(readWish),
    off: section('SHIFT_OFF_REQUESTS').map(readWish),
    cover: section('COVER').map(([day, shift, need, under, over]) => ({
      day: Number(day),
      shift: shift!,
      need: Number(need),
      under: Number(under),
      over: Number(over),
    })),
  };
}

function readStaff(f: string[]): Staff {
  const maxShifts: Record<string, number> = {};
  for (const part of f[1]!.split('|').filter((x) => x !== '')) {
    const [id, most] = part.split('=');
    maxShifts[id!] = Number(most);
  }
  const n = f.slice(2).map(Number) as [number, number, number, number, number, number];
  const [maxMinutes, minMinutes, maxRun, minRun, minRest, maxWeekends] = n;
  return { id: f[0]!, maxShifts, maxMinutes, minMinutes, maxRun, minRun, minRest, maxWeekends };
}

const readWish = ([person, day, shift, weight]: string[]): Wish => ({
  person: person!,
  day: Number(day),
  shift: shift!,
  weight: Number(weight),
});

/** The instance in the words of the engine. */
export function toProblem(x: Instance): RosterProblem {
  return {
    days: x.days,
    firstWeekday: 1,
    shifts: x.shifts,
    people: x.staff.map(({ id, maxShifts, ...limits }) => ({
      id,
      limits: { ...limits, maxPerShift: maxShifts },
    })),
    demand: x.cover.map((c) => ({
      day: c.day,
      shifts: [c.shift],
      people: c.need,
      under: c.under,
      over: c.over,
    })),
    leave: x.daysOff.map(([person, day]) => ({ person, from: day, until: day })),
    requests: [
      ...x.on.map((w) => ({ ...w, want: 'on' as const })),
      ...x.off.map((w) => ({ ...w, want: 'off' as const })),
    ],
  };
}
