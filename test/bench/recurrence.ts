/**
 * Bench `recurrence`: series to instants, ours against rrule with a TZID in the same run. rrule is too slow to run
 * whole: it expands a sample of the same rules, and its time is scaled to all of them. CPU time, median of rounds.
 */
import * as namespace from 'rrule';
import { must } from '../../src/problem.js';
import { createExpander, dayNumber, type Series, zoneOf } from '../../src/time/index.js';

const rrule = ((namespace as { default?: unknown }).default ?? namespace) as typeof namespace;

const ZONE = 'Europe/Berlin';
const RULES = 10_000;
const SAMPLE = 20;
const NAMES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** 127 sets of weekdays, quarter hours from 07:00 to 19:00, starts in the year before: by a fixed recipe, no chance. */
function weeklySeries(): Series[] {
  const zone = must(zoneOf(ZONE));
  return Array.from({ length: RULES }, (_, i) => {
    const set = ((i * 37) % 127) + 1;
    const days = NAMES.filter((_name, bit) => (set >> bit) & 1);
    return {
      rule: `FREQ=WEEKLY;BYDAY=${days.join(',')}`,
      start: dayNumber(2025, 1, 1) + ((i * 13) % 330),
      minute: 420 + ((i * 7) % 48) * 15,
      zone,
    };
  });
}

const pad = (n: number): string => `${n}`.padStart(2, '0');

function withTzid({ rule, start, minute }: Series): namespace.RRule | namespace.RRuleSet {
  const date = new Date(start * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
  const time = `${pad(Math.floor(minute / 60))}${pad(minute % 60)}00`;
  return rrule.rrulestr(`DTSTART;TZID=${ZONE}:${date}T${time}\nRRULE:${rule}`);
}

/** CPU milliseconds of this process. */
function cpu(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1000;
}

const median = (list: number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!;

interface Task {
  readonly name: string;
  readonly series: readonly Series[];
  readonly from: number;
  readonly to: number;
  /** Series that rrule expands, spread over all. */
  readonly sample: number;
  /** Rounds of ours in one measurement, for tasks that are too short to time. */
  readonly repeat: number;
}

function measure({ name, series, from, to, sample, repeat }: Task): { times: number; row: object } {
  let count = 0;
  const ours = () => {
    for (let r = 0; r < repeat; r++) {
      const expander = createExpander();
      count = 0;
      for (const one of series) count += must(expander.instants(one, from, to)).length;
    }
  };
  const first = cpu(ours) / repeat;
  const rounds = Array.from({ length: 5 }, () => cpu(ours) / repeat);
  const picked = series.filter((_, i) => i % Math.ceil(series.length / sample) === 0);
  const [low, high] = [new Date(from * 86_400_000), new Date(to * 86_400_000 - 1)];
  let theirs = 0;
  const peer = cpu(() => {
    for (const one of picked) theirs += withTzid(one).between(low, high, true).length;
  });
  const expander = createExpander();
  const same = picked.reduce((n, one) => n + must(expander.instants(one, from, to)).length, 0);
  if (Math.abs(theirs - same) > picked.length)
    throw new Error(`rrule found ${theirs} occurrences, ours ${same}`);
  const whole = (peer / picked.length) * series.length;
  const times = whole / median(rounds);
  const row = {
    task: name,
    occurrences: count,
    'ours ms': Number(median(rounds).toPrecision(3)),
    'ours, first round ms': Number(first.toPrecision(3)),
    'rrule TZID ms': Number(whole.toPrecision(3)),
    'rrule measured on': `${picked.length} of ${series.length}`,
    'times faster': Math.round(times),
  };
  return { times, row };
}

/** Prints a table; returns `weeklyTimesFaster` and `farTimesFaster`. */
export async function run(_argv: string[]): Promise<Record<string, number>> {
  const week = dayNumber(2026, 3, 23); // holds the change to summer time
  const far: Series = {
    rule: 'FREQ=DAILY',
    start: dayNumber(1970, 1, 1),
    minute: 540,
    zone: must(zoneOf(ZONE)),
  };
  const weekly = measure({
    name: '10,000 weekly rules, one year',
    series: weeklySeries(),
    from: dayNumber(2026, 1, 1),
    to: dayNumber(2027, 1, 1),
    sample: SAMPLE,
    repeat: 1,
  });
  const daily = measure({
    name: 'one week of a daily rule of 1970',
    series: [far],
    from: week,
    to: week + 7,
    sample: 1,
    repeat: 200,
  });
  console.table([weekly.row, daily.row]);
  return { weeklyTimesFaster: Math.round(weekly.times), farTimesFaster: Math.round(daily.times) };
}
