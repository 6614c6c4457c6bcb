/** Exit codes of every command. */
import type { ProblemCode } from '../problem.js';

export const EXIT = {
  /** Done. */
  ok: 0,
  /** What was looked at has mistakes, or the answer is no. */
  no: 1,
  /** The command line is wrong. */
  usage: 2,
  /** Something outside cannot be read, written or reached: a file, a port, a database. */
  outside: 3,
  /** A fault of this program. */
  internal: 70,
} as const;

/** Which exit code a thrown problem means. */
export function exitOf(code: ProblemCode): number {
  if (code === 'bad_input' || code === 'zone_unknown') return EXIT.usage;
  return code === 'internal' ? EXIT.internal : EXIT.outside;
}
