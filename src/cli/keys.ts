/** The keys that seal personal data: read from the environment, a key file, or made beside an embedded store. */
import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm, stat } from 'node:fs/promises';
import { fromBase64url, type Key, type KeyRing, singleKeyRing, toBase64url } from '../booking/index.js';
import { BianminError } from '../problem.js';
import { shown } from './centre-file.js';

/** `keys.json`: which key seals, which one hashes (it outlives rotations), and all that are known. */
interface KeyFile {
  readonly current: string;
  readonly hashing: string;
  readonly keys: Readonly<Record<string, string>>;
}

const bad = (message: string) => new BianminError({ code: 'bad_input', message });

/** A fresh key file's text: one key of 256 bits. */
export function newKeyFile(): string {
  const id = `k${toBase64url(randomBytes(4)).replace(/[-_]/g, '0')}`;
  const file: KeyFile = { current: id, hashing: id, keys: { [id]: toBase64url(randomBytes(32)) } };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** A ring for one run that nothing outlives (the memory store). */
export const passingRing = (): KeyRing => singleKeyRing({ id: 'run', secret: randomBytes(32) });

/** `BIANMIN_KEY`: 32 bytes or more as base64url. */
export function ringFromText(text: string): KeyRing {
  return singleKeyRing({ id: 'env', secret: secretOf(text.trim(), 'BIANMIN_KEY') });
}

/** Reads a key file. `warn` hears when others may read it, too. */
export async function ringFromFile(path: string, warn: (message: string) => void): Promise<KeyRing> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BianminError({
      code: 'not_found',
      message: `The key file ${shown(path)} cannot be read (${error.code}).`,
    });
  });
  if (process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0)
    warn(`${shown(path)} can be read by other users of this machine: chmod 600.`);
  return ringOf(text, shown(path));
}

/** The ring beside an embedded store; made at the first start, mode 0600. */
export async function ringInFolder(path: string, warn: (message: string) => void): Promise<KeyRing> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await stat(path).catch(async () => {
      const file = await open(draft, 'wx', 0o600);
      await file.writeFile(newKeyFile());
      await file.sync();
      await file.close();
      // A link is made whole or not at all: of two starts at once one wins, and nobody reads half a file.
      await link(draft, path);
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST')
      throw new BianminError({ code: 'store_busy', message: `${shown(path)} cannot be written (${code}).` });
  } finally {
    await rm(draft, { force: true });
  }
  return ringFromFile(path, warn);
}

function ringOf(text: string, name: string): KeyRing {
  let file: Partial<KeyFile> | null;
  try {
    file = JSON.parse(text) as Partial<KeyFile> | null;
  } catch {
    throw bad(`${name} must be JSON.`);
  }
  const table = new Map<string, Key>();
  for (const [id, secret] of Object.entries(file?.keys ?? {}))
    table.set(id, { id, secret: secretOf(secret, name) });
  const current = table.get(file?.current ?? '');
  const hashing = table.get(file?.hashing ?? file?.current ?? '');
  if (!current || !hashing)
    throw bad(`${name} must name \`current\` and \`hashing\` keys that stand in \`keys\`.`);
  return { current, hashing, byId: (id) => table.get(id) };
}

function secretOf(text: unknown, name: string): Uint8Array {
  const bytes = typeof text === 'string' ? fromBase64url(text.replace(/=+$/, '')) : undefined;
  if (!bytes || bytes.length < 32)
    throw bad(`${name} must hold a key of 32 bytes or more as base64url. Make one with \`bianmin key\`.`);
  return bytes;
}
