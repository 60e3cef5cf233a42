import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { pino, type Logger } from 'pino';
import { standingClock, TestClock, wallClock } from '../time/clock.js';
import { startEngine } from '../engine/group-commit.js';
import type { Engine } from '../engine/engine.js';
import { createApiKeys, newSecret } from '../access/api-keys.js';
import { createHttpApp } from '../http/app.js';
import { createCustomerTokens, type TokenSecret } from '../access/customer-tokens.js';
import type { App } from '../http/mounting/mount.js';
import { createRateLimits } from '../access/rate-limits.js';
import { streamHandler } from '../http/resources/balances/stream.js';
import { customerBalances, poolBalance } from '../http/resources/balances/current.js';
import { createInspection } from '../jobs/inspect.js';
import { jobsOf } from '../jobs/jobs.js';
import { type Running, startJobs } from '../jobs/runner.js';
import { createMetrics } from './metrics.js';
import { DEFAULT_RATE_LIMITS, type RateLimitTerms } from '../access/rate-limit-terms.js';
import type { Maintenance } from '../store/ports/maintenance.js';
import { openPostgresMaintenance } from '../store/postgres/maintenance.js';
import { openPostgresStore } from '../store/postgres/store.js';
import { openSqliteMaintenance } from '../store/sqlite/maintenance.js';
import { openSqliteStore } from '../store/sqlite/store.js';
import type { StoreMode } from '../store/ports/mode.js';
import type { Store } from '../store/ports/store.js';
import { createHub } from '../streaming/hub.js';

/** What `createApp` takes. Nothing is read from the environment here; `main.ts` does that for a server of its own. */
export type AppOptions = {
  /**
   * A SQLite file, `:memory:` for one that is gone when the server stops, or a PostgreSQL database, by its URL,
   * which any number of servers can share.
   */
  readonly database: string | PostgresDatabase;
  /** A key with all scopes, `dd_live_…` or `dd_test_…` in a sandbox, where one is made when it is absent. */
  readonly apiKey?: string;
  /** Sign and verify customer tokens; the first one signs. At random in a sandbox when absent. */
  readonly tokenSecrets?: readonly [TokenSecret, ...TokenSecret[]];
  /** Origins whose pages may use the customer's door from elsewhere, such as `https://app.example`. */
  readonly allowedOrigins?: readonly string[];
  /** How far back events may be dated, 1 to 400 days; 35 when absent. */
  readonly eventWindowDays?: number;
  /**
   * A test clock and test keys, for trying things out; never with real customers. A database stays what the first
   * server opened it as.
   */
  readonly sandbox?: boolean;
  /** false: nothing runs by itself. Answers are right all the same. */
  readonly jobs?: boolean;
  /** Requests a second that are taken of each key and of each customer; 0: any number. */
  readonly rateLimits?: Partial<RateLimitTerms>;
  /** true: `/metrics` answers everybody; otherwise it takes an API key with the scope `read`. */
  readonly openMetrics?: boolean;
  readonly logger?: Logger;
  /** The disk or the writing thread failed: end the process, and start again from what is durable. */
  readonly onLost?: (error: Error) => void;
};

export type PostgresDatabase = {
  /** `postgres://…`, as the server's own role. */
  readonly url: string;
  /** As the role that owns the tables, which makes them and lets the server add to the ledger and never rewrite it. */
  readonly migrationUrl?: string;
};

/** A credits server as a library: mount `app` in a host's own server, or serve it alone. */
export type Drawdown = {
  readonly app: App;
  /** The key with all scopes: the one given, or the one that a sandbox made. */
  readonly apiKey: string;
  /** The ledger below HTTP, for programs that run in this process. */
  readonly engine: Engine;
  readonly store: Store;
  /** Starts the jobs. */
  start(): void;
  /** Says goodbye on every stream and takes no new ones: a server that closes waits for them otherwise. */
  endStreams(): void;
  /** Ends streams, answers what was taken, and closes the store. The app answers 503 from then on. */
  stop(): Promise<void>;
};

/**
 * Opens the store and puts the parts together. The only file that knows both ports and adapters.
 *
 * @throws Error when the options do not go together, or the store cannot be opened or is of the other mode.
 */
