/**
 * `npm run bench -- booking [--seconds N] [--rounds N] [--clients N] [--no-fsync]`: confirmations a second through the
 * public `apply` of the PostgreSQL store, against a bare driver loop that writes the same rows with no logic.
 *
 * One confirmation: 6 claim rows (30 minutes on a 5-minute grid), booking, idempotency, audit and outbox row.
 * Ours makes the change (audit hash, JSON) and applies it. The bare loop only sends values to the faster of two
 * plain ways, tried first: one prepared statement with a CTE for each table, or one multi-row insert for each
 * table in a transaction. Both run over 32 connections of `pg` to one server, in turns; figures are medians.
 */
import pg from 'pg';
import { AUDIT_ROOT, auditRow, type Booking, type Change } from '../../src/booking/index.js';
import type { Store } from '../../src/store/index.js';
import { createPostgresStore } from '../../src/store/postgres/index.js';
import { startPostgres } from '../support/postgres.js';

interface Settings {
  readonly seconds: number;
  readonly rounds: number;
  readonly clients: number;
  readonly fsync: boolean;
}

const CELLS = 6;
const NOW = 1_790_000_000_000;
const KEPT = 'k'.repeat(400);

function settingsOf(argv: readonly string[]): Settings {
  const number = (name: string, otherwise: number): number => {
    const at = argv.indexOf(name);
    return at < 0 ? otherwise : Number(argv[at + 1]);
  };
  return {
    seconds: number('--seconds', 3),
    rounds: number('--rounds', 5),
    clients: number('--clients', 32),
    fsync: !argv.includes('--no-fsync'),
  };
}

const bookingOf = (tenant: string, id: string, client: number, n: number, auditHead: string): Booking => ({
  tenant,
  id,
  reference: `BM-${id}`,
  state: 'confirmed',
  version: 1,
  service: 'id-card',
  office: 'hall',
  resource: `desk-${client}`,
  start: n * 30,
  end: n * 30 + 30,
  channel: 'web',
  holdings: { claims: [{ resource: `desk-${client}`, from: n * CELLS, to: n * CELLS + CELLS }], counted: [] },
  holder: `holder-${id}`,
  person: `person-${id}`,
  sealed: KEPT,
  tokenHash: `token-${id}`,
  extended: false,
  cancelUntil: NOW,
  language: 'zh-CN',
  createdAt: NOW,
  updatedAt: NOW,
  sequence: 0,
  auditHead,
});

/** Number `n` of one client, as the domain would make it. */
function confirmation(tenant: string, client: number, n: number): Change {
  const id = `${client}-${n}`;
  const [subject, resource] = [`booking/${id}`, `desk-${client}`];
  const span = { resource, from: n * CELLS, to: n * CELLS + CELLS };
  const data = { state: 'confirmed', service: 'id-card', channel: 'web' };
  const row = auditRow({
    id,
    at: NOW,
    subject,
    seq: 1,
    actor: 'citizen:web',
    action: 'confirm',
    data,
    touched: [[resource, span.from, span.to]],
    prev: AUDIT_ROOT,
  });
  return {
    tenant,
    at: NOW,
    insert: [bookingOf(tenant, id, client, n, row.hash)],
    take: [{ ...span, booking: id, kind: 'appointment' }],
    idempotency: { key: `key-${id}`, requestHash: row.hash, response: KEPT, expiresAt: NOW * 2 },
    audit: [row],
    outbox: [{ id, subject, seq: 1, topic: 'booking.confirmed', data }],
  };
}

type Confirm = (client: number, n: number) => Promise<unknown>;

async function ours(store: Store, client: number, n: number): Promise<void> {
  const answer = await store.apply(confirmation('ours', client, n));
  if (!answer.ok) throw new Error(`refused: ${answer.reason}`);
}

const marks = (from: number, count: number): string =>
  Array.from({ length: count }, (_, i) => `$${from + i}`).join(',');

const BOOKING = `INSERT INTO bm_booking (tenant, id, version, state, office, starts, holder, reference, token_hash,
  held_until, created_at, audit_head, doc) VALUES `;
const CLAIM = 'INSERT INTO bm_claim (tenant, resource, cell, booking, kind) VALUES ';
const IDEMPOTENCY = 'INSERT INTO bm_idempotency (tenant, key, request_hash, response, expires_at) VALUES ';
const AUDIT =
  'INSERT INTO bm_audit (tenant, subject, seq, id, at, actor, action, data, touched, prev, hash) VALUES ';
const OUTBOX = 'INSERT INTO bm_outbox (tenant, id, subject, seq, at, topic, data) VALUES ';

const claimRows = (from: number): string =>
  Array.from({ length: CELLS }, (_, i) => `($1,$${from},$${from + 2 + i},$${from + 1},'appointment')`).join(
    ',',
  );

/** All rows of one confirmation as plain values; the documents are made once and only numbered. */
function bareValues(tenant: string): (client: number, n: number) => readonly (readonly unknown[])[] {
  const hash = 'a'.repeat(64);
  const doc = JSON.stringify(bookingOf(tenant, '0-0', 0, 0, hash));
  const data = JSON.stringify({ state: 'confirmed', service: 'id-card', channel: 'web' });
  return (client, n) => {
    const id = `${client}-${n}`;
    const [subject, resource] = [`booking/${id}`, `desk-${client}`];
    const cells = Array.from({ length: CELLS }, (_, i) => n * CELLS + i);
    const touched = `[["${resource}",${n * CELLS},${n * CELLS + CELLS}]]`;
    return [
      [id, 1, 'confirmed', 'hall', n * 30, `holder-${id}`, `BM-${id}`, `token-${id}`, null, NOW, hash, doc],
      [resource, id, ...cells],
      [`key-${id}`, hash, KEPT, NOW * 2],
      [subject, 1, id, NOW, 'citizen:web', 'confirm', data, touched, AUDIT_ROOT, hash],
      [id, subject, 1, NOW, 'booking.confirmed', data],
    ];
  };
}

