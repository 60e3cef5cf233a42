import type { Context } from 'hono';
import type { Logger } from 'pino';
import type { Engine } from '../engine/engine.js';
import type { Author, Ms } from '../ledger/values/refs.js';
import type { Store } from '../store/ports/store.js';
import type { ApiKeys, HostCaller } from '../access/api-keys.js';
import type { CustomerCaller, CustomerTokens } from '../access/customer-tokens.js';
import type { RateLimits } from '../access/rate-limits.js';

export interface SandboxClock {
  now(): { readonly nowMs: Ms; readonly standing: boolean };
  /** Moves forward only. Resolves when all changes that became due are written. */
  moveTo(ms: Ms, author: Author): Promise<'moved' | 'not_forward'>;
  /** Returns to the wall clock, unless that would move the time back. */
  release(author: Author): Promise<'released' | 'not_forward'>;
  /** Adopts a move by another instance. */
  follow(): Promise<void>;
}

export interface RequestMetrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** @param route the path's template, which bounds the number of labels */
  request(method: string, route: string, status: number, seconds: number): void;
}

export type HttpDeps = {
  readonly store: Store;
  readonly engine: Engine;
  readonly apiKeys: ApiKeys;
  readonly tokens: CustomerTokens;
  readonly sandbox: SandboxClock | null;
  readonly allowedOrigins: readonly string[];
  readonly widgetsFolder: string | null;
  readonly eventWindowDays: number;
  readonly logger: Logger;
  readonly rateLimits: RateLimits;
  readonly metrics: RequestMetrics;
  readonly metricsAreOpen: boolean;
  /** `null` before the first inspection of the ledger. */
  readonly inspection: () => { readonly findings: number } | null;
  readonly openStream: (c: HttpContext) => Promise<Response> | Response;
  /** Ends the streams of a customer on this server that have a token from before the instant. */
  readonly endStreams: (customerId: string, notBeforeMs: Ms) => void;
};

/** Only one of `host` and `customer` is set, as the route's security demands. */
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
