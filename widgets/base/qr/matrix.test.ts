import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { qrMatrix } from './matrix.js';

/** Byte mode in the other encoder too: it would pack digits or capitals tighter. */
const texts = [
  'a',
  'https://a.cn/#bm=x',
  '预约号 BM7K',
  ...[
    13, 14, 15, 26, 27, 42, 61, 62, 83, 84, 106, 121, 122, 150, 151, 152, 180, 212, 213, 214, 250, 300, 333,
    361, 411, 412,
  ].map((n) =>
    'aZ-9_é~'
      .repeat(60)
      .slice(0, n - Math.floor(n / 7) - (n % 7 > 5 ? 1 : 0))
      .padEnd(1, 'a'),
  ),
];

describe('QR code', () => {
  for (const mask of [0, 1, 2, 3, 4, 5, 6, 7]) {
    it(`is the same symbol as an independent encoder draws, mask ${mask}`, () => {
      for (const text of texts) {
        const other = encode(text, { ecc: 'M', border: 0, maskPattern: mask, boostEcc: false });
        expect(qrMatrix(text, mask), text).toEqual(other.data);
      }
    });
  }

  it('takes every version up to 15', () => {
    const sides = new Set(Array.from({ length: 412 }, (_, n) => qrMatrix('a'.repeat(n + 1), 0)!.length));
    expect([...sides]).toEqual(Array.from({ length: 15 }, (_, i) => 21 + 4 * i));
  });

  it('chooses one of the eight masks by itself, and refuses what is too long', () => {
    const all = [0, 1, 2, 3, 4, 5, 6, 7].map((m) => JSON.stringify(qrMatrix('https://a.cn/#bm=x', m)));
    expect(all).toContain(JSON.stringify(qrMatrix('https://a.cn/#bm=x')));
    expect(qrMatrix('a'.repeat(413))).toBeUndefined();
  });
});
