/** The manage link's secret: 256 random bits. Only its SHA-256 is stored. */
import { fromBase64url, toBase64url } from './base64url.js';
import type { Random } from './random.js';
import { sha256 } from './sha256.js';

/** 43 base64url characters. */
export const newToken = (random: Random): string => toBase64url(random.bytes(32));

/** What is stored and looked up: SHA-256 of the token's 32 bytes, base64url. Undefined for what is no token. */
export function hashToken(token: string): string | undefined {
  const bytes = token.length === 43 ? fromBase64url(token) : undefined;
  return bytes && toBase64url(sha256(bytes));
}
