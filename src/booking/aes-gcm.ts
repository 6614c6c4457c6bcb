/**
 * AES-256-GCM (NIST SP 800-38D; 96-bit nonce, 128-bit tag after the ciphertext). Two ways, the same bytes:
 * in place by Node's own module where there is one, else WebCrypto. WebCrypto hands every call to a thread,
 * which under load costs more than all else that a confirmation computes.
 */
import type * as nodeCrypto from 'node:crypto';

export interface Aead {
  seal(nonce: Uint8Array, context: Uint8Array, plain: Uint8Array): Uint8Array | Promise<Uint8Array>;
  /** Throws (or rejects) when nonce, context or text are not those that were sealed. */
  open(nonce: Uint8Array, context: Uint8Array, sealed: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

const TAG = 16;

/** By Node's module. */
export function nodeAead(crypto: typeof nodeCrypto, key: Uint8Array): Aead {
  return {
    seal(nonce, context, plain) {
      const cipher = crypto.createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(context);
      const body = cipher.update(plain);
      const rest = cipher.final();
      const whole = new Uint8Array(body.length + rest.length + TAG);
      whole.set(body);
      whole.set(rest, body.length);
      whole.set(cipher.getAuthTag(), body.length + rest.length);
      return whole;
    },
    open(nonce, context, sealed) {
      const decipher = crypto.createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
      decipher.setAAD(context);
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
      const body = decipher.update(sealed.subarray(0, sealed.length - TAG));
      const rest = decipher.final();
      const plain = new Uint8Array(body.length + rest.length);
      plain.set(body);
      plain.set(rest, body.length);
      return plain;
    },
  };
}

/** By WebCrypto. The key is imported once. */
export function webAead(subtle: SubtleCrypto, key: Uint8Array): Aead {
  const imported = subtle.importKey('raw', owned(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
  const by = (nonce: Uint8Array, context: Uint8Array) => ({
    name: 'AES-GCM',
    iv: owned(nonce),
    additionalData: owned(context),
  });
  return {
    seal: async (nonce, context, plain) =>
      new Uint8Array(await subtle.encrypt(by(nonce, context), await imported, owned(plain))),
    open: async (nonce, context, sealed) =>
      new Uint8Array(await subtle.decrypt(by(nonce, context), await imported, owned(sealed))),
  };
}

/** WebCrypto's types want a view on a plain ArrayBuffer. */
const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

interface Host {
  readonly process?: { getBuiltinModule?(name: string): unknown };
}

/** The quicker way that this runtime has. */
export function aead(subtle: SubtleCrypto, key: Uint8Array): Aead {
  const found = (globalThis as Host).process?.getBuiltinModule?.('node:crypto');
  return found ? nodeAead(found as typeof nodeCrypto, key) : webAead(subtle, key);
}
