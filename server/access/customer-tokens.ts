import { createSecretKey, type KeyObject } from 'node:crypto';
import { type JWTHeaderParameters, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from '@hono/zod-openapi';
import { CUSTOMER_SCOPES, type CustomerScope, Id, LONGEST_TOKEN_SECONDS } from '../contract/index.js';
import type { Ms } from '../ledger/values/refs.js';
import type { Customers } from '../store/ports/customers.js';

export type CustomerCaller = {
  readonly customerId: string;
  readonly userId: string | null;
  readonly scopes: ReadonlySet<CustomerScope>;
  readonly issuedAtMs: Ms;
  readonly expiresAtMs: Ms;
};

export type TokenTerms = {
  readonly customerId: string;
  readonly userId: string | null;
  readonly scopes: readonly CustomerScope[];
  readonly lifeSeconds: number;
  /** The token is dated no earlier than this; `null` if no token of the customer was ever revoked. */
  readonly notBeforeMs: Ms | null;
};

/** Short-lived credentials for pages: JWTs that only this server signs and verifies. */
export interface CustomerTokens {
  mint(terms: TokenTerms): Promise<{ readonly token: string; readonly expiresAtMs: Ms }>;
  /** `null` for a token that does not have exactly the form that `mint` makes, or was revoked. */
  verify(token: string): Promise<CustomerCaller | null> | CustomerCaller | null;
  /** The start of the next second: every token that was issued until now is dated before it. */
  nextSecondMs(): Ms;
  /** Call it after the tokens of a customer were revoked. Other servers learn of it within ten seconds. */
  noteCutOff(customerId: string, notBeforeMs: Ms): void;
}

export type CustomerTokensDeps = {
  /** The first one signs. All of them verify, so that secrets can be rotated. */
  readonly secrets: readonly [TokenSecret, ...TokenSecret[]];
  /** Tokens name it, so that a sandbox and a live server with one secret refuse the tokens of each other. */
  readonly mode: 'live' | 'test';
  readonly cutOffs: Customers['tokenCutOffs'];
};

/** A secret of at least 32 characters, and its name in the token's header. */
export type TokenSecret = { readonly kid: string; readonly secret: string };

const ALGORITHM = 'HS256';
const TYPE = 'drawdown-customer+jwt';
const ISSUER = 'drawdown';
const audienceOf = (mode: 'live' | 'test') => `drawdown:customer:${mode}`;
const LONGEST_TOKEN = 4096;
/** Tolerated difference between the clocks of servers that share a secret. */
const SKEW_SECONDS = 60;
/** How long another server may accept a token after its revocation here. */
const CUT_OFF_KNOWN_MS = 10_000;

const Header = z.strictObject({ alg: z.literal(ALGORITHM), typ: z.literal(TYPE), kid: z.string() });

const Claims = z.object({
  iss: z.literal(ISSUER),
  aud: z.string(),
  sub: Id,
  uid: Id.optional(),
  scope: z.string().max(100),
  iat: z.number().int(),
  exp: z.number().int(),
});

export function createCustomerTokens({ secrets, mode, cutOffs }: CustomerTokensDeps): CustomerTokens {
  const keys = new Map(secrets.map(({ kid, secret }) => [kid, createSecretKey(secret, 'utf8')]));
  const [{ kid: signingKid }] = secrets;
  const audience = audienceOf(mode);
  const nowMs = lateClock();
  const verified = new LRUCache<string, CustomerCaller>({ max: 5_000, ttl: LONGEST_TOKEN_SECONDS * 1000 });
  const notBefore = new LRUCache<string, Ms>({ max: 5_000, ttl: CUT_OFF_KNOWN_MS, perf });

  async function verifyOnce(token: string): Promise<CustomerCaller | null> {
    const caller = await read(token, keys, audience);
    if (!caller || !isTimely(caller, nowMs())) return null;
    verified.set(token, caller, { ttl: Math.max(1, caller.expiresAtMs - nowMs()) });
    return unlessCutOff(caller);
  }

  function unlessCutOff(caller: CustomerCaller): Promise<CustomerCaller | null> | CustomerCaller | null {
    const known = notBefore.get(caller.customerId);
    if (known !== undefined) return caller.issuedAtMs < known ? null : caller;
    return lookUp(caller);
  }

  async function lookUp(caller: CustomerCaller): Promise<CustomerCaller | null> {
    const [found] = await cutOffs([caller.customerId]);
    // A revocation during the query is newer than its answer.
    const notBeforeMs = Math.max(found?.notBeforeMs ?? 0, notBefore.get(caller.customerId) ?? 0);
    notBefore.set(caller.customerId, notBeforeMs);
    return caller.issuedAtMs < notBeforeMs ? null : caller;
  }

  return {
    async mint({ customerId, userId, scopes, lifeSeconds, notBeforeMs }) {
      const issuedAt = Math.floor(Math.max(nowMs(), notBeforeMs ?? 0) / 1000);
      const expiresAt = issuedAt + lifeSeconds;
      const claims: JWTPayload = { scope: scopes.join(' '), ...(userId !== null && { uid: userId }) };
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: signingKid })
        .setIssuer(ISSUER)
        .setAudience(audience)
        .setSubject(customerId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(keyNamed(keys, signingKid));
      return { token, expiresAtMs: expiresAt * 1000 };
    },

    verify(token) {
      const caller = verified.get(token);
      if (!caller) return token.length > LONGEST_TOKEN || !isCanonical(token) ? null : verifyOnce(token);
      return isTimely(caller, nowMs()) ? unlessCutOff(caller) : null;
    },

    nextSecondMs: () => (Math.floor(nowMs() / 1000) + 1) * 1000,
    noteCutOff: (customerId, notBeforeMs) => void notBefore.set(customerId, notBeforeMs),
  };
}

