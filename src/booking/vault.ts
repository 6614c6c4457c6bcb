/**
 * Keeping secrets: sealing of person data and answers, keyed hashes for look-ups. A port, and its
 * implementation: HKDF-SHA-256 (RFC 5869) subkeys per tenant and purpose, AES-256-GCM with a random
 * 96-bit nonce, HMAC-SHA-256.
 */
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { BianminError } from '../problem.js';
import { type Aead, aead } from './aes-gcm.js';
import { fromBase64url, toBase64url } from './base64url.js';
import type { Random } from './random.js';

/** A root key. `id` goes into sealed texts, 1–32 of `A-Za-z0-9_-`; `secret` is 32 random bytes or more. */
export interface Key {
  readonly id: string;
  readonly secret: Uint8Array;
}

/** Rotation: seal with `current`, open with any known. */
export interface KeyRing {
  readonly current: Key;
  byId(id: string): Key | undefined;
  /** Root of the keyed hashes. It must outlive rotations, or people and holds are no longer found; default: `current`. */
  readonly hashing?: Key;
}

/** What a keyed hash is for; hashes of different purposes never compare. */
export type HashPurpose = 'person' | 'holder' | 'idempotency' | 'request';

export interface Vault {
  /** HMAC-SHA-256, base64url (43 characters): equal texts of one tenant and purpose, equal hashes. */
  hash(purpose: HashPurpose, text: string): Promise<string>;
  /** `v1.<key id>.<base64url of nonce, ciphertext, tag>`. `context` (such as `person/<booking id>`) is authenticated with the tenant. */
  seal(context: string, plain: string): Promise<string>;
  /** The text again. Throws `BianminError` when key, context or ciphertext are not those it was sealed with. */
  open(context: string, sealed: string): Promise<string>;
}

const encoder = new TextEncoder();
const SALT = encoder.encode('bianmin');
const decoder = new TextDecoder();

/** A ring of one key, for small installations and tests. */
export const singleKeyRing = (key: Key): KeyRing => ({
  current: key,
  byId: (id) => (id === key.id ? key : undefined),
});

/** The vault of one tenant. Derived keys are made once and kept. Throws `BianminError` for a key too short or ill-named. */
export function createVault(options: {
  readonly tenant: string;
  readonly ring: KeyRing;
  readonly random: Random;
  readonly subtle: SubtleCrypto;
}): Vault {
  const { tenant, ring, random, subtle } = options;
  const ciphers = new Map<string, Aead>();
  const hashKeys = new Map<HashPurpose, Uint8Array>();
  checkKey(ring.current);

  const subkey = (key: Key, use: string): Uint8Array => {
    checkKey(key);
    return hkdf(sha256, key.secret, SALT, encoder.encode(`${use}/${tenant}`), 32);
  };
  const cipherOf = (key: Key) => kept(ciphers, key.id, () => aead(subtle, subkey(key, 'seal')));
  const hashKeyOf = (purpose: HashPurpose) =>
    kept(hashKeys, purpose, () => subkey(ring.hashing ?? ring.current, `hash/${purpose}`));
  const bound = (context: string) => encoder.encode(JSON.stringify([tenant, context]));

  return {
    // In place: WebCrypto hands every digest to a thread, which costs ten times what these few bytes do.
    hash: async (purpose, text) => toBase64url(hmac(sha256, hashKeyOf(purpose), encoder.encode(text))),
    async seal(context, plain) {
      const key = ring.current;
      const nonce = random.bytes(12);
      const cipher = await cipherOf(key).seal(nonce, bound(context), encoder.encode(plain));
      const whole = new Uint8Array(12 + cipher.length);
      whole.set(nonce);
      whole.set(cipher, 12);
      return `v1.${key.id}.${toBase64url(whole)}`;
    },
    async open(context, sealed) {
      const [version, id, body] = sealed.split('.');
      const key = version === 'v1' && id ? ring.byId(id) : undefined;
      const whole = body ? fromBase64url(body) : undefined;
      if (!key || !whole || whole.length < 28) throw cannotOpen();
      try {
        return decoder.decode(
          await cipherOf(key).open(whole.subarray(0, 12), bound(context), whole.subarray(12)),
        );
      } catch (cause) {
        throw cannotOpen(cause);
      }
    },
  };
}

function kept<K, T>(cache: Map<K, T>, name: K, make: () => T): T {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const made = make();
  cache.set(name, made);
  return made;
}

const cannotOpen = (cause?: unknown): BianminError =>
  new BianminError(
    { code: 'internal', message: 'Sealed data cannot be opened: unknown key, or not sealed for this.' },
    { cause },
  );

function checkKey(key: Key): void {
  if (!/^[A-Za-z0-9_-]{1,32}$/.test(key.id) || key.secret.length < 32)
    throw new BianminError({
      code: 'internal',
      message: 'A key needs an id of 1-32 letters, digits, - or _ and at least 32 secret bytes.',
    });
}
