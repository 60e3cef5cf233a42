import { createSecretKey, type KeyObject } from 'node:crypto';
import { type JWTHeaderParameters, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from '@hono/zod-openapi';
import { CUSTOMER_SCOPES, type CustomerScope, Id, LONGEST_TOKEN_SECONDS } from '../contract/index.js';
import type { Ms } from '../ledger/values/refs.js';

export type CustomerCaller = {
  readonly customerId: string;
  readonly userId: string | null;
  readonly scopes: ReadonlySet<CustomerScope>;
  readonly expiresAtMs: Ms;
};

export type TokenTerms = {
  readonly customerId: string;
  readonly userId: string | null;
  readonly scopes: readonly CustomerScope[];
  readonly lifeSeconds: number;
};

/** Short-lived credentials for pages: JWTs that only this server signs and verifies. */
export interface CustomerTokens {
  mint(terms: TokenTerms): Promise<{ readonly token: string; readonly expiresAtMs: Ms }>;
  /** `null` for a token that does not have exactly the form that `mint` makes. */
  verify(token: string): Promise<CustomerCaller | null> | CustomerCaller | null;
}

/** A secret of at least 32 characters, and its name in the token's header. */
export type TokenSecret = { readonly kid: string; readonly secret: string };

const ALGORITHM = 'HS256';
const TYPE = 'drawdown-customer+jwt';
const ISSUER = 'drawdown';
const AUDIENCE = 'drawdown:customer';
const LONGEST_TOKEN = 4096;
/** Tolerated difference between the clocks of servers that share a secret. */
const SKEW_SECONDS = 60;

const Header = z.strictObject({ alg: z.literal(ALGORITHM), typ: z.literal(TYPE), kid: z.string() });

const Claims = z.object({
  iss: z.literal(ISSUER),
  aud: z.literal(AUDIENCE),
  sub: Id,
  uid: Id.optional(),
  scope: z.string().max(100),
  iat: z.number().int(),
  exp: z.number().int(),
});

/** @param secrets The first one signs. All of them verify, so that secrets can be rotated. */
export function createCustomerTokens(secrets: readonly [TokenSecret, ...TokenSecret[]]): CustomerTokens {
  const keys = new Map(secrets.map(({ kid, secret }) => [kid, createSecretKey(secret, 'utf8')]));
  const [{ kid: signingKid }] = secrets;
  const verified = new LRUCache<string, CustomerCaller>({ max: 5_000, ttl: LONGEST_TOKEN_SECONDS * 1000 });

  async function verifyOnce(token: string): Promise<CustomerCaller | null> {
    const caller = await read(token, keys);
    if (caller) verified.set(token, caller, { ttl: Math.max(1, caller.expiresAtMs - Date.now()) });
    return caller;
  }

  return {
    async mint({ customerId, userId, scopes, lifeSeconds }) {
      const issuedAt = Math.floor(Date.now() / 1000);
      const expiresAt = issuedAt + lifeSeconds;
      const claims: JWTPayload = { scope: scopes.join(' '), ...(userId !== null && { uid: userId }) };
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: signingKid })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(customerId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(keyNamed(keys, signingKid));
      return { token, expiresAtMs: expiresAt * 1000 };
    },

    verify(token) {
      const caller = verified.get(token);
      if (!caller) return token.length > LONGEST_TOKEN || !isCanonical(token) ? null : verifyOnce(token);
      return caller.expiresAtMs > Date.now() ? caller : null;
    },
  };
}

function keyNamed(keys: ReadonlyMap<string, KeyObject>, kid: string | undefined): KeyObject {
  const key = kid === undefined ? undefined : keys.get(kid);
  if (!key) throw new Error('no such key');
  return key;
}

async function read(token: string, keys: ReadonlyMap<string, KeyObject>): Promise<CustomerCaller | null> {
  try {
    const { payload, protectedHeader } = await jwtVerify(
      token,
      (header: JWTHeaderParameters) => keyNamed(keys, header.kid),
      {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'scope', 'iat', 'exp'],
      },
    );
    // jose accepts arrays of audiences and extra headers. This server accepts only the form that it writes.
    Header.parse(protectedHeader);
    return callerOf(Claims.parse(payload));
  } catch {
    // Every failure is the same 401, so that callers learn nothing about the cause.
    return null;
  }
}

function callerOf({ sub, uid, scope, iat, exp }: z.infer<typeof Claims>): CustomerCaller | null {
  const nowSeconds = Date.now() / 1000;
  if (exp <= nowSeconds || exp - iat > LONGEST_TOKEN_SECONDS || iat > nowSeconds + SKEW_SECONDS) return null;
  const words = scope.split(' ');
  return {
    customerId: sub,
    userId: uid ?? null,
    scopes: new Set(CUSTOMER_SCOPES.filter((known) => words.includes(known))),
    expiresAtMs: exp * 1000,
  };
}

/** Accepts only canonical base64url, so that no second spelling of a token is valid. */
function isCanonical(token: string): boolean {
  return token.split('.').every((part) => part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part);
}
