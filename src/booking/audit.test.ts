import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AUDIT_ROOT, auditRow, canonicalJson, verifyChain } from './audit.js';
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

const chain = (length: number): AuditRow[] => {
  const rows: AuditRow[] = [];
  for (let seq = 1; seq <= length; seq += 1) rows.push(row(seq, rows.at(-1)?.hash ?? AUDIT_ROOT, { seq }));
  return rows;
};

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

describe('verifyChain', () => {
  it('finds nothing in a whole chain', () => expect(verifyChain(chain(5))).toEqual([]));
  it('finds a changed fact', () => {
    const rows = chain(3);
    rows[1] = { ...rows[1]!, data: { seq: 99 } };
    expect(verifyChain(rows)).toEqual([{ seq: 2, fault: 'hash' }]);
  });
  it('finds a rewritten row whose hash was made to fit', () => {
    const rows = chain(3);
    rows[1] = row(2, rows[0]!.hash, { seq: 99 });
    expect(verifyChain(rows)).toEqual([{ seq: 3, fault: 'prev' }]);
  });
  it('finds a missing row', () => {
    const rows = chain(3);
    rows.splice(1, 1);
    expect(verifyChain(rows).map((f) => f.fault)).toEqual(['gap', 'prev']);
  });
});