export async function createApp(options: AppOptions): Promise<Drawdown> {
  const { sandbox = false, jobs = true, allowedOrigins = [], logger = pino({ enabled: false }) } = options;
  const mode = sandbox ? 'test' : 'live';
  const apiKey = options.apiKey ?? (sandbox ? newSecret('test') : null);
  const tokenSecrets = options.tokenSecrets ?? (sandbox ? randomSecrets() : null);
  if (apiKey === null || tokenSecrets === null)
    throw new Error('apiKey and tokenSecrets are required but in a sandbox');

  const onError = (error: unknown) => logger.error({ err: error }, 'background work failed');
  const onLost = options.onLost ?? onError;
  const store = await openStore(options.database, sandbox ? 'sandbox' : 'live', onLost, logger);
  const clock = standingClock(sandbox ? await store.testClock() : null, wallClock());
  const metrics = createMetrics();
  const engine = startEngine({ store, clock, onError, onBatch: metrics.batch });
  const inspection = createInspection(store, Math.random(), (finding) =>
    logger.error({ finding }, 'the ledger does not add up: see drawdown doctor'),
  );
  const testClock = sandbox ? new TestClock(clock, store, engine) : null;
  const hub = createHub({
    engine,
    balances: (customerId) => customerBalances(store, customerId, undefined, clock.nowMs()),
    balance: (account) => poolBalance(store, account, clock.nowMs()),
    ...(store.isShared ? { versions: onSharedTime(testClock, store.versions) } : {}),
    onError,
  });
  metrics.measure({
    clock,
    waiting: engine.waiting,
    openStreams: () => hub.size,
    due: (...asked) => store.due(...asked),
    inspection: inspection.state,
  });
  const app = createHttpApp({
    store,
    engine,
    apiKeys: createApiKeys({ credentials: store, mode, bootstrapKey: apiKey, logger }),
    tokens: createCustomerTokens(tokenSecrets),
    sandbox: testClock,
    allowedOrigins,
    eventWindowDays: eventWindow(options),
    widgetsFolder: findWidgets(),
    logger,
    rateLimits: createRateLimits({ ...DEFAULT_RATE_LIMITS, ...options.rateLimits }),
    metrics,
    metricsAreOpen: options.openMetrics ?? false,
    inspection: inspection.state,
    openStream: streamHandler(hub),
  });
  let running: Running | null = null;

  return {
    app,
    apiKey,
    engine,
    store,
    start() {
      if (!jobs) return;
      const each = jobsOf(store, engine, inspection).map((job) => ({ ...job, run: onSharedTime(testClock, job.run) }));
      running ??= startJobs(each, {
        leases: store,
        holder: holderOn(store),
        wallMs: Date.now,
        onError: (error, job) => logger.error({ err: error, job }, 'a job failed'),
      });
    },
    endStreams: () => hub.stop(),
    async stop() {
      hub.stop();
      await running?.stop();
      await engine.drain();
      await store.close();
    },
  };
}

function openStore(
  database: AppOptions['database'],
  mode: StoreMode,
  onLost: (error: Error) => void,
  logger: Logger,
): Promise<Store> {
  const onWarning = (warning: string) => logger.warn(warning);
  if (typeof database !== 'string') return openPostgresStore({ ...database, mode, onWarning });
  if (/^postgres(ql)?:\/\//.test(database)) return openPostgresStore({ url: database, mode, onWarning });
  return openSqliteStore({ path: database, mode, onLost });
}

/** What nobody asks for through HTTP looks at the shared test clock itself, before it begins. */
function onSharedTime<A extends readonly unknown[], T>(testClock: TestClock | null, task: (...args: A) => Promise<T>) {
  return async (...args: A): Promise<T> => {
    await testClock?.follow();
    return task(...args);
  };
}

/**
 * Who holds this instance's leases. A file has one process at a time, which takes over from the one before it at once,
 * however that ended.
 */
const holderOn = (store: Store): string =>
  store.isShared ? `${hostname()}:${process.pid}:${randomUUID()}` : 'the process that has the file';

const EVENT_WINDOW = { shortest: 1, usual: 35, longest: 400 };

function eventWindow({ eventWindowDays = EVENT_WINDOW.usual }: AppOptions): number {
  const { shortest, longest } = EVENT_WINDOW;
  if (Number.isInteger(eventWindowDays) && eventWindowDays >= shortest && eventWindowDays <= longest) {
    return eventWindowDays;
  }
  throw new Error(`eventWindowDays must be a whole number from ${shortest} to ${longest}`);
}

/** For those who look after a ledger and do not serve it. */
export function openMaintenance(database: string | PostgresDatabase): Maintenance {
  return typeof database === 'string' ? openSqliteMaintenance(database) : openPostgresMaintenance(database);
}

const randomSecrets = (): [TokenSecret] => [{ kid: 'sandbox', secret: newSecret('test') }];

/** The widgets as built: beside the built server, or in `dist/` when this runs from source. */
function findWidgets(): string | null {
  const places = ['../../widgets/cdn/', '../../dist/widgets/cdn/'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return places.find((path) => existsSync(path)) ?? null;
}
