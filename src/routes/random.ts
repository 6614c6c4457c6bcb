/**
 * The engine's own chance: xorshift128 (Marsaglia 2003) in unsigned words, so that a seed gives the same plan on
 * every platform. Not for secrets.
 */
export interface Chance {
  readonly word: Uint32Array;
}

/** Any integer seed; it is spread over the state by splitmix32. */
export function chanceFrom(seed: number): Chance {
  const word = new Uint32Array(4);
  let x = seed >>> 0;
  for (let i = 0; i < 4; i++) {
    x = (x + 0x9e3779b9) >>> 0;
    let z = x;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    word[i] = (z ^ (z >>> 16)) >>> 0;
  }
  if (word[0] === 0 && word[1] === 0 && word[2] === 0 && word[3] === 0) word[0] = 1;
  return { word };
}

/** A non-negative integer below 2^30. */
export function draw(chance: Chance): number {
  const w = chance.word;
  let t = w[3]! | 0;
  const s = w[0]! | 0;
  w[3] = w[2]!;
  w[2] = w[1]!;
  w[1] = s;
  t ^= t << 11;
  t ^= t >>> 8;
  t = t ^ s ^ (s >>> 19);
  w[0] = t;
  return t & 0x3fffffff;
}

/** A number in [0, 1). */
export const unit = (chance: Chance): number => draw(chance) / 0x40000000;

/** An integer in [0, n). */
export const below = (chance: Chance, n: number): number => Math.floor((draw(chance) / 0x40000000) * n);
