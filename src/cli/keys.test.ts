import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { newKeyFile, ringFromFile, ringFromText, ringInFolder } from './keys.js';

const home = mkdtempSync(join(tmpdir(), 'bm-keys-'));
afterAll(() => rmSync(home, { recursive: true }));
const quiet = () => undefined;

describe('keys', () => {
  it('makes a key file that only its owner reads, once', async () => {
    const path = join(home, 'keys.json');
    const [a, b] = await Promise.all([ringInFolder(path, quiet), ringInFolder(path, quiet)]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const again = await ringInFolder(path, quiet);
    expect(again.current.secret).toHaveLength(32);
    for (const ring of [a, b]) expect(ring?.current).toEqual(again.current);
    expect(readdirSync(home)).toEqual(['keys.json']);
  });

  it('rotates: seals with the new key, opens with the old, hashes as before', async () => {
    const [old, young] = [JSON.parse(newKeyFile()), JSON.parse(newKeyFile())];
    const path = join(home, 'rotated.json');
    writeFileSync(
      path,
      JSON.stringify({ current: young.current, hashing: old.current, keys: { ...old.keys, ...young.keys } }),
      { mode: 0o600 },
    );
    const ring = await ringFromFile(path, quiet);
    expect(ring.current.id).toBe(young.current);
    expect(ring.hashing?.id).toBe(old.current);
    expect(ring.byId(old.current)?.secret).toHaveLength(32);
    expect(ring.byId('constructor')).toBeUndefined();
  });

  it('warns when others can read the file', async () => {
    const path = join(home, 'open.json');
    writeFileSync(path, newKeyFile());
    chmodSync(path, 0o644);
    const heard: string[] = [];
    await ringFromFile(path, (message) => heard.push(message));
    expect(heard.join()).toContain('chmod 600');
  });

  it.each([
    '',
    'short',
    '{"current":"a","keys":{}}',
    '{"current":"a","keys":{"a":"c2hvcnQ"}}',
    'null',
    '[]',
  ])('refuses %j and never tells it back', async (text) => {
    const path = join(home, 'bad.json');
    writeFileSync(path, text, { mode: 0o600 });
    const told = await ringFromFile(path, quiet).then(
      () => 'taken',
      (error: Error) => error.message,
    );
    expect(told).toMatch(/must/);
    expect(told).not.toContain('c2hvcnQ');
  });

  it('takes a key from the environment', () => {
    const { keys, current } = JSON.parse(readFileSync(join(home, 'keys.json'), 'utf8'));
    expect(ringFromText(`${keys[current]}\n`).current.secret).toHaveLength(32);
    expect(() => ringFromText('abc')).toThrow(/32 bytes/);
  });
});
