/**
 * `npm run bench -- size`: builds, then gzip bytes of each widget as a page loads it (`dist/embed`), with everything
 * it needs; lit alone beside it.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const gzipBytes = (content: Uint8Array): number => gzipSync(content, { level: 9 }).length;

async function litAlone(): Promise<number> {
  const contents = "export { LitElement, html, css, svg, nothing } from 'lit';";
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
  });
  return gzipBytes(outputFiles[0]!.contents);
}

/** `bm-booking.js` -> `bmBookingGzipBytes`. */
const keyOf = (file: string) =>
  `${file.slice(0, -3).replace(/-([a-z])/g, (_, c: string) => c.toUpperCase())}GzipBytes`;

const row = (name: string, bytes: number, lit: number) =>
  console.log(`${name.padEnd(18)}${String(bytes).padStart(8)}${(bytes / lit).toFixed(2).padStart(8)}`);

export async function run(): Promise<Record<string, number>> {
  execFileSync('npm', ['run', '--silent', 'build:quick'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const lit = await litAlone();
  console.log(`${'file'.padEnd(18)}${'gzip B'.padStart(8)}${'x lit'.padStart(8)}`);
  row('lit alone', lit, lit);
  const figures: Record<string, number> = {};
  for (const file of readdirSync('dist/embed')
    .filter((f) => f.endsWith('.js'))
    .sort()) {
    figures[keyOf(file)] = gzipBytes(readFileSync(`dist/embed/${file}`));
    row(file, figures[keyOf(file)]!, lit);
  }
  return { ...figures, litGzipBytes: lit };
}
