import type { Logger } from 'pino';
import { newSecret } from '../access/api-keys.js';
import type { TokenSecret } from '../access/customer-tokens.js';
import { originProblem } from '../access/origins.js';
import type { RateLimitTerms } from '../access/rate-limit-terms.js';
import { keyProblem } from '../access/secrets.js';

/** The options of `createApp`. Only the command line reads the environment, never the library. */
export type AppOptions = {
  /**
   * A path of a SQLite file, `:memory:` for a ledger in memory, or a PostgreSQL database or its URL. Several servers
   * can share a PostgreSQL database.
   */
  readonly database: string | PostgresDatabase;
  /**
   * A key with all scopes: `dd_live_`, or `dd_test_` in a sandbox, and at least 32 random characters. A sandbox makes one
   * if it is absent.
   */
  readonly apiKey?: string;
  /** Secrets for customer tokens. All verify, the first one signs. A sandbox makes a random one if they are absent. */
  readonly tokenSecrets?: readonly [TokenSecret, ...TokenSecret[]];
  /** Origins whose pages may call the customer routes, such as `https://app.example` or `capacitor://localhost`. */
  readonly allowedOrigins?: readonly string[];
  /** The maximum age of an event in days, from 1 to 400. 35 if absent. */
  readonly eventWindowDays?: number;
  /** Enables a test clock and test keys. Never use it with real customers. */
  readonly sandbox?: boolean;
  /** Whether background jobs run; `true` if absent. Answers are correct without them. */
  readonly jobs?: boolean;
  /** Limits in requests per second, for each key, for each customer and for unknown keys. 0 means no limit. */
  readonly rateLimits?: Partial<RateLimitTerms>;
  /** Whether `/metrics` needs no API key. Otherwise it needs one with the scope `read`. */
  readonly openMetrics?: boolean;
  /**
   * Accepts the wall clock at the start, even if it is far before the newest entry or from the database's clock. Use it
   * only if the clock is right and earlier entries have a wrong time. `false` if absent.
   */
  readonly trustClock?: boolean;
  readonly logger?: Logger;
  /** Called if the disk or the writing thread fails. End the process: a restart recovers all durable data. */
  readonly onLost?: (error: Error) => void;
};

export type PostgresDatabase = {
  /** `postgres://…` with the role of the server. */
  readonly url: string;
  /**
   * `postgres://…` with the role that owns and migrates the tables, so that the role of the server cannot change
   * entries.
   */
  readonly migrationUrl?: string;
};

const EVENT_WINDOW_DAYS = { shortest: 1, standard: 35, longest: 400 };

export function eventWindow({ eventWindowDays = EVENT_WINDOW_DAYS.standard }: AppOptions): number {
  const { shortest, longest } = EVENT_WINDOW_DAYS;
  if (Number.isInteger(eventWindowDays) && eventWindowDays >= shortest && eventWindowDays <= longest) {
    return eventWindowDays;
  }
  throw new Error(`eventWindowDays must be a whole number from ${shortest} to ${longest}`);
}

/** @throws Error if one of them can never equal the origin of a page */
export function originsOf({ allowedOrigins = [] }: AppOptions): readonly string[] {
  const problems = allowedOrigins.map(originProblem).filter((problem) => problem !== null);
  if (problems.length > 0) throw new Error(`allowedOrigins: ${problems.join('; ')}`);
  return allowedOrigins;
}

/** @throws Error if the secrets are absent outside a sandbox, or the key can be guessed or is for the other mode */
export function secretsOf({ sandbox = false, apiKey, tokenSecrets }: AppOptions) {
  if (!sandbox && (apiKey === undefined || tokenSecrets === undefined)) {
    throw new Error('apiKey and tokenSecrets are required unless sandbox is set');
  }
  const problem = apiKey === undefined ? null : keyProblem(apiKey, sandbox ? 'test' : 'live');
  if (problem !== null) throw new Error(`apiKey ${problem}`);
  return { apiKey: apiKey ?? newSecret('test'), tokenSecrets: tokenSecrets ?? randomSecrets() };
}

const randomSecrets = (): [TokenSecret] => [{ kid: 'sandbox', secret: newSecret('test') }];
