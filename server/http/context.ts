import type { Context, Handler } from 'hono';
import type { Logger } from 'pino';
import type { Engine } from '../engine/engine.js';
import type { Author, Ms } from '../ledger/values/refs.js';
import type { Store } from '../store/ports/store.js';
import type { ApiKeys, HostCaller } from '../access/api-keys.js';
import type { CustomerCaller, CustomerTokens } from '../access/customer-tokens.js';
import type { RateLimits } from '../access/rate-limits.js';

export interface SandboxClock {
  now(): { readonly nowMs: Ms; readonly standing: boolean };
  /** Moves forward only. Resolves when everything that became due on the way is written. */
  moveTo(ms: Ms, author: Author): Promise<'moved' | 'not_forward'>;
  /** Follows the wall clock again, unless that would move the time back. */
  release(author: Author): Promise<'released' | 'not_forward'>;
  /** Adopts the position that another instance stored. */
  follow(): Promise<void>;
}

export interface RequestMetrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** @param route the template of the path, which keeps the number of labels bounded */
  request(method: string, route: string, status: number, seconds: number): void;
}

export type HttpDeps = {
  readonly store: Store;
  readonly engine: Engine;
  readonly apiKeys: ApiKeys;
  readonly tokens: CustomerTokens;
  /** `null` on a live server. */
  readonly sandbox: SandboxClock | null;
  /** Origins whose pages may call the customer routes, such as `https://app.example`. */
  readonly allowedOrigins: readonly string[];
  readonly widgetsFolder: string | null;
  /** The maximum age of an event, in days. */
  readonly eventWindowDays: number;
  readonly logger: Logger;
  readonly rateLimits: RateLimits;
  readonly metrics: RequestMetrics;
  /** Whether `/metrics` needs no API key. */
  readonly metricsAreOpen: boolean;
  /** Findings of this server's ledger inspection; `null` before the first one. */
  readonly inspection: () => { readonly findings: number } | null;
  readonly openStream: Handler<HttpEnv>;
};

/** The variables of a request. Of the callers, only the one that the route's security names is set. */
export type HttpEnv = {
  Variables: {
    requestId: string | undefined;
    /** Headers that `answer.ts` adds to the answer. */
    answerHeaders: Readonly<Record<string, string>> | undefined;
    route: string | undefined;
    host: HostCaller;
    customer: CustomerCaller;
  };
};

export type HttpContext = Context<HttpEnv>;
