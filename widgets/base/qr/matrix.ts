/** The symbol: function patterns, placement of codewords, masks (ISO/IEC 18004:2015, sections 6.3, 7.7 to 7.10). */
import { type Message, message } from './codewords.js';

type Grid = (boolean | undefined)[][];

const masks: readonly ((x: number, y: number) => number)[] = [
  (x, y) => (x + y) % 2,
  (_, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (((x / 3) | 0) + ((y / 2) | 0)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** Rows of dark modules; undefined when the text is too long. `mask` 0–7 is for tests: default the one with least penalty. */
export function qrMatrix(text: string, mask?: number): readonly (readonly boolean[])[] | undefined {
  const data = message(text);
  if (!data) return undefined;
  const choices = mask === undefined ? masks.map((_, i) => i) : [mask];
  const drawn = choices.map((m) => draw(data, m));
  const cost = drawn.map(penalty);
  return drawn[cost.indexOf(Math.min(...cost))];
}

function draw({ version, codewords }: Message, mask: number): boolean[][] {
  const side = version * 4 + 17;
  const grid: Grid = Array.from({ length: side }, () => new Array(side));
  patterns(grid, version, side);
  format(grid, side, mask);
  let bit = 0;
  for (let right = side - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let i = 0; i < side; i++) {
      const y = up ? side - 1 - i : i;
      for (const x of [right, right - 1]) {
        if (grid[y]![x] !== undefined) continue;
        const dark = ((codewords[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
        bit++;
        grid[y]![x] = (masks[mask]!(x, y) === 0) !== (dark === 1);
      }
    }
  }
  return grid as boolean[][];
}

function patterns(grid: Grid, version: number, side: number): void {
  const ring = (cx: number, cy: number, reach: number, light: readonly number[]) => {
    for (let y = -reach; y <= reach; y++)
      for (let x = -reach; x <= reach; x++)
        if (grid[cy + y] && cx + x >= 0 && cx + x < side)
          grid[cy + y]![cx + x] = !light.includes(Math.max(Math.abs(x), Math.abs(y)));
  };
  for (let i = 0; i < side; i++) grid[6]![i] = grid[i]![6] = i % 2 === 0;
  const centres = alignment(version, side);
  const last = centres.length - 1;
  for (const [i, x] of centres.entries()) {
    for (const [j, y] of centres.entries()) {
      const finder = (i === 0 && (j === 0 || j === last)) || (i === last && j === 0);
      if (!finder) ring(x, y, 2, [1]);
    }
  }
  ring(3, 3, 4, [2, 4]);
  ring(side - 4, 3, 4, [2, 4]);
  ring(3, side - 4, 4, [2, 4]);
  if (version < 7) return;
  const bits = (version << 12) | remainder(version, 12, 0x1f25);
  for (let i = 0; i < 18; i++) {
    const [a, b] = [side - 11 + (i % 3), Math.floor(i / 3)];
    grid[a]![b] = grid[b]![a] = ((bits >> i) & 1) === 1;
  }
}

/** Centres of the alignment patterns: 6 and the far edge, the rest evenly between, from the far end (annex E). */
function alignment(version: number, side: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((side - 13) / (2 * count - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, i) => side - 7 - step * (count - 2 - i))];
}

/** Remainder of a BCH code. */
function remainder(value: number, shift: number, generator: number): number {
  let rest = value << shift;
  for (let bit = 31 - Math.clz32(rest); bit >= shift; bit--)
    if ((rest >> bit) & 1) rest ^= generator << (bit - shift);
  return rest;
}

/** Level M (00) and the mask, twice, and the dark module. */
function format(grid: Grid, side: number, mask: number): void {
  const bits = ((mask << 10) | remainder(mask, 10, 0x537)) ^ 0x5412;
  for (let i = 0; i < 15; i++) {
    const dark = ((bits >> i) & 1) === 1;
    const near = i < 6 ? i : i < 8 ? i + 1 : 14 - i;
    if (i < 8) {
      grid[near]![8] = grid[8]![side - 1 - i] = dark;
    } else {
      grid[8]![i === 8 ? 7 : near] = grid[side - 15 + i]![8] = dark;
    }
  }
  grid[side - 8]![8] = true;
}

/** Features that make a symbol hard to read (section 7.8.3). */
function penalty(grid: readonly (readonly boolean[])[]): number {
  const side = grid.length;
  const columns = grid.map((_, x) => grid.map((row) => row[x]!));
  let cost = 0;
  for (const line of [...grid, ...columns].map((l) => l.map(Number).join(''))) {
    for (const run of line.match(/0{5,}|1{5,}/g) ?? []) cost += run.length - 2;
    cost += 40 * [...line.matchAll(/(?=00001011101|10111010000)/g)].length;
  }
  let dark = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const here = grid[y]![x];
      if (here) dark++;
      if (y && x && [grid[y - 1]![x], grid[y]![x - 1], grid[y - 1]![x - 1]].every((m) => m === here))
        cost += 3;
    }
  }
  return cost + 10 * Math.floor(Math.abs((dark * 20) / (side * side) - 10));
}
