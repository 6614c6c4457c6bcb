import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_POLICY, staticFile } from './static-files.js';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'bm-static-'));
  mkdirSync(join(home, 'pages/sub'), { recursive: true });
  mkdirSync(join(home, 'embed'));
  writeFileSync(join(home, 'pages/index.html'), '<!doctype html>');
  writeFileSync(join(home, 'pages/sub/a.js'), 'export {}');
  writeFileSync(join(home, 'pages/.env.txt'), 'secret');
  writeFileSync(join(home, 'pages/notes.yaml'), 'a: 1');
  writeFileSync(join(home, 'secret.txt'), 'secret');
  writeFileSync(join(home, 'embed/w.js'), 'w');
  symlinkSync(join(home, 'secret.txt'), join(home, 'pages/link.txt'));
});
afterAll(() => rmSync(home, { recursive: true }));

const get = (path: string, headers: Record<string, string> = {}) =>
  staticFile(
    [
      { prefix: '/', folder: join(home, 'pages') },
      { prefix: '/embed/', folder: join(home, 'embed') },
    ],
    new Request(`http://x${path}`, { headers }),
    path,
  );

describe('staticFile', () => {
  it('serves what is there, typed, under the strict policy', async () => {
    const page = await get('/');
    expect(page?.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page?.headers.get('content-security-policy')).toBe(PAGE_POLICY);
    expect(PAGE_POLICY).not.toMatch(/unsafe|\*/);
    expect(await (await get('/sub/a.js'))?.text()).toBe('export {}');
    expect(await (await get('/embed/w.js'))?.text()).toBe('w');
  });

  it('answers 304 to the tag it gave', async () => {
    const etag = (await get('/'))?.headers.get('etag') ?? '';
    expect((await get('/', { 'if-none-match': etag }))?.status).toBe(304);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/sub/../../secret.txt',
    '/sub/%2e%2e%5c..%5csecret.txt',
    '/link.txt',
    '/.env.txt',
    '/notes.yaml',
    '/%00index.html',
    '/%E0%A4%A',
    '/sub',
    '/sub/',
    '/embed/../index.html',
    '//etc/passwd.txt',
    '/nothing.html',
  ])('finds nothing at %s', async (path) => {
    expect(await get(path)).toBeUndefined();
  });
});
