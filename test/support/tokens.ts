/** Keys and access tokens made in the test. */
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export const issuer = 'https://id.example';
export const audience = 'bianmin';
/** Seconds since 1970 of the tests' clock: 2026-09-18T01:00:00Z. */
export const testNow = Date.parse('2026-09-18T01:00:00Z') / 1000;

export async function makeIssuer(algorithm = 'ES256', kid = 'k1') {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' };
  const sign = (claims: JWTPayload = {}, more: { header?: Record<string, unknown>; key?: CryptoKey } = {}) =>
    new SignJWT({
      iss: issuer,
      aud: audience,
      sub: 'clerk-7',
      roles: ['clerk'],
      iat: testNow,
      exp: testNow + 300,
      ...claims,
    })
      .setProtectedHeader({ alg: algorithm, kid, ...more.header })
      .sign(more.key ?? privateKey);
  return { publicKey, privateKey, jwk, jwks: { keys: [jwk] }, sign };
}
