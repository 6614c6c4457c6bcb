/**
 * SHA-256 (FIPS 180-4), synchronous: deciding may not wait, and must run wherever a `fetch` handler runs,
 * a page on plain http included (no `crypto.subtle` there).
 */
import { sha256 as digest } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Digest (32 bytes) of bytes, or of a text's UTF-8. */
export const sha256 = (input: string | Uint8Array): Uint8Array =>
  digest(typeof input === 'string' ? utf8ToBytes(input) : input);

/** The same as 64 lower-case hex digits. */
export const sha256Hex = (input: string | Uint8Array): string => bytesToHex(sha256(input));
