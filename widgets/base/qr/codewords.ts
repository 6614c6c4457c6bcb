/** Text to the sequence of codewords: byte mode, error correction level M (ISO/IEC 18004:2015, section 7.4 to 7.6). */
import { correction } from './correct.js';

/** By version from 1: correction bytes a block, and blocks (table 9, level M). */
const BLOCKS = [
  [10, 1],
  [16, 1],
  [26, 1],
  [18, 2],
  [24, 2],
  [16, 4],
  [18, 4],
  [22, 4],
  [22, 5],
  [26, 5],
  [30, 5],
  [22, 8],
  [22, 9],
  [24, 9],
  [24, 10],
] as const;

/** Codewords that a symbol of a version holds in all: modules without the function patterns, by eight. */
function total(version: number): number {
  const side = version * 4 + 17;
  const aligned = version > 1 ? Math.floor(version / 7) + 2 : 0;
  const alignment = aligned ? (aligned * aligned - 3) * 25 - (aligned - 2) * 10 : 0;
  const timing = 2 * (side - 16);
  return (side * side - 3 * 64 - timing - 31 - alignment - (version > 6 ? 36 : 0)) >> 3;
}

export interface Message {
  readonly version: number;
  readonly codewords: readonly number[];
}

/** Data and correction, interleaved; undefined when the text is too long (over 412 bytes). */
export function message(text: string): Message | undefined {
  const bytes = new TextEncoder().encode(text);
  const counted = (version: number) => (version < 10 ? 8 : 16);
  const room = (version: number) => total(version) - BLOCKS[version - 1]![0] * BLOCKS[version - 1]![1];
  const index = BLOCKS.findIndex((_, i) => 4 + counted(i + 1) + bytes.length * 8 <= room(i + 1) * 8);
  if (index < 0) return undefined;
  const version = index + 1;
  const length = bytes.length.toString(2).padStart(counted(version), '0');
  const bits = `0100${length}${[...bytes].map((b) => b.toString(2).padStart(8, '0')).join('')}0000`;
  const data = (bits.match(/.{1,8}/g) ?? []).map((b) => Number.parseInt(b.padEnd(8, '0'), 2));
  for (let pad = 0xec; data.length < room(version); pad ^= 0xfd) data.push(pad);
  return { version, codewords: interleave(data.slice(0, room(version)), BLOCKS[index]!) };
}

/** Splits into blocks, the longer ones last, and takes them column by column. */
function interleave(data: readonly number[], [degree, blocks]: (typeof BLOCKS)[number]): number[] {
  const short = Math.floor(data.length / blocks);
  const longs = data.length % blocks;
  const from = (i: number) => i * short + Math.max(0, i - (blocks - longs));
  const parts = Array.from({ length: blocks }, (_, i) => data.slice(from(i), from(i + 1)));
  const checks = parts.map((part) => correction(part, degree));
  const columns = (rows: readonly (readonly number[])[], width: number) =>
    Array.from({ length: width }, (_, i) => rows.flatMap((row) => row[i] ?? [])).flat();
  return [...columns(parts, short + 1), ...columns(checks, degree)];
}
