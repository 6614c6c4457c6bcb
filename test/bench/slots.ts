/**
 * Slots: W1 (one office) and W2 (a city) of the issue's table, against a bare baseline in the same run.
 *
 * All times are CPU time of the whole process (`process.cpuUsage`, so garbage collection counts), the median
 * of the rounds after warm-up. Rows are objects as the store returns them, `{ resource, from, to, … }` in UTC
 * cells, each with a resource string of its own. What is inside each figure:
 * - w1WarmMs: search of all starts of all days, and the compact JSON text.
 * - w1ColdMs: a new index, its windows from opening hours, 5,000 rows, then the same search and JSON.
 * - w2SearchMs: all starts of 200 offices and 60 days with their counts, listed in typed columns.
 * - w2RebuildMs: a new index, windows from opening hours (weekly hours; holiday layers are cached by `time/`),
 *   2,000,000 rows.
 * - w2IndexMB: bytes of the index's typed arrays after the search, in millions.
 * - updateUs: one insert or cancel on the W2 index.
 */
import {
  createFreeTimeIndex,
  type FreeTimeIndex,
  fill,
  type SlotQuery,
  toCompact,
} from '../../src/availability/index.js';
import { bareSearch, groupByResource } from './slots.bare.js';
import { FIRST_DAY, GRID, HOURS, makeWork, mulberry32, STAFF, type Work, zone } from './slots.data.js';

const MINUTES = 30;

export async function run(argv: string[]): Promise<Record<string, number>> {
  const rounds = Number(argv[argv.indexOf('--rounds') + 1]) || 15;
  const figures = { ...benchW1(rounds), ...benchW2(rounds) };
  return Object.fromEntries(Object.entries(figures).map(([k, v]) => [k, Number(v.toPrecision(4))]));
}

function benchW1(rounds: number) {
  const work = makeWork(1, 30, 5000);
  const query = everything(work);
  const index = build(work);
  const list = (i: FreeTimeIndex) => flattened(toCompact(i.search(query)));
  const busy = groupByResource(work.rows);
  const bare = () => flattened(JSON.stringify(bareSearch(busy, 'office-0', query.from, query.to, MINUTES)));
  same(list(index), bare());
  const bareCold = () => {
    const grouped = groupByResource(work.rows);
    return flattened(JSON.stringify(bareSearch(grouped, 'office-0', query.from, query.to, MINUTES)));
  };
  const w1WarmMs = cpuMs(rounds, 500, () => list(index));
  const w1ColdMs = cpuMs(rounds, 10, () => list(build(work)));
  const bareMs = cpuMs(rounds, 5, bare);
  const bareColdMs = cpuMs(rounds, 5, bareCold);
  console.log(
    `W1: 1 office, ${STAFF} staff, 30 days, ${work.rows.length} rows, ${index.search(query).count} starts`,
  );
  print('list all starts, JSON (warm)', w1WarmMs, 'ms', 0.3, 0.1, bareMs);
  print('build from rows, list, JSON (cold)', w1ColdMs, 'ms', 12, 5, bareColdMs);
  return { w1WarmMs, w1ColdMs };
}

function benchW2(rounds: number) {
  const work = makeWork(200, 60, 2_000_000);
  const query = everything(work);
  let index = build(work);
  const w2RebuildMs = cpuMs(Math.min(rounds, 7), 1, () => {
    index = build(work);
  });
  const sample = work.offices.slice(0, 10);
  const busy = groupByResource(work.rows.filter((row) => sample.includes(row.resource.split('/')[0]!)));
  const { length: rows } = work.rows;
  // A server keeps the index, not the rows: they would only make the collector work.
  work.rows.length = 0;
  same(
    toCompact(index.search({ ...query, offices: sample.slice(7, 8) })),
    JSON.stringify(bareSearch(busy, sample[7]!, query.from, query.to, MINUTES)),
  );
  const w2SearchMs = cpuMs(rounds, 10, () => index.search(query));
  const w2IndexMB = index.bytes / 1e6;
  const bareOnce = cpuMs(rounds, 1, () =>
    sample.map((o) => bareSearch(busy, o, query.from, query.to, MINUTES)),
  );
  const bareMs = bareOnce * (work.offices.length / sample.length);
  const updateUs = update(index, work);
  const { count } = index.search(query);
  console.log(`W2: ${work.offices.length} offices, 60 days, ${rows} rows, ${count} starts`);
  print('list all starts (typed columns)', w2SearchMs, 'ms', 8, 3, bareMs);
  print('rebuild from rows', w2RebuildMs, 'ms', 600, 300);
  print('index', w2IndexMB, 'MB', 6);
  print('insert or cancel', updateUs, 'us', 5);
  return { w2SearchMs, w2RebuildMs, w2IndexMB, updateUs };
}

function build(work: Work): FreeTimeIndex {
  const provider = work.provider();
  const { days } = work;
  const index = createFreeTimeIndex({
    zone,
    grid: GRID,
    firstDay: FIRST_DAY,
    days,
    resources: provider.resources(),
  });
  fill(index, provider);
  index.insertCells(work.rows);
  return index;
}

const everything = (work: Work): SlotQuery => ({
  skills: ['counter'],
  minutes: MINUTES,
  step: GRID,
  offices: work.offices,
  from: FIRST_DAY,
  to: FIRST_DAY + work.days,
});

/** Microseconds of one insert or cancel at random places; ends as it began. */
function update(index: FreeTimeIndex, work: Work): number {
  const random = mulberry32(7);
  const visits = Array.from({ length: 100_000 }, () => {
    const from = HOURS[0]!.start + Math.floor(random() * 10) * GRID;
    const resource = `office-${Math.floor(random() * work.offices.length)}/desk-${Math.floor(random() * STAFF)}`;
    return { resource, day: FIRST_DAY + 5 + 7 * Math.floor(random() * 8), from, to: from + MINUTES };
  });
  const ms = cpuMs(5, 1, () => {
    for (const visit of visits) index.insert(visit);
    for (const visit of visits) index.cancel(visit);
  });
  return (ms * 1000) / (2 * visits.length);
}

/** Median CPU milliseconds of one call, over rounds of several calls, after two rounds of warm-up. */
function cpuMs(rounds: number, calls: number, act: () => unknown): number {
  const times: number[] = [];
  for (let r = -2; r < rounds; r++) {
    const before = process.cpuUsage();
    for (let i = 0; i < calls; i++) act();
    const { user, system } = process.cpuUsage(before);
    if (r >= 0) times.push((user + system) / 1000 / calls);
  }
  times.sort((a, b) => a - b);
  return times[times.length >> 1]!;
}

/** Makes sure that a text put together from parts is one text, as sending it would. */
function flattened(text: string): string {
  if (Buffer.byteLength(text) === 0) throw new Error('no text');
  return text;
}

function same(a: string, b: string): void {
  if (a !== b) throw new Error('The index and the baseline disagree.');
}

function print(what: string, value: number, unit: string, must: number, aim?: number, bare?: number): void {
  const ratio = bare === undefined ? '' : `   bare ${bare.toFixed(2)} ms, ${(bare / value).toPrecision(2)}x`;
  const goal = `must ${must}${aim === undefined ? '' : `, aim ${aim}`}`;
  console.log(`  ${what.padEnd(36)} ${value.toPrecision(3).padStart(8)} ${unit}   (${goal})${ratio}`);
}
