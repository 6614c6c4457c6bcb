/** Server processes die and connections break under load; what was acknowledged stays, what was repeated happens once. */

import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient, type Transport } from '../../src/client/index.js';
import { must } from '../../src/problem.js';
import { nodeTransport } from '../support/node-transport.js';
import { type PostgresServer, type TestDatabase, usePostgres } from '../support/postgres.js';
import { type ServerProcess, startServer } from '../support/servers.js';

const service = 'card';
const office = 'hall';
let server: PostgresServer;
let database: TestDatabase;
let running: ServerProcess[] = [];

beforeAll(async () => {
  server = await usePostgres();
});
afterAll(() => server.stop());

async function open(processes: number): Promise<ServerProcess[]> {
  database = await server.database();
  running = [];
  for (let n = 0; n < processes; n++) running.push(await startServer(database.url, 5));
  return running;
}

async function close(): Promise<void> {
  await Promise.all(running.map((one) => one.kill()));
  await database.drop();
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

async function freeStarts(client: Client): Promise<string[]> {
  const { days } = must(await client.slots(service, { limit: 500 }, { fresh: true }));
  return days.flatMap((day) => day.minutes.map((minute) => `${day.date}T${clock(minute)}`));
}

interface Kept {
  readonly token: string;
  readonly reference: string;
  readonly start: string;
}

/** Books one start as a new person; undefined when somebody was faster. */
async function book(client: Client, n: number, start: string): Promise<Kept | undefined> {
  const holder = client.newKey();
  const held = await client.hold({ service, office, start, holder });
  if (!held.ok) return undefined;
  const person = { name: `测试${n}`, phone: `138${String(n).padStart(8, '0')}` };
  const confirmed = await client.confirm({ hold: held.value.hold, holder, person });
  if (!confirmed.ok) return undefined;
  return { token: confirmed.value.token, reference: confirmed.value.booking.reference, start };
}

/** Rows as the database has them: confirmed bookings, and places with two of them. */
async function rows(): Promise<{ references: Set<string>; soldTwice: number }> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const booked = await client.query(`SELECT reference FROM bm_booking WHERE state = 'confirmed'`);
    const twice = await client.query(
      `SELECT 1 FROM bm_booking WHERE state IN ('confirmed', 'held')
        GROUP BY starts, doc::json->>'resource' HAVING count(*) > 1`,
    );
    return {
      references: new Set(booked.rows.map((row) => row.reference as string)),
      soldTwice: twice.rows.length,
    };
  } finally {
    await client.end();
  }
}

/** One server at a time; after a failure the client's own next attempt, with the same key, goes to the other. */
function failover(urls: readonly string[]): Transport {
  const transports = urls.map(nodeTransport);
  let at = 0;
  return (request) =>
    transports[at]!(request).catch((error) => {
      at = (at + 1) % transports.length;
      throw error;
    });
}

describe('kill -9 of a server process under load', () => {
  it('loses no booking that was acknowledged, and sells nothing twice', async () => {
    const [a, b] = await open(2);
    try {
      const kept: Kept[] = [];
      let acknowledgedAtKill = 0;
      const starts = await freeStarts(createClient({ baseUrl: b!.baseUrl }));
      const person = async (n: number) => {
        const client = createClient({
          baseUrl: a!.baseUrl,
          transport: failover([a!.baseUrl, b!.baseUrl]),
          retry: { attempts: 5, baseMs: 20 },
        });
        for (let round = 0; round < 4; round++) {
          const booked = await book(client, n * 10 + round, starts[(n * 4 + round * 7) % starts.length]!);
          if (booked) kept.push(booked);
        }
      };
      const load = Promise.all(Array.from({ length: 25 }, (_, n) => person(n)));
      while (kept.length < 10) await new Promise((resolve) => setTimeout(resolve, 5));
      acknowledgedAtKill = kept.length;
      await a!.kill();
      await load;

      expect(kept.length).toBeGreaterThan(acknowledgedAtKill);
      const { references, soldTwice } = await rows();
      expect(soldTwice).toBe(0);
      const survivor = createClient({ baseUrl: b!.baseUrl });
      for (const { reference, token, start } of kept) {
        expect(references).toContain(reference);
        expect(must(await survivor.view({ token }))).toMatchObject({ reference, start, state: 'confirmed' });
      }
      // Each act was done once: no confirmed row that nobody was told of.
      expect(references.size).toBe(kept.length);
    } finally {
      await close();
    }
  });
});

/** A TCP relay that can break the line after a request went through and before its answer comes back. */
async function relay(target: string) {
  const { hostname, port } = new URL(target);
  let cuts = 0;
  const sockets = new Set<Socket>();
  const listener = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    near.pipe(far);
    far.on('data', (chunk) => {
      if (cuts > 0) {
        cuts -= 1;
        near.destroy();
        far.destroy();
      } else near.write(chunk);
    });
    far.on('close', () => near.end());
    near.on('close', () => far.destroy());
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    /** The next `n` answers never arrive. */
    cut: (n: number) => {
      cuts = n;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

describe('a connection cut after the server has done it', () => {
  it('is repeated by the client with the same key, gives the same answer, and is done once', async () => {
    const [a] = await open(1);
    const line = await relay(a!.baseUrl);
    try {
      const client = createClient({
        baseUrl: line.baseUrl,
        transport: nodeTransport(line.baseUrl),
        retry: { attempts: 4, baseMs: 20 },
      });
      const [start, other] = await freeStarts(client);
      const holder = client.newKey();
      line.cut(2);
      const held = must(await client.hold({ service, office, start: start!, holder }));
      line.cut(1);
      const person = { name: '测试', phone: '13800000001' };
      const { token, booking } = must(await client.confirm({ hold: held.hold, holder, person }));
      expect(must(await client.view({ token })).reference).toBe(booking.reference);
      line.cut(1);
      const moved = must(
        await client.move({ proof: { token }, office, start: other!, version: booking.version }),
      );
      expect(moved).toMatchObject({ start: other, version: booking.version + 1 });
      expect([...(await rows()).references]).toEqual([booking.reference]);
      line.cut(1);
      expect(must(await client.cancel({ proof: { token } })).state).toBe('cancelled');
      expect((await rows()).references.size).toBe(0);
    } finally {
      await line.close();
      await close();
    }
  });

  it('a repeat without its key would be refused: the key is what makes it harmless', async () => {
    const [a] = await open(1);
    const line = await relay(a!.baseUrl);
    try {
      const client = createClient({
        baseUrl: line.baseUrl,
        transport: nodeTransport(line.baseUrl),
        retry: { attempts: 1 },
      });
      const [start] = await freeStarts(client);
      const holder = client.newKey();
      const held = must(await client.hold({ service, office, start: start!, holder }));
      const confirm = { hold: held.hold, holder, person: { name: '测试', phone: '13800000001' } };
      const idempotencyKey = client.newKey();
      line.cut(1);
      expect(await client.confirm(confirm, { idempotencyKey })).toMatchObject({
        problem: { code: 'offline' },
      });
      expect(await client.confirm(confirm)).toMatchObject({ problem: { code: 'wrong_state' } });
      const again = must(await client.confirm(confirm, { idempotencyKey }));
      expect(must(await client.view({ token: again.token })).state).toBe('confirmed');
    } finally {
      await line.close();
      await close();
    }
  });
});
