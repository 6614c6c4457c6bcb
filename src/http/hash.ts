/** Short digests for tags and bucket keys. Synchronous: a hop to another thread costs more than the hash. */
import { sha256Hex } from '../booking/index.js';

/** First 128 bits of SHA-256 as 32 hex digits. */
export const shortHash = (text: string): string => sha256Hex(text).slice(0, 32);

/**
 * Two runs of 32-bit FNV-1a with different offsets over UTF-16 code units, 16 hex digits. Not for secrets: it says
 * whether an answer is the one cached before, at a fraction of SHA-256's cost.
 */
export function contentHash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x2f0b4c47;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ (unit + i), 0x01000193);
  }
  return [a, b].map((n) => (n >>> 0).toString(16).padStart(8, '0')).join('');
}
