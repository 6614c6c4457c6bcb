/** Token buckets in bounded memory. */
import type { UtcMs } from '../time/index.js';

/** At most `burst` at once, `perMinute` in the long run. */
export interface Rate {
  readonly burst: number;
  readonly perMinute: number;
}

/** One bucket a key. */
export interface Buckets {
  /** Takes one token: 0, or the seconds until there is one. */
  take(key: string): number;
  /** Puts one back, when what it was taken for turned out harmless. */
  giveBack(key: string): void;
  /** Keys held now. */
  readonly size: number;
}

/**
 * Buckets by an injected clock (UTC ms). At most `maxKeys` are kept; the one untouched longest is forgotten
 * first, which can only favour whoever it belonged to.
 */
export function createBuckets(rate: Rate, clock: () => UtcMs, maxKeys = 20_000): Buckets {
  const perMs = rate.perMinute / 60_000;
  const buckets = new Map<string, { readonly tokens: number; readonly at: UtcMs }>();
  const now = (key: string): { tokens: number; at: UtcMs } => {
    const at = clock();
    const old = buckets.get(key);
    if (!old) return { tokens: rate.burst, at };
    return { tokens: Math.min(rate.burst, old.tokens + Math.max(0, at - old.at) * perMs), at };
  };
  const put = (key: string, tokens: number, at: UtcMs) => {
    buckets.delete(key);
    buckets.set(key, { tokens, at });
    if (buckets.size <= maxKeys) return;
    const [oldest] = buckets.keys();
    if (oldest !== undefined) buckets.delete(oldest);
  };
  return {
    take(key) {
      const { tokens, at } = now(key);
      const enough = tokens >= 1;
      put(key, enough ? tokens - 1 : tokens, at);
      if (enough) return 0;
      return perMs > 0 ? Math.max(1, Math.ceil((1 - tokens) / perMs / 1000)) : 3600;
    },
    giveBack(key) {
      const { tokens, at } = now(key);
      put(key, Math.min(rate.burst, tokens + 1), at);
    },
    get size() {
      return buckets.size;
    },
  };
}
