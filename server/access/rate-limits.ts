import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimitTerms } from './rate-limit-terms.js';
import type { HostCaller } from './api-keys.js';
import type { CustomerCaller } from './customer-tokens.js';

const WINDOW_SECONDS = 10;

export class RateLimited extends Error {
  override readonly name = 'RateLimited';

  constructor(
    message: string,
    readonly headers: Readonly<Record<string, string>>,
  ) {
    super(message);
  }
}

/** Counts requests in memory, so several servers count independently. */
export interface RateLimits {
  /** Counts one request. @returns `null` if there is no limit. @throws RateLimited */
  take(caller: HostCaller | CustomerCaller): Promise<unknown> | null;
  /** Counts more requests for one that read much. Later requests are refused, never this one. */
  add(caller: HostCaller | CustomerCaller, requests: number): Promise<unknown> | null;
  /** Slows down guesses of API keys. @throws RateLimited */
  takeWrongKey(): Promise<unknown> | null;
}

export function createRateLimits(terms: RateLimitTerms): RateLimits {
  const hosts = limiter('key', terms.key);
  const customers = limiter('customer', terms.customer);
  const wrongKeys = limiter('wrong-key', terms.wrongKey);
  const limitOf = (caller: HostCaller | CustomerCaller): [Limiter | null, string] =>
    'customerId' in caller ? [customers, caller.customerId] : [hosts, caller.id];
  return {
    takeWrongKey: () => wrongKeys?.take('') ?? null,
    take(caller) {
      const [limit, id] = limitOf(caller);
      return limit?.take(id) ?? null;
    },
    add(caller, requests) {
      const [limit, id] = limitOf(caller);
      return requests > 0 && limit ? limit.add(id, requests) : null;
    },
  };
}

type Limiter = {
  take(id: string): Promise<unknown>;
  add(id: string, requests: number): Promise<unknown>;
};

function limiter(name: string, perSecond: number): Limiter | null {
  if (perSecond === 0) return null;
  const points = perSecond * WINDOW_SECONDS;
  const counted = new RateLimiterMemory({ points, duration: WINDOW_SECONDS });
  const policy = `"${name}";q=${points};w=${WINDOW_SECONDS}`;
  const refuse = (refused: unknown): never => {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    const waitSeconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    throw new RateLimited(`At most ${points} requests are taken in ${WINDOW_SECONDS} seconds.`, {
      'retry-after': String(waitSeconds),
      'ratelimit-policy': policy,
      ratelimit: `"${name}";r=0;t=${waitSeconds}`,
    });
  };
  return {
    take: (id) => counted.consume(id).catch(refuse),
    add: (id, requests) => counted.penalty(id, requests),
  };
}
