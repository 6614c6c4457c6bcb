/**
 * `npm run bench -- rota --dir DIR --seconds S [--seed N] [--only NAME] --out OUT`
 *
 * Reads shift-scheduling texts (Curtois and Qu 2014), solves each through the public optimiser in processor seconds on
 * one thread, writes `OUT/NAME.txt` (one line a person in file order, one token a day: shift id or `-`) and prints
 * penalty, bound and seconds. What is printed is counted from the written file by a scorer of its own. A file
 * `DIR/best-known.csv` gives the gaps.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beginRostering } from '../../src/rota/index.js';
import { readInstance, toProblem } from './rota/read.js';
import { scoreText } from './rota/score.js';

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

function options(argv: string[]): {
  dir: string;
  seconds: number;
  seed: number;
  only: string;
  out: string;
  trace: boolean;
} {
  const at = (name: string, fallback: string): string => {
    const i = argv.indexOf(`--${name}`);
    return i < 0 ? fallback : (argv[i + 1] ?? fallback);
  };
  return {
    dir: at('dir', '../shared/data/rota'),
    seconds: Number(at('seconds', '60')),
    seed: Number(at('seed', '1')),
    only: at('only', ''),
    out: at('out', 'out/rota'),
    trace: argv.includes('--trace'),
  };
}

function bestKnown(dir: string): Map<string, number> {
  const path = join(dir, 'best-known.csv');
  const rows = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').slice(1) : [];
  return new Map(rows.map((l) => l.split(',')).map((f) => [`Instance${f[1]}`, Number(f[5])]));
}

/** Runs the bench; the keys of the result are `NAME`, `NAME_bound` and `NAME_seconds`. */
export async function run(argv: string[]): Promise<Record<string, number | string>> {
  const { dir, seconds, seed, only, out, trace } = options(argv);
  if (!existsSync(dir)) return { skipped: 'no such --dir' };
  mkdirSync(out, { recursive: true });
  const known = bestKnown(dir);
  const figures: Record<string, number | string> = {};
  const names = readdirSync(dir)
    .filter((f) => /\.txt$/.test(f))
    .map((f) => f.slice(0, -4))
    .filter((n) => only === '' || n === only)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  for (const name of names) {
    const instance = readInstance(readFileSync(join(dir, `${name}.txt`), 'utf8'));
    const from = cpu();
    let shown = Number.POSITIVE_INFINITY;
    let when = 0;
    const begun = beginRostering(toProblem(instance), { seed, seconds, clock: () => cpu() - from });
    if (!begun.ok) throw new Error(`${name}: ${begun.problem.message}`);
    for (const { value } = begun; value.advance(); ) {
      const { penalty, bound, steps } = value.progress;
      if (penalty < shown) {
        shown = penalty;
        when = cpu() - from;
        if (trace)
          console.log(`  ${when.toFixed(2)} s  ${penalty}  bound ${bound.toFixed(2)}  steps ${steps}`);
      }
    }
    const { rows, penalty, bound } = begun.value.roster();
    const used = cpu() - from;
    const text = `${rows.map((r) => r.days.map((k) => k ?? '-').join(' ')).join('\n')}\n`;
    writeFileSync(join(out, `${name}.txt`), text);
    const scored = scoreText(instance, text);
    if (Math.abs(scored - penalty) > 1e-6)
      throw new Error(`${name}: the engine says ${penalty}, the scorer ${scored}`);
    const best = known.get(name);
    const gap =
      best === undefined ? '' : `  best known ${best}, gap ${((scored / best - 1) * 100).toFixed(2)} %`;
    console.log(
      `${name}  penalty ${scored}  bound ${bound.toFixed(2)}  ${used.toFixed(1)} s (found at ${when.toFixed(1)} s)${gap}`,
    );
    figures[name] = scored;
    figures[`${name}_bound`] = Number(bound.toFixed(2));
    figures[`${name}_seconds`] = Number(used.toFixed(1));
  }
  return figures;
}
