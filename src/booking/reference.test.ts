import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../test/support/clinic.js';
import { newReference, parseReference } from './reference.js';
import { hashToken, newToken } from './token.js';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const references = fc.integer().map((seed) => newReference(seeded(seed)));
const plain = (reference: string) => Array.from(reference.replaceAll('-', ''));

describe('reference', () => {
  it('is grouped and has its own form back', () => {
    fc.assert(
      fc.property(references, (reference) => {
        expect(reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(parseReference(reference)).toBe(reference);
      }),
    );
  });

  it('catches every single wrong character', () => {
    fc.assert(
      fc.property(references, (reference) => {
        const chars = plain(reference);
        chars.forEach((right, at) => {
          for (const wrong of ALPHABET) {
            if (wrong !== right) expect(parseReference(chars.with(at, wrong).join(''))).toBeUndefined();
          }
        });
      }),
      { numRuns: 15 },
    );
  });

  it('catches every swap of two characters, and every pair of wrong ones', () => {
    const pair = fc.tuple(
      references,
      fc.nat(11),
      fc.nat(11),
      fc.constantFrom(...ALPHABET),
      fc.constantFrom(...ALPHABET),
    );
    fc.assert(
      fc.property(pair, ([reference, i, j, x, y]) => {
        const chars = plain(reference);
        const swapped = chars.with(i, chars[j]!).with(j, chars[i]!);
        const wrong = chars.with(i, x).with(j, y);
        for (const other of [swapped, wrong])
          if (other.join('') !== chars.join('')) expect(parseReference(other.join(''))).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  it('forgives case, spaces, dashes, full width, and O I L', () => {
    const reference = newReference(seeded(5));
    const typed = reference.toLowerCase().replaceAll('-', ' – ');
    expect(parseReference(typed)).toBe(reference);
    const wide = Array.from(reference.replaceAll('-', ''), (c) =>
      String.fromCodePoint(c.codePointAt(0)! + 0xfee0),
    ).join('');
    expect(parseReference(wide)).toBe(reference);
    const withDigits = fc.sample(references, 300).find((r) => r.includes('0') && r.includes('1'))!;
    expect(parseReference(withDigits.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(withDigits);
    expect(parseReference(withDigits.replaceAll('1', 'I'))).toBe(withDigits);
  });

  it.each([
    '',
    'AAAA',
    '__proto__',
    '\u0000'.repeat(12),
    '\ud800'.repeat(12),
    'UUUU-UUUU-UUUU',
    'A'.repeat(1_000_000),
  ])('is not %.20j', (text) => expect(parseReference(text)).toBeUndefined());

  it('spreads over the whole space', () => {
    expect(new Set(Array.from({ length: 500 }, (_, seed) => newReference(seeded(seed)))).size).toBe(500);
  });
});

describe('token', () => {
  it('has 256 bits, and only its hash is kept', () => {
    const token = newToken(seeded(1));
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(hashToken(token)).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(hashToken(token)).not.toBe(token);
    expect(hashToken(newToken(seeded(2)))).not.toBe(hashToken(token));
  });
  it.each(['', 'short', `${'A'.repeat(42)}!`, 'é'.repeat(43)])('is not %j', (text) =>
    expect(hashToken(text)).toBeUndefined());
});
