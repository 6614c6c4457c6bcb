/** Staff: OIDC access tokens as bearer tokens (RFC 6750, RFC 7519), checked by `jose`. */
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { BianminError, fail, ok, type Result } from '../problem.js';
import type { UtcMs } from '../time/index.js';

/** clerk: books, lists, checks in, serves. manager: that, and lifts blocks. auditor: reads lists and the audit. */
export type Role = 'clerk' | 'manager' | 'auditor';
export const roles: readonly Role[] = ['clerk', 'manager', 'auditor'];

/** Whose tokens are believed, and where in them the roles stand. */
export interface AuthOptions {
  /** Exact `iss`. */
  readonly issuer: string;
  /** One of these must be in `aud`. */
  readonly audience: string | readonly string[];
  /** Where the issuer publishes its keys (https, or http on the same machine). Or give `keys`. */
  readonly jwksUrl?: string;
  /** Public keys (JWK set). */
  readonly keys?: JSONWebKeySet;
  /** Asymmetric algorithms only. Default RS256, PS256, ES256, EdDSA. */
  readonly algorithms?: readonly string[];
  /** Seconds by which clocks may differ. Default 30. */
  readonly clockToleranceSeconds?: number;
  /** Dotted path of the claim with the roles, e.g. `realm_access.roles`. Default `roles`. */
  readonly rolesClaim?: string;
  /** The issuer's names of our roles; default: the same names. */
  readonly roleNames?: Readonly<Partial<Record<Role, readonly string[]>>>;
  /** Dotted path of the claim that holds the tenant, or a list of them. Required where one handler serves several tenants. */
  readonly tenantClaim?: string;
  /** Instead of the global `fetch`, for `jwksUrl`. */
  readonly fetch?: typeof fetch;
}

/** A member of staff as the token says. */
export interface Staff {
  readonly subject: string;
  readonly roles: ReadonlySet<Role>;
}

/** Checks the `Authorization` header of a request for a tenant and for any of the roles. */
export type CheckStaff = (
  header: string | null,
  tenant: string,
  allowed: readonly Role[],
) => Promise<Result<Staff>>;

const asymmetric = /^(?:RS|PS)(?:256|384|512)$|^ES(?:256|384|512)$|^EdDSA$|^Ed25519$/;
const maxToken = 8192;
const subjectForm = /^[\x21-\x7e]{1,128}$/;

const setupFault = (field: string, message: string): never => {
  throw new BianminError({
    code: 'bad_input',
    field: `auth.${field}`,
    message: `auth.${field}: ${message}.`,
  });
};

const local = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

function keySource(options: AuthOptions): JWTVerifyGetKey {
  if (options.keys) {
    if (options.keys.keys.some((key) => key.kty === 'oct' || 'd' in key))
      setupFault('keys', 'must be public keys');
    return createLocalJWKSet(options.keys);
  }
  const address = options.jwksUrl ?? setupFault('jwksUrl', 'give jwksUrl or keys');
  const url = new URL(address);
  if (url.protocol !== 'https:' && !local.test(url.hostname)) setupFault('jwksUrl', 'must be https');
  return createRemoteJWKSet(url, {
    timeoutDuration: 5000,
    ...(options.fetch && { [customFetch]: options.fetch as never }),
  });
}

/** The value at a dotted path; claims whose own name holds dots (URLs) are found as they are. */
const claimAt = (payload: JWTPayload, path: string): unknown => {
  if (Object.hasOwn(payload, path)) return payload[path];
  let value: unknown = payload;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
};

/** A list, or a text with blanks between the words (like `scope`). */
const wordsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return value.split(/\s+/).filter(Boolean);
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];
};

function rolesOf(payload: JWTPayload, options: AuthOptions): ReadonlySet<Role> {
  const told = new Set(wordsOf(claimAt(payload, options.rolesClaim ?? 'roles')));
  return new Set(
    roles.filter((role) => (options.roleNames?.[role] ?? [role]).some((name) => told.has(name))),
  );
}

/** Several keys may fit a token without `kid`: one of them must have signed it. */
async function verifyWithAny(
  token: string,
  source: JWTVerifyGetKey,
  options: Parameters<typeof jwtVerify>[2],
) {
  try {
    return (await jwtVerify(token, source, options)).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      try {
        return (await jwtVerify(token, key, options)).payload;
      } catch (inner) {
        if (!(inner instanceof errors.JWSSignatureVerificationFailed)) throw inner;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

/** The issuer's keys could not be had: the token is neither good nor bad. */
const isKeyTrouble = (error: unknown) =>
  !(error instanceof errors.JOSEError) ||
  error instanceof errors.JWKSTimeout ||
  error.code === 'ERR_JOSE_GENERIC';

/**
 * Prepares the check. Throws `BianminError` for settings that would be unsafe: symmetric algorithms, private or
 * shared keys, keys over plain http. Refusals: `unauthorised`, `forbidden`, `auth_unavailable`.
 */
export function createStaffCheck(options: AuthOptions, clock: () => UtcMs): CheckStaff {
  const algorithms = [...(options.algorithms ?? ['RS256', 'PS256', 'ES256', 'EdDSA'])];
  if (algorithms.length === 0 || !algorithms.every((a) => asymmetric.test(a))) {
    setupFault('algorithms', 'must be asymmetric signature algorithms');
  }
  if (!options.issuer) setupFault('issuer', 'is required');
  const audience = [options.audience].flat().filter(Boolean) as string[];
  if (audience.length === 0) setupFault('audience', 'is required');
  const source = keySource(options);

  return async (header, tenant, allowed) => {
    const token = /^Bearer ([A-Za-z0-9._-]+)$/i.exec(header ?? '')?.[1];
    if (!token || token.length > maxToken)
      return fail('unauthorised', 'Authorization: a bearer token is required.');
    let payload: JWTPayload;
    try {
      payload = await verifyWithAny(token, source, {
        issuer: options.issuer,
        audience,
        algorithms,
        clockTolerance: options.clockToleranceSeconds ?? 30,
        currentDate: new Date(clock()),
        requiredClaims: ['sub', 'exp'],
      });
    } catch (error) {
      if (isKeyTrouble(error))
        return fail('auth_unavailable', 'The keys of the sign-in service cannot be read now.');
      return fail('unauthorised', 'Authorization: the token is not valid, or no longer.');
    }
    const { sub = '' } = payload;
    if (!subjectForm.test(sub))
      return fail('unauthorised', 'Authorization: the token names no usable subject.');
    const { tenantClaim } = options;
    if (tenantClaim && !wordsOf(claimAt(payload, tenantClaim)).includes(tenant)) {
      return fail('forbidden', 'This token is for another authority.');
    }
    const held = rolesOf(payload, options);
    if (!allowed.some((role) => held.has(role))) {
      return fail('forbidden', `This needs the role ${allowed.join(' or ')}.`, { data: { roles: allowed } });
    }
    return ok({ subject: sub, roles: held });
  };
}
