/**
 * A Chinese font for the test browser, from npm alone. A fresh machine has none, and Chinese text then
 * renders blank without any DOM or accessibility check noticing.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inflateSync } from 'node:zlib';

const SUBSETS = ['chinese-simplified', 'latin', 'latin-ext'];
const WEIGHTS = [400, 600, 700];

/** WOFF 1.0 header and table directory sizes in bytes (W3C Recommendation, sections 3 and 4). */
const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;

/** Turns a WOFF 1.0 file (zlib tables) back into the sfnt (.ttf) it wraps. Throws on anything else. */
export function unwrapWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF 1.0 file');
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, i) => readTable(woff, WOFF_HEADER + i * WOFF_ENTRY));
  const power = Math.floor(Math.log2(count));
  const head = Buffer.alloc(12 + 16 * count);
  head.writeUInt32BE(woff.readUInt32BE(4), 0);
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(16 * 2 ** power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(16 * count - 16 * 2 ** power, 10);
  const parts: Buffer[] = [head];
  let offset = head.length;
  tables.forEach((table, i) => {
    const at = 12 + 16 * i;
    head.write(table.tag, at, 'latin1');
    head.writeUInt32BE(table.checksum, at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(table.data.length, at + 12);
    const padding = (4 - (table.data.length % 4)) % 4;
    parts.push(table.data, Buffer.alloc(padding));
    offset += table.data.length + padding;
  });
  return Buffer.concat(parts);
}

function readTable(woff: Buffer, at: number) {
  const [offset, packed, size] = [
    woff.readUInt32BE(at + 4),
    woff.readUInt32BE(at + 8),
    woff.readUInt32BE(at + 12),
  ];
  const raw = woff.subarray(offset, offset + packed);
  return {
    tag: woff.toString('latin1', at, at + 4),
    checksum: woff.readUInt32BE(at + 16),
    data: packed < size ? inflateSync(raw) : raw,
  };
}

/** Writes the fonts and a fontconfig file into `dir` (once); gives the path for `FONTCONFIG_FILE`. */
export function installFonts(dir: string): string {
  const config = join(dir, 'fonts.conf');
  if (existsSync(config)) return config;
  mkdirSync(join(dir, 'ttf'), { recursive: true });
  const files = join(
    dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json')),
    'files',
  );
  for (const subset of SUBSETS) {
    for (const weight of WEIGHTS) {
      const name = `noto-sans-sc-${subset}-${weight}-normal`;
      writeFileSync(join(dir, 'ttf', `${name}.ttf`), unwrapWoff(readFileSync(join(files, `${name}.woff`))));
    }
  }
  // Written last and renamed: its presence says that the fonts are whole.
  const draft = `${config}.${process.pid}`;
  writeFileSync(draft, fontconfig(dir));
  renameSync(draft, config);
  return config;
}

const fontconfig = (dir: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${dir}/ttf</dir>
  <cachedir>${dir}/cache</cachedir>
  ${['sans-serif', 'serif', 'system-ui', 'monospace'].map((f) => `<alias><family>${f}</family><prefer><family>Noto Sans SC</family></prefer></alias>`).join('\n  ')}
</fontconfig>
`;
