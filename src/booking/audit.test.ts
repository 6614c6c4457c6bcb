import { expect, test } from 'vitest';
import { AUDIT_ROOT, auditHash, canonicalJson, sha256Hex } from './audit.js';

test('canonical JSON sorts keys at every depth and leaves out undefined', () => {
  expect(canonicalJson({ b: 1, a: { d: [1, undefined, 'é'], c: undefined } })).toBe(
    '{"a":{"d":[1,null,"é"]},"b":1}',
  );
  expect(canonicalJson('\u0000"')).toBe('"\\u0000\\""');
});

test('SHA-256 is the one of FIPS 180-4', async () => {
  expect(await sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('every field of a row is in its hash, the order of keys is not', async () => {
  const row = {
    id: 'a1',
    at: 1,
    subject: 'booking/x',
    seq: 1,
    actor: 'citizen:1',
    action: 'hold',
    data: { a: 1, b: 2 },
    touched: [['desk-1', 1, 2]] as const,
    prev: AUDIT_ROOT,
  };
  const hash = await auditHash(row);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(await auditHash({ ...row, data: { b: 2, a: 1 } })).toBe(hash);
  const changes = [
    { id: 'a2' },
    { at: 2 },
    { subject: 'y' },
    { seq: 2 },
    { actor: 'z' },
    { action: 'q' },
    { data: { a: 1, b: 3 } },
    { touched: [['desk-1', 1, 3]] as const },
    { prev: hash },
  ];
  for (const change of changes) expect(await auditHash({ ...row, ...change })).not.toBe(hash);
});
