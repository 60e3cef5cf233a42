import type { CommandAction } from '../../ledger/batch/registry.js';
import type { CatalogChange } from '../../ledger/catalog/change.js';
import type { ActorRef, Author, Ms } from '../../ledger/values/refs.js';
import type { RequestKey } from './catalog.js';

export type ApiKeyRecord = {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the whole key, hex. */
  readonly hash: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly createdAtMs: Ms;
  readonly lastUsedAtMs: Ms | null;
  readonly revokedAtMs: Ms | null;
};

export interface Credentials {
  /** A repeated request returns the first record, with `duplicate`; `null` if the key was used for another request. */
  createApiKey(
    record: ApiKeyRecord,
    key: RequestKey,
    author: Author,
  ): Promise<{ readonly record: ApiKeyRecord; readonly duplicate: boolean } | null>;
  apiKeyByHash(hash: string): Promise<ApiKeyRecord | null>;
  apiKeys(afterId: string | null, limit: number): Promise<readonly ApiKeyRecord[]>;
  /** Revoking again changes nothing. `null` if there is no such key. */
  revokeApiKey(id: string, author: Author, nowMs: Ms): Promise<ApiKeyRecord | null>;
  /** Best effort: the stored time may lag. */
  noteApiKeyUse(id: string, atMs: Ms): Promise<void>;
}

export interface TestClock {
  /** The instant at which the sandbox's test clock stands; `null` if it follows the wall clock. */
  testClock(): Promise<Ms | null>;
  /** @returns `false` if the clock was no longer at `fromMs`, because another instance moved it */
  moveTestClock(fromMs: Ms | null, toMs: Ms | null, author: Author, nowMs: Ms): Promise<boolean>;
}

/**
 * One change and its author, written in the transaction of the change and never rewritten. Usage is not logged: the
 * ledger has each event, with its actor. A repeated request changes nothing and is not logged.
 */
export type AuditRecord = {
  readonly id: string;
  readonly atMs: Ms;
  readonly actor: ActorRef;
  readonly action: AuditAction;
  /** `null` if the change was to the catalog or to the server's own settings. */
  readonly customerId: string | null;
  /** The id of the changed object. For the test clock its new instant; `null` if it follows the wall clock. */
  readonly target: string | null;
  readonly requestId: string | null;
};

export type AuditAction =
  | CatalogChange['kind']
  | CommandAction
  | 'customer.put'
  | 'customer.edit'
  | 'customer.erase'
  | 'customer.revokeTokens'
  | 'apiKey.create'
  | 'apiKey.revoke'
  | 'testClock.move'
  | 'testClock.release';

export type AuditPlace = { readonly atMs: Ms; readonly id: string };

export type AuditQuery = {
  readonly fromMs: Ms | null;
  readonly toMs: Ms | null;
  readonly actorId: string | null;
  readonly action: string | null;
  readonly customerId: string | null;
  readonly before: AuditPlace | null;
  readonly limit: number;
};

export interface AuditLog {
  auditRecords(query: AuditQuery): Promise<readonly AuditRecord[]>;
}

export interface Access extends Credentials, TestClock, AuditLog {}