/** Monotonic, so that moving the wall clock back does not extend a cache. Read per call, so that tests can fake it. */
const perf = { now: () => performance.now() };

/** A wall clock that never falls behind the time that has passed, so that an expired token stays expired. */
function lateClock(): () => Ms {
  const startMs = Date.now() - performance.now();
  return () => Math.max(Date.now(), Math.floor(startMs + performance.now()));
}

const isTimely = ({ issuedAtMs, expiresAtMs }: CustomerCaller, nowMs: Ms): boolean =>
  expiresAtMs > nowMs && issuedAtMs <= nowMs + SKEW_SECONDS * 1000;

function keyNamed(keys: ReadonlyMap<string, KeyObject>, kid: string | undefined): KeyObject {
  const key = kid === undefined ? undefined : keys.get(kid);
  if (!key) throw new Error('no such key');
  return key;
}

async function read(
  token: string,
  keys: ReadonlyMap<string, KeyObject>,
  audience: string,
): Promise<CustomerCaller | null> {
  try {
    const { payload, protectedHeader } = await jwtVerify(
      token,
      (header: JWTHeaderParameters) => keyNamed(keys, header.kid),
      {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer: ISSUER,
        audience,
        requiredClaims: ['sub', 'scope', 'iat', 'exp'],
      },
    );
    // jose accepts arrays of audiences and extra headers. This server accepts only the form that it writes.
    Header.parse(protectedHeader);
    const claims = Claims.parse(payload);
    return claims.aud === audience ? callerOf(claims) : null;
  } catch {
    // Every failure is the same 401, so that callers learn nothing about the cause.
    return null;
  }
}

function callerOf({ sub, uid, scope, iat, exp }: z.infer<typeof Claims>): CustomerCaller | null {
  if (exp - iat > LONGEST_TOKEN_SECONDS) return null;
  const words = scope.split(' ');
  return {
    customerId: sub,
    userId: uid ?? null,
    scopes: new Set(CUSTOMER_SCOPES.filter((known) => words.includes(known))),
    issuedAtMs: iat * 1000,
    expiresAtMs: exp * 1000,
  };
}

/** Accepts only canonical base64url, so that no second spelling of a token is valid. */
function isCanonical(token: string): boolean {
  return token.split('.').every((part) => part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part);
}
