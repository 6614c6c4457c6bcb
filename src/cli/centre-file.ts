/** Reads a centre file from disk: the I/O that `catalog` does not do. */
import { readFile, stat } from 'node:fs/promises';
import type { CentreFault } from '../catalog/index.js';
import { BianminError } from '../problem.js';

const MAX_BYTES = 3_000_000;

/** The text of a file; a missing, huge or non-UTF-8 file is a plain message (exit code 3). */
export async function readText(path: string): Promise<string> {
  const outside = (message: string) => new BianminError({ code: 'not_found', message });
  const bytes = await stat(path)
    .then((s) => (s.isFile() && s.size <= MAX_BYTES ? readFile(path) : Promise.reject(s)))
    .catch((error: NodeJS.ErrnoException & { size?: number }) => {
      if (error.code === 'ENOENT') throw outside(`There is no file at ${shown(path)}.`);
      if (error.code) throw outside(`${shown(path)} cannot be read (${error.code}).`);
      throw outside(`${shown(path)} is not a file of at most ${MAX_BYTES} bytes.`);
    });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw outside(`${shown(path)} is not UTF-8 text. Save it as UTF-8.`);
  }
}

/** A path as it may be shown in a terminal. */
export const shown = (path: string): string => path.replace(/\p{Cc}/gu, '?').slice(0, 300);

/** JSON by its name, else YAML. */
export const formatOf = (path: string): 'json' | 'yaml' => (/\.json$/i.test(path) ? 'json' : 'yaml');

/** Faults as lines: `file:line:column  message`, and below it what to do. */
export function faultLines(path: string, faults: readonly CentreFault[], kind: 'error' | 'warning'): string {
  return faults
    .map(
      (f) =>
        `${shown(path)}:${f.line}:${f.column} ${kind}: ${f.message}\n${f.suggestion ? `    ${f.suggestion}\n` : ''}`,
    )
    .join('');
}
