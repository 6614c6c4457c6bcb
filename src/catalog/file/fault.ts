/** Mistakes and warnings of a centre file. */
import type { Fault } from '../../problem.js';
import type { Located, Path, Place } from './locate.js';

/** A mistake with its place. `field` is the path, e.g. `offices[0].opening[1].rule`; `''` is the whole file. */
export interface CentreFault extends Fault, Place {
  /** What to do about it. */
  readonly suggestion?: string;
}

/** `offices[0].desks[2].id`; odd keys are quoted, long ones clipped. */
export function formatPath(path: Path): string {
  return path.reduce<string>((out, step) => {
    if (typeof step === 'number') return `${out}[${step}]`;
    if (/^[\p{L}_][\p{L}\p{N}_-]{0,63}$/u.test(step)) return out === '' ? step : `${out}.${step}`;
    return `${out}[${JSON.stringify(step.slice(0, 40).toWellFormed())}]`;
  }, '');
}

/** Collects faults; each stands at its path's place. */
export class Faults {
  readonly list: CentreFault[] = [];
  readonly #located: Located;

  constructor(located: Located) {
    this.#located = located;
  }

  /** `message` continues the path: "must be …". */
  add(path: Path, rule: string, message: string, suggestion?: string, part: 'key' | 'value' = 'value'): void {
    const field = formatPath(path);
    this.list.push({
      field,
      rule,
      message: `${field || 'the file'} ${message}`,
      ...this.#located.at(path, part),
      ...(suggestion ? { suggestion } : {}),
    });
  }

  /** By place, so that a reader walks down the file once; the same fault is told once. */
  sorted(limit: number): readonly CentreFault[] {
    const seen = new Set<string>();
    return [...this.list]
      .sort((a, b) => a.line - b.line || a.column - b.column)
      .filter((f) => {
        const key = `${f.field} ${f.rule} ${f.message}`;
        return !seen.has(key) && seen.add(key);
      })
      .slice(0, limit);
  }
}
