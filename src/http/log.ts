/** What the handler tells its log: no addresses, no values of requests, no messages of foreign errors. */
import { BianminError, type Problem } from '../problem.js';

/** One line for the log. */
export type LogEntry =
  | {
      readonly event: 'request';
      readonly method: string;
      /** Operation id, or `none` where no route fits. */
      readonly route: string;
      readonly status: number;
      /** Milliseconds by the injected clock. */
      readonly ms: number;
    }
  | {
      readonly event: 'error';
      /** The `instance` of the answer. */
      readonly id: string;
      readonly route: string;
      readonly tenant: string;
      /** Class of the error, or `Problem`. */
      readonly name: string;
      /** Problem code, SQLSTATE or system code. */
      readonly code?: string;
      /** Only for our own problems, whose sentences hold no input. */
      readonly message?: string;
      /** Stack frames without the message. */
      readonly frames?: readonly string[];
    };

export type Log = (entry: LogEntry) => void;

const isProblem = (what: unknown): what is Problem =>
  typeof what === 'object' &&
  what !== null &&
  !(what instanceof Error) &&
  'code' in what &&
  'message' in what;

/** The facts of a throw or an internal problem that are safe to write down. Foreign messages may quote rows: left out. */
export function factsOf(what: unknown): {
  name: string;
  code?: string;
  message?: string;
  frames?: readonly string[];
} {
  if (isProblem(what)) return { name: 'Problem', code: what.code, message: what.message };
  if (!(what instanceof Error)) return { name: typeof what };
  const frames = (what.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
  if (what instanceof BianminError)
    return { name: what.name, code: what.problem.code, message: what.problem.message, frames };
  const code = (what as { code?: unknown }).code;
  return { name: what.name, ...(typeof code === 'string' && { code }), frames };
}
