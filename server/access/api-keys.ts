import { hash, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { type Scope, SCOPES } from '../contract/index.js';
import type { Author } from '../ledger/values/refs.js';
import type { ApiKeyRecord, Credentials } from '../store/ports/access.js';
import type { RequestKey } from '../store/ports/catalog.js';
import { newId } from '../engine/ids.js';

export type HostCaller = { readonly id: string; readonly name: string; readonly scopes: ReadonlySet<Scope> };

/** Creates, verifies and revokes the keys of host backends. The store keeps only their hashes. */
export interface ApiKeys {
  /** `null` if the key is unknown, revoked or of the other mode. */
  recognise(bearer: string): Promise<HostCaller | null> | HostCaller | null;
  /** @returns `null` if the idempotency key was used for another request. `secret` is `null` on a replay. */
  create(
    terms: { readonly name: string; readonly scopes: readonly Scope[] },
    key: RequestKey,
    author: Author,
  ): Promise<{ readonly record: ApiKeyRecord; readonly secret: string | null } | null>;
  list(afterId: string | null, limit: number): Promise<readonly ApiKeyRecord[]>;
  revoke(id: string, author: Author): Promise<ApiKeyRecord | null>;
  /** Also finds revoked keys; `null` if there is no such key. */
  nameOf(id: string): Promise<string | null> | string | null;
}

export type ApiKeysDeps = {
  readonly credentials: Credentials;
  readonly mode: 'live' | 'test';
  /** Comes from the configuration, has all scopes and is never stored. */
  readonly bootstrapKey: string;
  readonly logger: Logger;
};

const BOOTSTRAP_KEY_ID = 'key_bootstrap';

const KEY = /^dd_(live|test)_[A-Za-z0-9_-]{43}$/;
const SHOWN_CHARACTERS = 12;
/** How long another process may accept a key after its revocation here. */
const KNOWN_MS = 10_000;
const UNKNOWN_MS = 1_000;
const NOTED_EVERY_MS = 60_000;
const NAMES_PAGE = 100;

/** Monotonic, so that moving the wall clock back does not extend a cache. Read per call, so that tests can fake it. */
const perf = { now: () => performance.now() };

const hashOf = (secret: string) => hash('sha256', secret);

/** Makes a secret of 256 random bits. Its prefix, `dd_live_` or `dd_test_`, lets secret scanners find it. */
export const newSecret = (mode: 'live' | 'test'): string => `dd_${mode}_${randomBytes(32).toString('base64url')}`;

export function newApiKey(
  mode: 'live' | 'test',
  { name, scopes }: { readonly name: string; readonly scopes: readonly Scope[] },
): { readonly record: ApiKeyRecord; readonly secret: string } {
  const secret = newSecret(mode);
  const record = {
    id: newId('key'),
    name,
    hash: hashOf(secret),
    prefix: secret.slice(0, SHOWN_CHARACTERS),
    scopes: SCOPES.filter((scope) => scopes.includes(scope)),
    createdAtMs: Date.now(),
    lastUsedAtMs: null,
    revokedAtMs: null,
  };
  return { record, secret };
}

export function createApiKeys({ credentials, mode, bootstrapKey, logger }: ApiKeysDeps): ApiKeys {
  const bootstrapHash = hashOf(bootstrapKey);
  const bootstrap: HostCaller = { id: BOOTSTRAP_KEY_ID, name: 'bootstrap', scopes: new Set(SCOPES) };
  const known = new LRUCache<string, HostCaller>({ max: 1_000, ttl: KNOWN_MS, perf });
  // A separate cache, so that a flood of guesses evicts no valid key.
  const unknown = new LRUCache<string, true>({ max: 1_000, ttl: UNKNOWN_MS, perf });
  const noted = new LRUCache<string, true>({ max: 1_000, ttl: NOTED_EVERY_MS, perf });
  const names = keyNames(credentials);

  function noteUse(id: string): void {
    if (noted.has(id)) return;
    noted.set(id, true);
    credentials
      .noteApiKeyUse(id, Date.now())
      .catch((error: unknown) => logger.debug({ err: error }, 'key use not noted'));
  }

  async function lookUp(hashed: string): Promise<HostCaller | null> {
    const record = await credentials.apiKeyByHash(hashed);
    if (record?.revokedAtMs !== null) {
      unknown.set(hashed, true);
      return null;
    }
    const caller = {
      id: record.id,
      name: record.name,
      scopes: new Set(SCOPES.filter((s) => record.scopes.includes(s))),
    };
    known.set(hashed, caller);
    noteUse(caller.id);
    return caller;
  }

  return {
    recognise(bearer) {
      const hashed = hashOf(bearer);
      if (hashed === bootstrapHash) return bootstrap;
      if (KEY.exec(bearer)?.[1] !== mode || unknown.has(hashed)) return null;
      const caller = known.get(hashed);
      if (!caller) return lookUp(hashed);
      noteUse(caller.id);
      return caller;
    },

    async create(terms, key, author) {
      const { record, secret } = newApiKey(mode, terms);
      const made = await credentials.createApiKey(record, key, author);
      return made && { record: made.record, secret: made.duplicate ? null : secret };
    },

    list: (afterId, limit) => credentials.apiKeys(afterId, limit),

    async revoke(id, author) {
      const record = await credentials.revokeApiKey(id, author, Date.now());
      if (record) {
        known.delete(record.hash);
        unknown.set(record.hash, true);
      }
      return record;
    },

    nameOf: (id) => (id === BOOTSTRAP_KEY_ID ? bootstrap.name : names(id)),
  };
}

/** Names are cached without expiry, because they never change. An unknown id reads the list again. */
function keyNames(credentials: Credentials): (id: string) => Promise<string | null> | string | null {
  const names = new Map<string, string>();
  let reading: Promise<void> | null = null;

  async function readAll(): Promise<void> {
    let afterId: string | null = null;
    do {
      const page: readonly ApiKeyRecord[] = await credentials.apiKeys(afterId, NAMES_PAGE);
      for (const { id, name } of page) names.set(id, name);
      afterId = page.length === NAMES_PAGE ? (page.at(-1)?.id ?? null) : null;
    } while (afterId !== null);
  }

  return (id) => {
    const name = names.get(id);
    if (name !== undefined) return name;
    reading ??= readAll().finally(() => (reading = null));
    return reading.then(() => names.get(id) ?? null);
  };
}
