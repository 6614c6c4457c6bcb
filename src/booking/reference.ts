/**
 * The human reference, e.g. `7KQ2-M9FX-4TBD`: 50 random bits as ten letters and digits, then two check
 * characters. The alphabet is Crockford's (no I, L, O, U). The check is a Reed–Solomon code over GF(32)
 * with roots α and α² (distance 3): every one or two wrong characters and every swap of any two
 * characters is caught, so a typing error never opens another person's booking.
 */
import type { Random } from './random.js';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_LENGTH = 10;
const LENGTH = 12;

/** α^i of GF(32), modulus x⁵ + x² + 1, twice over so that sums of logarithms need no remainder. */
const POWER: readonly number[] = powers();
const LOG: readonly number[] = Array.from({ length: 32 }, (_, value) => POWER.indexOf(value));

function powers(): number[] {
  const list: number[] = [];
  for (let i = 0, x = 1; i < 62; i += 1) {
    list.push(x);
    x = x & 16 ? ((x << 1) ^ 0b100101) & 31 : x << 1;
  }
  return list;
}

const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : POWER[LOG[a]! + LOG[b]!]!);

/** Remainder of data(x)·x² by (x − α)(x − α²). */
function checkSymbols(data: readonly number[]): readonly [number, number] {
  const middle = POWER[1]! ^ POWER[2]!;
  const last = POWER[3]!;
  let high = 0;
  let low = 0;
  for (const symbol of data) {
    const carry = symbol ^ high;
    high = low ^ times(carry, middle);
    low = times(carry, last);
  }
  return [high, low];
}

const written = (symbols: readonly number[]): string =>
  symbols
    .map((symbol) => ALPHABET[symbol])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-');

/** A new reference, grouped `XXXX-XXXX-XXXX`. */
export function newReference(random: Random): string {
  const data = Array.from(random.bytes(RANDOM_LENGTH), (byte) => byte & 31);
  return written([...data, ...checkSymbols(data)]);
}

/**
 * The reference in its one written form, or undefined when it cannot be one. Forgives case, full-width
 * characters, spaces and dashes, and reads O as 0, I and L as 1.
 */
export function parseReference(text: string): string | undefined {
  if (text.length > 64) return undefined;
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (plain.length !== LENGTH) return undefined;
  const symbols = Array.from(plain, (char) => ALPHABET.indexOf(char));
  if (symbols.includes(-1)) return undefined;
  const [high, low] = checkSymbols(symbols.slice(0, RANDOM_LENGTH));
  return high === symbols[10] && low === symbols[11] ? written(symbols) : undefined;
}
