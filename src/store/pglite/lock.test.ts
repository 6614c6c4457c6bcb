import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDirectory } from './lock.js';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'bianmin-lock-'));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

/** The name that this process would give its lock, in parts. */
async function ownParts(): Promise<string[]> {
  const release = await lockDirectory(dir);
  const [name = ''] = await readdir(dir);
  await release();
  return name.split('.');
}

const put = (parts: readonly (string | undefined)[]) => writeFile(join(dir, parts.join('.')), '');

describe('lockDirectory', () => {
  it('locks until it is released', async () => {
    const release = await lockDirectory(dir);
    await expect(lockDirectory(dir)).rejects.toMatchObject({
      problem: { code: 'store_conflict', data: { pid: process.pid } },
    });
    await release();
    expect(await readdir(dir)).toEqual([]);
    await (await lockDirectory(dir))();
  });

  it('gives a directory to exactly one of many', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => lockDirectory(dir)));
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(dir)).toHaveLength(1);
  });

  it('takes over from a process that is dead', async () => {
    const [word, , start, host, nonce] = await ownParts();
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await put([word, String(pid), start, host, nonce]);
    await (await lockDirectory(dir))();
    expect(await readdir(dir)).toEqual([]);
  });

  it('takes over from a dead process whose id is in use again', async () => {
    const [word, pid, start, host, nonce] = await ownParts();
    // Where the system does not tell start times, a living id must count as alive.
    const isKnown = start !== 'x';
    await put([word, pid, isKnown ? '1-00000000' : 'x', host, nonce]);
    const taken = await lockDirectory(dir).then(
      (release) => release().then(() => true),
      () => false,
    );
    expect(taken).toBe(isKnown);
  });

  it('never takes from a process it cannot ask, on another host', async () => {
    const [word, pid, start, , nonce] = await ownParts();
    await put([word, pid, start, Buffer.from('elsewhere').toString('hex'), nonce]);
    await expect(lockDirectory(dir)).rejects.toThrow(/on host elsewhere.*delete/u);
    expect(await readdir(dir)).toHaveLength(1);
  });
});
