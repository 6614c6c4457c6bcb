/** Reed-Solomon error correction over GF(256), polynomial 0x11D (ISO/IEC 18004:2015, section 7.5 and annex A). */

const POLYNOMIAL = 0x11d;
const exp = new Uint8Array(512);
const log = new Uint8Array(256);
for (let i = 0, x = 1; i < 255; i++) {
  exp[i] = exp[i + 255] = x;
  log[x] = i;
  x = (x << 1) ^ (x & 128 ? POLYNOMIAL : 0);
}
const times = (a: number, b: number) => (a && b ? exp[log[a]! + log[b]!]! : 0);

/** The generator (x − 1)(x − 2)(x − 4)… of so many factors, highest power left out. */
function generator(degree: number): number[] {
  let poly = [1];
  for (let i = 0; i < degree; i++) {
    const next = [...poly, 0];
    poly.forEach((c, j) => {
      next[j + 1]! ^= times(c, exp[i]!);
    });
    poly = next;
  }
  return poly.slice(1);
}

/** The `degree` correction bytes of one block. */
export function correction(data: readonly number[], degree: number): number[] {
  const divisor = generator(degree);
  const rest = new Array<number>(degree).fill(0);
  for (const byte of data) {
    const factor = byte ^ rest.shift()!;
    rest.push(0);
    divisor.forEach((c, i) => {
      rest[i]! ^= times(c, factor);
    });
  }
  return rest;
}
