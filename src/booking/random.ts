/** Randomness is an argument: servers pass the platform's generator, tests a seeded one. */

/** A source of random bytes. Servers must use a cryptographic one: tokens and references come from it. */
export interface Random {
  bytes(count: number): Uint8Array;
}

const ID_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** An opaque id of 26 characters (130 bits), digits and lower-case letters. */
export function newId(random: Random): string {
  let id = '';
  for (const byte of random.bytes(26)) id += ID_ALPHABET[byte & 31];
  return id;
}

/** A whole number in `[0, below)` for 1 ≤ `below` ≤ 65,536; the bias of 32 bits is under 2⁻¹⁶. */
export function randomBelow(random: Random, below: number): number {
  let value = 0;
  for (const byte of random.bytes(4)) value = ((value << 8) | byte) >>> 0;
  return value % below;
}
