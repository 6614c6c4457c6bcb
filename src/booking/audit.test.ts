import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AUDIT_ROOT, auditRow, canonicalJson } from './audit.js';
import { sha256Hex } from './sha256.js';
import type { AuditRow } from './types.js';

const row = (seq: number, prev: string, data: Record<string, unknown> = {}): AuditRow =>
  auditRow({
    id: `b1.${seq}`,
    at: 1_000 + seq,
    subject: 'booking/b1',
    seq,
    actor: 'citizen/web',
    action: 'x',
    data,
    touched: [['d1', 1, 3]],
    prev,
  });

describe('sha256', () => {
  it('agrees with the reference implementation on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(sha256Hex(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
    );
  });
  it('takes text as UTF-8', () => {
    expect(sha256Hex('便民😀')).toBe(createHash('sha256').update('便民😀').digest('hex'));
  });
});

describe('canonicalJson', () => {
  it('does not depend on the order of keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'é' }], a: true, u: undefined })).toBe(
      '{"a":true,"b":[1,{"c":"é","d":null}]}',
    );
  });
  it('survives a JSON round trip', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        (value) => canonicalJson(JSON.parse(canonicalJson(value))) === canonicalJson(value),
      ),
    );
  });
  it.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1n,
    () => 1,
  ])('refuses what JSON cannot say: %s', (value) => {
    expect(() => canonicalJson(value)).toThrow();
  });
});

describe('auditRow', () => {
  const first = row(1, AUDIT_ROOT, { b: 1, a: 2 });
  it('hashes prev and the canonical rest', () => {
    const rest = canonicalJson({ ...first, prev: undefined, hash: undefined });
    expect(first.hash).toBe(
      createHash('sha256')
        .update(AUDIT_ROOT + rest)
        .digest('hex'),
    );
  });
  it('does not depend on the order of the facts', () => {
    expect(row(1, AUDIT_ROOT, { a: 2, b: 1 }).hash).toBe(first.hash);
  });
  it.each([
    { seq: 2 },
    { at: 5 },
    { actor: 'staff/x' },
    { data: { a: 2, b: 2 } },
    { touched: [['d1', 1, 4] as const] },
    { prev: first.hash },
  ])('changes with any fact: %j', (change) => {
    expect(auditRow({ ...first, ...change }).hash).not.toBe(first.hash);
  });
});
