/**
 * `npm run bench -- NAME [options]`: runs one bench, which prints its table; the last line is one JSON
 * object with the bench's keys. Every bench measures its peer or bare baseline in the same run.
 */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

interface Bench {
  run(argv: string[]): Promise<Record<string, number | string>>;
}

const here = dirname(fileURLToPath(import.meta.url));
const known = readdirSync(here)
  .filter((f) => f.endsWith('.ts') && f !== 'run.ts')
  .map((f) => f.slice(0, -3))
  .filter((f) => !f.includes('.'))
  .sort();

const [name = '', ...argv] = process.argv.slice(2);
if (!known.includes(name)) {
  console.error(`Which bench? One of: ${known.join(', ')}`);
  process.exit(2);
}
const bench = (await import(pathToFileURL(join(here, `${name}.ts`)).href)) as Bench;
const figures = await bench.run(argv);
console.log(JSON.stringify({ bench: name, node: process.version, ...figures }));
process.exit(0);
