import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { createApiKeys } from '../access/api-keys.js';
import { createCustomerTokens } from '../access/customer-tokens.js';
import { DEFAULT_RATE_LIMITS } from '../access/rate-limit-terms.js';
import { createRateLimits } from '../access/rate-limits.js';
import type { Engine } from '../engine/engine.js';
import { startEngine } from '../engine/group-commit.js';
import { createHttpApp } from '../http/app.js';
import type { App } from '../http/mounting/mount.js';
import { customerBalances, poolBalance } from '../http/resources/balances/current.js';
import { streamHandler } from '../http/resources/balances/stream.js';
import { createInspection } from '../jobs/inspect.js';
import type { RunningJobs } from '../jobs/runner.js';
import type { Store } from '../store/ports/store.js';
import { createHub } from '../streaming/hub.js';
import { standingClock } from '../time/standing-clock.js';
import { TestClock } from '../time/test-clock.js';
import { wallClock } from '../time/wall-clock.js';
import { onSharedTime, runJobs } from './jobs.js';
import { createMetrics } from './metrics.js';
import { type AppOptions, eventWindow, secretsOf } from './options.js';
import { openStore } from './stores.js';

/** A credits server. Mount `app` in a host's own server, or serve it alone. */
export type Drawdown = {
  readonly app: App;
  /** The key with all scopes. A sandbox makes one if the options have none. */
  readonly apiKey: string;
  /** The ledger without HTTP, for programs in the same process. */
  readonly engine: Engine;
  readonly store: Store;
  start(): void;
  /** Ends all streams and refuses new ones, because a closing HTTP server waits for open streams. */
  endStreams(): void;
  /** Ends streams, answers the accepted requests and closes the store. Later requests get 503. */
  stop(): Promise<void>;
};

/**
 * Opens the store and connects the parts of the server. The jobs run after `start`.
 *
 * @throws Error if the options contradict each other, the store cannot be opened, or its mode differs
 */
export async function createApp(options: AppOptions): Promise<Drawdown> {
  const { sandbox = false, jobs = true, allowedOrigins = [], logger = pino({ enabled: false }) } = options;
  const mode = sandbox ? 'test' : 'live';
  const { apiKey, tokenSecrets } = secretsOf(options);

  const onError = (error: unknown) => logger.error({ err: error }, 'background work failed');
  const onLost = options.onLost ?? onError;
  const store = await openStore(options.database, sandbox ? 'sandbox' : 'live', onLost, logger);
  const clock = standingClock(sandbox ? await store.testClock() : null, wallClock());
  const metrics = createMetrics();
  const engine = startEngine({ store, clock, onError, onBatch: metrics.batch });
  const inspection = createInspection(store, Math.random(), (finding) =>
    logger.error({ finding }, 'the ledger is inconsistent: run `drawdown doctor`'),
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
    due: (...query) => store.due(...query),
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
  let running: RunningJobs | null = null;

  return {
    app,
    apiKey,
    engine,
    store,
    start() {
      if (jobs) running ??= runJobs({ store, engine, inspection, testClock, logger });
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

/** The widgets are beside the built server, or in `dist/` if the server runs from source. */
function findWidgets(): string | null {
  const places = ['../../widgets/cdn/', '../../dist/widgets/cdn/'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return places.find((path) => existsSync(path)) ?? null;
}
