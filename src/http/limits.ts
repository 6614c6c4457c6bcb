/** Bounds of one request, and rates over many. */
import { MOST_DAYS } from '../app/wire/index.js';
import { fail, ok, type Problem, type Result } from '../problem.js';
import type { UtcMs } from '../time/index.js';
import { type Buckets, createBuckets, type Rate } from './buckets.js';
import { shortHash } from './hash.js';

/** Token buckets by what they are counted for. */
export interface Rates {
  /** All requests of one address. */
  readonly address: Rate;
  /** Requests of one address that change something. */
  readonly writes: Rate;
  /** Requests with one holder key, manage token, reference or staff subject. */
  readonly person: Rate;
  /** Failed look-ups by reference, of one address. */
  readonly guess: Rate;
  /** Failed look-ups of one reference, from anywhere. */
  readonly reference: Rate;
}

/** Defaults in the comments. */
export interface LimitOptions {
  /** Longest body in bytes: 16,384. */
  readonly bodyBytes?: number;
  /** Longest range of dates in days: `MOST_DAYS` (100), which is also the most that can be given. */
  readonly days?: number;
  /** Most starts in one answer: 5,000. */
  readonly starts?: number;
  /** `false`: no rate limits (a gateway in front has them). */
  readonly rates?: Partial<Rates> | false;
  /** Callers remembered at once, per kind of rate: 20,000. */
  readonly callers?: number;
}

const defaults: Rates = {
  address: { burst: 300, perMinute: 600 },
  writes: { burst: 60, perMinute: 60 },
  person: { burst: 30, perMinute: 30 },
  guess: { burst: 10, perMinute: 6 },
  reference: { burst: 5, perMinute: 1 },
};

/** A refusal, or undefined: go on. */
type Verdict = Problem | undefined;

/** What counts requests. */
export interface RateLimits {
  perAddress(address: string | undefined, write: boolean): Verdict;
  perPerson(key: string | undefined): Verdict;
  /** Takes a try at a reference; call `harmless` when the proof turned out right. */
  guess(address: string | undefined, reference: string): { readonly verdict: Verdict; harmless(): void };
}

const refuse = (seconds: number): Problem => ({
  code: 'rate_limited',
  message: `Too many requests: try again in ${seconds} s.`,
  data: { retryAfter: seconds },
});

/** Takes from each in turn; the first that is empty decides. */
const takeAll = (pairs: readonly (readonly [Buckets, string | undefined])[]): Verdict => {
  for (const [buckets, key] of pairs) {
    const wait = key === undefined ? 0 : buckets.take(key);
    if (wait > 0) return refuse(wait);
  }
  return undefined;
};

const nothing: RateLimits = {
  perAddress: () => undefined,
  perPerson: () => undefined,
  guess: () => ({ verdict: undefined, harmless: () => undefined }),
};

/** Makes the counters. Keys of persons are hashed: no secret or reference is kept in memory. */
export function createRateLimits(options: LimitOptions, clock: () => UtcMs): RateLimits {
  if (options.rates === false) return nothing;
  const rates = { ...defaults, ...options.rates };
  const make = (rate: Rate) => createBuckets(rate, clock, options.callers);
  const address = make(rates.address);
  const writes = make(rates.writes);
  const person = make(rates.person);
  const guess = make(rates.guess);
  const reference = make(rates.reference);
  return {
    perAddress: (from, write) =>
      takeAll([
        [address, from],
        [writes, write ? from : undefined],
      ]),
    perPerson: (key) => (key === undefined ? undefined : takeAll([[person, shortHash(key)]])),
    guess(from, told) {
      const key = shortHash(told.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''));
      const verdict = takeAll([
        [guess, from],
        [reference, key],
      ]);
      const harmless = () => {
        if (from !== undefined) guess.giveBack(from);
        reference.giveBack(key);
      };
      return { verdict, harmless: verdict ? () => undefined : harmless };
    },
  };
}

const dayMs = 86_400_000;
const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / dayMs;

/** `from` < `to`, at most `days` apart (without `from`: counted from today), `limit` within bounds. */
export function checkRange(
  query: Readonly<Record<string, unknown>>,
  options: LimitOptions,
  now: UtcMs,
): Result<true> {
  const { days = MOST_DAYS, starts = 5000 } = options;
  const { from, to, limit } = query as { from?: string; to?: string; limit?: string };
  if (to !== undefined) {
    const length = dayOf(to) - (from === undefined ? Math.floor(now / dayMs) - 1 : dayOf(from));
    if (length > days) {
      return fail('range_too_long', `to: at most ${days} days after from.`, { field: 'to', data: { days } });
    }
    if (from !== undefined && length <= 0)
      return fail('bad_input', 'to: must be after from (it is exclusive).', { field: 'to' });
  }
  if (limit !== undefined && (Number(limit) < 1 || Number(limit) > starts)) {
    return fail('bad_input', `limit: must be a whole number from 1 to ${starts}.`, { field: 'limit' });
  }
  return ok(true);
}
