/**
 * Keeping secrets: sealing of person data and answers, keyed hashes for look-ups. A port, and its
 * implementation on WebCrypto: HKDF-SHA-256 (RFC 5869) subkeys per tenant and purpose, AES-256-GCM with
 * a random 96-bit nonce, HMAC-SHA-256.
 */
import { BianminError } from '../problem.js';
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
  const sealing = new Map<string, Promise<CryptoKey>>();
  const hashing = new Map<string, Promise<CryptoKey>>();
  checkKey(ring.current);

  const derive = async (
    key: Key,
    info: string,
    algorithm: AesKeyGenParams | HmacKeyGenParams,
    uses: KeyUsage[],
  ) => {
    checkKey(key);
    const root = await subtle.importKey('raw', owned(key.secret), 'HKDF', false, ['deriveKey']);
    const hkdf = {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: encoder.encode('bianmin'),
      info: encoder.encode(`${info}/${tenant}`),
    };
    return subtle.deriveKey(hkdf, root, algorithm, false, uses);
  };
  const sealingKey = (key: Key) =>
    kept(sealing, key.id, () =>
      derive(key, 'seal', { name: 'AES-GCM', length: 256 }, ['encrypt', 'decrypt']),
    );
  const hashingKey = (purpose: HashPurpose) =>
    kept(hashing, purpose, () =>
      derive(
        ring.hashing ?? ring.current,
        `hash/${purpose}`,
        { name: 'HMAC', hash: 'SHA-256', length: 256 } as HmacKeyGenParams,
        ['sign'],
      ),
    );
  const bound = (context: string) => encoder.encode(JSON.stringify([tenant, context]));

  return {
    async hash(purpose, text) {
      const key = await hashingKey(purpose);
      return toBase64url(new Uint8Array(await subtle.sign('HMAC', key, encoder.encode(text))));
    },
    async seal(context, plain) {
      const key = ring.current;
      const nonce = owned(random.bytes(12));
      const cipher = await subtle.encrypt(
        { name: 'AES-GCM', iv: nonce, additionalData: bound(context) },
        await sealingKey(key),
        encoder.encode(plain),
      );
      const whole = new Uint8Array(12 + cipher.byteLength);
      whole.set(nonce);
      whole.set(new Uint8Array(cipher), 12);
      return `v1.${key.id}.${toBase64url(whole)}`;
    },
    async open(context, sealed) {
      const [version, id, body] = sealed.split('.');
      const key = version === 'v1' && id ? ring.byId(id) : undefined;
      const whole = body ? fromBase64url(body) : undefined;
      if (!key || !whole || whole.length < 28) throw cannotOpen();
      try {
        const cipher = { name: 'AES-GCM', iv: owned(whole.subarray(0, 12)), additionalData: bound(context) };
        return decoder.decode(await subtle.decrypt(cipher, await sealingKey(key), owned(whole.subarray(12))));
      } catch (cause) {
        throw cannotOpen(cause);
      }
    },
  };
}

function kept<T>(cache: Map<string, Promise<T>>, name: string, make: () => Promise<T>): Promise<T> {
  let value = cache.get(name);
  if (!value) {
    value = make();
    cache.set(name, value);
  }
  return value;
}

/** WebCrypto's types want a view on a plain ArrayBuffer. */
const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

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
