import * as nodeCrypto from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../test/support/clinic.js';
import { nodeAead, webAead } from './aes-gcm.js';
import { fromBase64url, toBase64url } from './base64url.js';
import { createVault, type Key, type KeyRing, singleKeyRing } from './vault.js';

const key = (id: string, fill: number): Key => ({ id, secret: new Uint8Array(32).fill(fill) });
const vaultOf = (ring: KeyRing, tenant = 'shangyu') =>
  createVault({ tenant, ring, random: seeded(3), subtle: crypto.subtle });
const one = key('k1', 1);
const two = key('k2', 2);

describe('vault', () => {
  it('opens what it sealed, and every sealing differs', async () => {
    const vault = vaultOf(singleKeyRing(one));
    const a = await vault.seal('person/b1', '张伟 \ud83d\ude00');
    expect(a).toMatch(/^v1\.k1\.[A-Za-z0-9_-]+$/);
    expect(await vault.open('person/b1', a)).toBe('张伟 😀');
    expect(await vault.seal('person/b1', '张伟 😀')).not.toBe(a);
  });
  it('opens nothing for another booking, tenant or key, nor anything changed', async () => {
    const vault = vaultOf(singleKeyRing(one));
    const sealed = await vault.seal('person/b1', 'secret');
    await expect(vault.open('person/b2', sealed)).rejects.toThrow('cannot be opened');
    await expect(vaultOf(singleKeyRing(one), 'other').open('person/b1', sealed)).rejects.toThrow(
      'cannot be opened',
    );
    await expect(vaultOf(singleKeyRing(key('k1', 9))).open('person/b1', sealed)).rejects.toThrow(
      'cannot be opened',
    );
    await expect(vaultOf(singleKeyRing(two)).open('person/b1', sealed)).rejects.toThrow('cannot be opened');
    const last = sealed.at(-3) === 'A' ? 'B' : 'A';
    const changed = `${sealed.slice(0, -3)}${last}${sealed.slice(-2)}`;
    await expect(vault.open('person/b1', changed)).rejects.toThrow('cannot be opened');
    for (const junk of ['', 'v1', 'v1.k1', 'v1.k1.AAAA', 'v2.k1.AAAA', `v1.__proto__.${'A'.repeat(60)}`])
      await expect(vault.open('person/b1', junk)).rejects.toThrow('cannot be opened');
  });
  it('rotates: new keys seal, old ones still open, hashes stay', async () => {
    const before = vaultOf(singleKeyRing(one));
    const sealed = await before.seal('person/b1', 'secret');
    const after = vaultOf({ current: two, hashing: one, byId: (id) => [one, two].find((k) => k.id === id) });
    expect(await after.open('person/b1', sealed)).toBe('secret');
    expect(await after.seal('person/b1', 'secret')).toMatch(/^v1\.k2\./);
    expect(await after.hash('person', 'phone:1')).toBe(await before.hash('person', 'phone:1'));
  });
  it('hashes apart by purpose and tenant', async () => {
    const vault = vaultOf(singleKeyRing(one));
    const hash = await vault.hash('person', 'x');
    expect(hash).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await vault.hash('holder', 'x')).not.toBe(hash);
    expect(await vaultOf(singleKeyRing(one), 'other').hash('person', 'x')).not.toBe(hash);
    expect(await vaultOf(singleKeyRing(two)).hash('person', 'x')).not.toBe(hash);
  });
  it.each([
    ['k 1', 32],
    ['', 32],
    ['k1', 16],
  ])('refuses the key %j of %i bytes', (id, size) => {
    expect(() => vaultOf(singleKeyRing({ id, secret: new Uint8Array(size) }))).toThrow('A key needs');
  });
});

describe('both ways of AES-GCM', () => {
  const secret = seeded(8).bytes(32);
  const ways = [nodeAead(nodeCrypto, secret), webAead(crypto.subtle, secret)] as const;
  const nonce = seeded(9).bytes(12);
  const context = new TextEncoder().encode('person/b1');
  it('give the same bytes and open each other', async () => {
    for (const size of [0, 1, 15, 16, 17, 500]) {
      const plain = seeded(size).bytes(size);
      const [a, b] = await Promise.all(ways.map((way) => way.seal(nonce, context, plain)));
      expect(a).toEqual(b);
      for (const way of ways) expect(await way.open(nonce, context, a!)).toEqual(plain);
    }
  });
  it('open nothing that was changed', async () => {
    const sealed = await ways[0].seal(nonce, context, seeded(1).bytes(20));
    for (const way of ways) {
      for (let i = 0; i < sealed.length; i += 1) {
        const changed = sealed.with(i, sealed[i]! ^ 1);
        await expect((async () => way.open(nonce, context, changed))()).rejects.toThrow();
      }
      await expect((async () => way.open(nonce, nonce, sealed))()).rejects.toThrow();
    }
  });
});

describe('base64url', () => {
  it('agrees with the platform', () => {
    for (let size = 0; size < 70; size += 1) {
      const bytes = seeded(size).bytes(size);
      expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
    }
    expect(fromBase64url('A')).toBeUndefined();
    expect(fromBase64url('AB=')).toBeUndefined();
  });
});
