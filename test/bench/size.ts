/** `npm run bench -- size`: gzip bytes of each widget as a page loads it, with everything it needs; lit alone beside it. */
import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const gzipBytes = async (entry: { stdin: string } | { file: string }): Promise<number> => {
  const result = await build({
    ...('stdin' in entry
      ? { stdin: { contents: entry.stdin, resolveDir: process.cwd() } }
      : { entryPoints: [entry.file] }),
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
  });
  return gzipSync(result.outputFiles[0]!.contents, { level: 9 }).length;
};

/** `bm-booking` -> `bmBookingGzipBytes`. */
const keyOf = (tag: string) => `${tag.replace(/-([a-z])/g, (_, c: string) => c.toUpperCase())}GzipBytes`;

export async function run(): Promise<Record<string, number>> {
  const tags = readdirSync('widgets')
    .filter((d) => d.startsWith('bm-'))
    .sort();
  const lit = await gzipBytes({ stdin: "export { LitElement, html, css, svg, nothing } from 'lit';" });
  console.log(`${'bundle'.padEnd(16)}${'gzip B'.padStart(8)}${'x lit'.padStart(8)}`);
  console.log(`${'lit alone'.padEnd(16)}${String(lit).padStart(8)}${'1.00'.padStart(8)}`);
  const figures: Record<string, number> = {};
  for (const tag of tags) {
    const bytes = await gzipBytes({ file: `widgets/${tag}/index.ts` });
    figures[keyOf(tag)] = bytes;
    console.log(`${tag.padEnd(16)}${String(bytes).padStart(8)}${(bytes / lit).toFixed(2).padStart(8)}`);
  }
  return { ...figures, litGzipBytes: lit };
}
