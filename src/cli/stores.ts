/** `--store`: where the data lies. */
import { join } from 'node:path';
import type { KeyRing } from '../booking/index.js';
import { BianminError } from '../problem.js';
import type { Store } from '../store/index.js';
import { usage } from './command.js';
import { passingRing, ringFromFile, ringFromText, ringInFolder } from './keys.js';

export interface StoreChoice {
  /** `memory`, a folder (PGlite), or a `postgres://` URL. */
  readonly where: string;
  /** Milliseconds by which the store's clock is moved. */
  readonly offset: number;
}

/** For the read-out: never the URL's password. */
export function storeName(where: string): string {
  if (!isUrl(where)) return where === 'memory' ? 'memory (gone when this ends)' : `PGlite in ${where}`;
  const url = new URL(where);
  return `PostgreSQL ${url.hostname}${url.port ? `:${url.port}` : ''}${url.pathname}`;
}

/** An embedded store. */
export const isFolder = (where: string): boolean => where !== 'memory' && !isUrl(where);

const isUrl = (where: string) => /^postgres(?:ql)?:\/\//i.test(where);

/** Opens and migrates. A server that cannot be reached, or a folder in use, is a plain message (exit code 3). */
export async function openStore({ where, offset }: StoreChoice): Promise<Store> {
  const store = await makeStore(where, offset);
  try {
    await store.migrate();
    return store;
  } catch (error) {
    await store.close().catch(() => undefined);
    throw isUrl(where) ? unreachable(error) : error;
  }
}

async function makeStore(where: string, offset: number): Promise<Store> {
  if (where === 'memory') {
    const { createMemoryStore } = await import('../store/memory/index.js');
    return createMemoryStore({ clock: () => Date.now() + offset });
  }
  if (isUrl(where)) {
    if (!URL.canParse(where)) throw usage('--store must be a URL like postgres://user@host/database.');
    const { createPostgresStore } = await import('../store/postgres/index.js');
    return createPostgresStore({ url: where, clockOffsetMs: offset });
  }
  if (/^[a-z]+:\/\//i.test(where)) throw usage('--store must be memory, a folder, or a postgres:// URL.');
  const { createPgliteStore } = await import('../store/pglite/index.js');
  return createPgliteStore({ dir: where, clockOffsetMs: offset });
}

function unreachable(error: unknown): unknown {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (error instanceof BianminError || typeof code !== 'string') return error;
  return new BianminError(
    { code: 'store_busy', message: `The database cannot be used (${code}).` },
    { cause: error },
  );
}

/** The keys that fit a store: a shared database needs keys from outside, since every server must have the same. */
export async function keysFor(
  where: string,
  keyFile: string | undefined,
  warn: (message: string) => void,
): Promise<KeyRing> {
  if (keyFile !== undefined) return ringFromFile(keyFile, warn);
  const text = process.env['BIANMIN_KEY'];
  if (text) return ringFromText(text);
  if (isUrl(where))
    throw usage('A postgres:// store needs --key-file FILE or BIANMIN_KEY. Make one with `bianmin key`.');
  return where === 'memory' ? passingRing() : ringInFolder(join(where, 'keys.json'), warn);
}