/** One round trip: a CTE for each table. */
function bareStatement(pool: pg.Pool, tenant: string): Confirm {
  const values = bareValues(tenant);
  const text = `WITH b AS (${BOOKING}($1,${marks(2, 12)})), c AS (${CLAIM}${claimRows(14)}),
    i AS (${IDEMPOTENCY}($1,${marks(22, 4)})), a AS (${AUDIT}($1,${marks(26, 10)})) ${OUTBOX}($1,${marks(36, 6)})`;
  return (client, n) => pool.query({ name: 'bare', text, values: [tenant, ...values(client, n).flat()] });
}

/** Seven round trips: BEGIN, one insert for each table, COMMIT. */
function bareTransaction(pool: pg.Pool, tenant: string): Confirm {
  const values = bareValues(tenant);
  const texts = [
    `${BOOKING}($1,${marks(2, 12)})`,
    `${CLAIM}${claimRows(2)}`,
    `${IDEMPOTENCY}($1,${marks(2, 4)})`,
    `${AUDIT}($1,${marks(2, 10)})`,
    `${OUTBOX}($1,${marks(2, 6)})`,
  ];
  return async (client, n) => {
    const connection = await pool.connect();
    try {
      await connection.query('BEGIN');
      for (const [i, rows] of values(client, n).entries())
        await connection.query({ name: `bare${i}`, text: texts[i] ?? '', values: [tenant, ...rows] });
      await connection.query('COMMIT');
    } finally {
      connection.release();
    }
  };
}

/** Confirmations a second of all clients together; each goes on where it was. */
async function rate(confirm: Confirm, next: number[], seconds: number): Promise<number> {
  const began = performance.now();
  const end = began + seconds * 1000;
  let done = 0;
  const loop = async (client: number): Promise<void> => {
    while (performance.now() < end) {
      const n = next[client] ?? 0;
      next[client] = n + 1;
      await confirm(client, n);
      done++;
    }
  };
  await Promise.all(next.map((_, client) => loop(client)));
  return done / ((performance.now() - began) / 1000);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export async function run(argv: string[]): Promise<Record<string, number>> {
  const settings = settingsOf(argv);
  const server = await startPostgres({ fsync: settings.fsync });
  const database = await server.database();
  const store = await createPostgresStore({ url: database.url, connections: settings.clients });
  const pool = new pg.Pool({ connectionString: database.url, max: settings.clients });
  // The server goes before the last idle connection has said goodbye.
  pool.on('error', () => {});
  try {
    await store.migrate();
    return await compare(store, pool, settings);
  } finally {
    await store.close();
    await pool.end();
    await server.stop();
  }
}

async function compare(store: Store, pool: pg.Pool, settings: Settings): Promise<Record<string, number>> {
  const { seconds, rounds, clients, fsync } = settings;
  const counters = (): number[] => Array.from({ length: clients }, () => 0);
  const ways = [
    { name: 'one statement', confirm: bareStatement(pool, 'bare'), next: counters() },
    { name: 'a transaction', confirm: bareTransaction(pool, 'bare-tx'), next: counters() },
  ];
  const mine = { confirm: (client: number, n: number) => ours(store, client, n), next: counters() };
  // Both sides warm: compiled code and plans that are kept.
  await rate(mine.confirm, mine.next, 5);
  const tried = [0, 0];
  for (const [i, way] of [...ways.entries(), ...ways.entries(), ...ways.entries()])
    tried[i] = Math.max(tried[i] ?? 0, await rate(way.confirm, way.next, 1));
  const bare = (tried[0] ?? 0) >= (tried[1] ?? 0) ? ways[0]! : ways[1]!;
  console.log(`${clients} clients, ${rounds} rounds of ${seconds} s each, fsync ${fsync ? 'on' : 'off'}`);
  for (const [i, way] of ways.entries()) console.log(`bare as ${way.name}: ${tried[i]?.toFixed(0)}/s`);
  console.log(
    `compared with: ${bare.name}\n${'round'.padEnd(6)}${'confirm/s'.padStart(10)}${'bare/s'.padStart(10)}`,
  );
  const [confirms, bares]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    // Who goes first changes from round to round.
    const turns = [
      async () => confirms.push(await rate(mine.confirm, mine.next, seconds)),
      async () => bares.push(await rate(bare.confirm, bare.next, seconds)),
    ];
    for (const turn of round % 2 ? turns.reverse() : turns) await turn();
    const figures = [confirms.at(-1), bares.at(-1)].map((n) => n?.toFixed(0).padStart(10));
    console.log(`${String(round + 1).padEnd(6)}${figures.join('')}`);
  }
  const ratio = median(confirms.map((confirm, i) => confirm / (bares[i] ?? 1)));
  return {
    confirmPerS: Math.round(median(confirms)),
    barePerS: Math.round(median(bares)),
    ratio: Math.round(ratio * 1000) / 1000,
  };
}
