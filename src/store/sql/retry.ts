/**
 * The one retry wrapper. A transaction the database gave up (40001 serialization, 40P01 deadlock) did
 * nothing and is tried again always; after a lost connection nobody knows, so only what may be done twice is.
 */
import { BianminError } from '../../problem.js';
import { codeOf } from './port.js';

/** Attempts in all; waits double from 10 ms to at most 800 ms, each cut by chance by up to a half. */
const ATTEMPTS = 12;
const FIRST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 800;

export const isConflict = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error));

const LOST = new Set([
  '57P01',
  '57P02',
  '57P03',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
]);
const LOST_TEXT = /^(Connection terminated|Client has encountered a connection error|Client was closed)/u;

/** Class 08, the server going down, or the socket. */
export function isLost(error: unknown): boolean {
  const code = codeOf(error);
  return code.startsWith('08') || LOST.has(code) || (error instanceof Error && LOST_TEXT.test(error.message));
}

export type Attempt = { readonly number: number; readonly afterLoss: boolean };

/**
 * Runs `work` until it ends otherwise than by conflict or (when `repeatable`) a lost connection.
 * Rejects with the last error when attempts ran out; a connection lost then is `store_busy`.
 */
export async function retrying<T>(repeatable: boolean, work: (attempt: Attempt) => Promise<T>): Promise<T> {
  let afterLoss = false;
  for (let number = 1; ; number++) {
    try {
      return await work({ number, afterLoss });
    } catch (error) {
      const lost = isLost(error);
      const again = isConflict(error) || (lost && repeatable);
      if (again && number < ATTEMPTS) {
        afterLoss ||= lost;
        await pause(number);
        continue;
      }
      if (!lost) throw error;
      throw new BianminError(
        { code: 'store_busy', message: 'The connection to the database was lost; the outcome is not known.' },
        { cause: error },
      );
    }
  }
}

function pause(number: number): Promise<void> {
  const longest = Math.min(FIRST_WAIT_MS * 2 ** (number - 1), LONGEST_WAIT_MS);
  return new Promise((resolve) => setTimeout(resolve, longest * (0.5 + Math.random() / 2)));
}
