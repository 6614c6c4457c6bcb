/**
 * Bench `rush`: 500 people want the 50 places of one day at the same moment, through two server processes on
 * one PostgreSQL. Each person looks at the list, holds a start, takes another one of the alternatives told when
 * it was taken, confirms what is held, or learns that the day is gone, with a list of what is still free.
 * Exactly 50 may win. `p99Ms` is from the shot to a person's final answer, all requests included.
 */
import pg from 'pg';
import { type Client, createClient, type Problem } from '../../src/client/index.js';
import { nodeTransport } from '../support/node-transport.js';
import { usePostgres } from '../support/postgres.js';
import { placesADay } from '../support/rush-centre.js';
import { type ServerProcess, startServer } from '../support/servers.js';

const service = 'card';
const office = 'hall';

interface Alternative {
  readonly start: string;
}

interface Outcome {
  readonly won: boolean;
  readonly ms: number;
  readonly tries: number;
  /** Losers: starts on other days told with the last refusal. */
  readonly fresh: number;
  readonly strange?: Problem;
}

const alternativesOf = (problem: Problem): readonly Alternative[] =>
  (problem.data?.['alternatives'] as readonly Alternative[] | undefined) ?? [];

/** Starts of one day as the list tells them. */
async function startsOn(client: Client, date: string): Promise<string[] | Problem> {
  const answer = await client.slots(service, { from: date, limit: 100 }, { fresh: true });
  if (!answer.ok) return answer.problem;
  const clock = (m: number) =>
    `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`;
  return answer.value.days
    .filter((d) => d.date === date)
    .flatMap((d) => d.minutes.map((m) => `${date}T${clock(m)}`));
}

const personsClient = (baseUrl: string) =>
  createClient({ baseUrl, timeoutMs: 60_000, transport: nodeTransport(baseUrl) });

/** What a page does when it is opened; the first day that can be booked. */
async function openPage(client: Client): Promise<string> {
  const centre = await client.centre();
  const days = await client.days(service);
  if (!centre.ok || !days.ok) throw new Error('The page could not be opened.');
  return days.value.window[0];
}

async function person(client: Client, n: number, date: string, shot: number): Promise<Outcome> {
  const holder = client.newKey();
  const done = (won: boolean, tries: number, more: Partial<Outcome> = {}): Outcome => ({
    won,
    tries,
    fresh: 0,
    ms: performance.now() - shot,
    ...more,
  });
  let starts = await startsOn(client, date);
  if (!Array.isArray(starts)) return done(false, 0, { strange: starts });
  if (starts.length === 0) return lateComer(client, date, done);
  for (let tries = 1; ; tries++) {
    const start = starts[(n * 7919) % starts.length]!;
    const held = await client.hold({ service, office, start, holder });
    if (held.ok) {
      const told = { name: `测试${n}`, phone: `138${String(n).padStart(8, '0')}` };
      const confirmed = await client.confirm({ hold: held.value.hold, holder, person: told });
      return confirmed.ok ? done(true, tries) : done(false, tries, { strange: confirmed.problem });
    }
    if (held.problem.code !== 'slot_taken') return done(false, tries, { strange: held.problem });
    const other = alternativesOf(held.problem).map((a) => a.start);
    starts = other.filter((s) => s.startsWith(date));
    if (starts.length === 0) return done(false, tries, { fresh: other.length });
  }
}

/** The day was gone before the first hold: the list of the following days is the fresh list. */
async function lateComer(
  client: Client,
  date: string,
  done: (won: boolean, tries: number, more?: Partial<Outcome>) => Outcome,
): Promise<Outcome> {
  const answer = await client.slots(service, { from: date, limit: 6 });
  return done(false, 0, answer.ok ? { fresh: answer.value.days.length } : { strange: answer.problem });
}

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * q) - 1)] ?? 0;

async function inDatabase(url: string): Promise<{ confirmed: number; doubled: number; deadlocks: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const count = async (sql: string) => Number((await client.query(sql)).rows[0]?.n);
  const confirmed = await count(`SELECT count(*) AS n FROM bm_booking WHERE state = 'confirmed'`);
  const doubled = await count(
    `SELECT count(*) AS n FROM (SELECT 1 FROM bm_booking WHERE state = 'confirmed'
       GROUP BY starts, doc::json->>'resource' HAVING count(*) > 1) twice`,
  );
  await client.query('SELECT pg_stat_force_next_flush()');
  const deadlocks = await count(
    'SELECT deadlocks AS n FROM pg_stat_database WHERE datname = current_database()',
  );
  await client.end();
  return { confirmed, doubled, deadlocks };
}

function report(
  outcomes: readonly Outcome[],
  facts: Awaited<ReturnType<typeof inDatabase>>,
): Record<string, number> {
  const times = outcomes.map((o) => o.ms).sort((a, b) => a - b);
  const losers = outcomes.filter((o) => !o.won);
  const figures = {
    wins: outcomes.filter((o) => o.won).length,
    deadlocks: facts.deadlocks,
    p50Ms: Math.round(quantile(times, 0.5)),
    p99Ms: Math.round(quantile(times, 0.99)),
    maxMs: Math.round(times.at(-1) ?? 0),
    meanTries: Math.round((outcomes.reduce((sum, o) => sum + o.tries, 0) / outcomes.length) * 10) / 10,
    losersWithFreshList: losers.filter((o) => o.fresh > 0).length,
    losers: losers.length,
    confirmedRows: facts.confirmed,
    soldTwice: facts.doubled,
    strange: outcomes.filter((o) => o.strange).length,
  };
  console.table(figures);
  const strange = new Map<string, number>();
  for (const { strange: s } of outcomes) if (s) strange.set(s.code, (strange.get(s.code) ?? 0) + 1);
  if (strange.size > 0) console.log('unexpected refusals:', Object.fromEntries(strange));
  return figures;
}

/** Runs it. `--clients N` (500). Throws when a place was sold twice, too few or too many won, or a loser got no list. */
export async function run(argv: string[]): Promise<Record<string, number>> {
  const clients = Number(argv[argv.indexOf('--clients') + 1] || 500);
  const server = await usePostgres({ fsync: true });
  const database = await server.database();
  const processes: ServerProcess[] = [];
  try {
    processes.push(await startServer(database.url), await startServer(database.url));
    const people = Array.from({ length: clients }, (_, n) => personsClient(processes[n % 2]!.baseUrl));
    // Everybody has the page open before the rush begins: a connection, and the list of another day.
    const opened = await Promise.all(people.map((client) => openPage(client)));
    const date = opened[0]!;
    const shot = performance.now();
    const outcomes = await Promise.all(people.map((client, n) => person(client, n, date, shot)));
    const figures = report(outcomes, await inDatabase(database.url));
    if (
      figures['wins'] !== placesADay ||
      figures['confirmedRows'] !== placesADay ||
      figures['soldTwice'] !== 0
    )
      throw new Error(`Expected exactly ${placesADay} wins.`);
    if (figures['losersWithFreshList'] !== figures['losers']) throw new Error('A loser got no fresh list.');
    return figures;
  } finally {
    await Promise.all(processes.map((p) => p.stop()));
    await database.drop();
    await server.stop();
  }
}
