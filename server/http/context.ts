import type { Context, Handler } from 'hono';
import type { Logger } from 'pino';
import type { Engine } from '../engine/engine.js';
import type { Author, Ms } from '../ledger/values/refs.js';
import type { Store } from '../store/ports/store.js';
import type { ApiKeys, HostCaller } from '../access/api-keys.js';
import type { CustomerCaller, CustomerTokens } from '../access/customer-tokens.js';
import type { RateLimits } from '../access/rate-limits.js';

/** The test clock of a sandbox, as the HTTP layer sees it. */
export interface SandboxClock {
  now(): { readonly nowMs: Ms; readonly standing: boolean };
  /** Forward only; resolves when everything that became due on the way is written. */
  moveTo(ms: Ms, author: Author): Promise<'moved' | 'not_forward'>;
  /** Follows the wall clock again, unless that would turn it back. */
  release(author: Author): Promise<'released' | 'not_forward'>;
  /** Stands where another instance on the same store has moved it. */
  follow(): Promise<void>;
}

/** Where requests are counted, and what is read from there. */
export interface RequestMetrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** @param route its template, never a path */
  request(method: string, route: string, status: number, seconds: number): void;
}

/** What the HTTP layer needs. Ports only: it knows no adapter. */
export type HttpDeps = {
  readonly store: Store;
  readonly engine: Engine;
  readonly apiKeys: ApiKeys;
  readonly tokens: CustomerTokens;
  /** null: a live server, without a test clock. */
  readonly sandbox: SandboxClock | null;
  /** Origins whose pages may read the customer's door, such as `https://app.example`. */
  readonly allowedOrigins: readonly string[];
  /** The built widgets; null: none are served. */
  readonly widgetsFolder: string | null;
  /** How far back events may be dated, in days. */
  readonly eventWindowDays: number;
  readonly logger: Logger;
  readonly rateLimits: RateLimits;
  readonly metrics: RequestMetrics;
  /** true: `/metrics` asks nobody who they are. */
  readonly metricsAreOpen: boolean;
  /** What this server has found in the ledger while it runs; null: it has not looked. */
  readonly inspection: () => { readonly findings: number } | null;
  /** Answers the contract's `openStream`; finds the caller in `c.get('customer')`. */
  readonly openStream: Handler<HttpEnv>;
};

/** What travels with a request: its id, and who sent it. Only the one that the route's security names is set. */
export type HttpEnv = {
  Variables: {
    requestId: string | undefined;
    /** What `answer.ts` adds to the answer. */
    answerHeaders: Readonly<Record<string, string>> | undefined;
    /** The template of the route that took the request. */
    route: string | undefined;
    host: HostCaller;
    customer: CustomerCaller;
  };
};

export type HttpContext = Context<HttpEnv>;
