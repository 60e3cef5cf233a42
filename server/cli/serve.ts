import type { Server } from 'node:http';
import { type Logger, pino } from 'pino';
import type { Command } from 'commander';
import type { Drawdown } from '../compose/app.js';
import { listen, type Listening } from '../compose/listen.js';
import { stopOnSignal } from '../compose/signals.js';
import { type Config, readConfig } from '../config.js';
import { print, requireConfig } from './command.js';
import { databaseOf } from './store.js';

const DROPS_LOGGED_EVERY_MS = 60_000;

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('run the server until SIGTERM or SIGINT')
    .addHelpText(
      'after',
      '\nPrints "listening on http://HOST:PORT" when it is ready; the log is JSON on standard error.',
    )
    .action(serve);
}

async function serve(): Promise<void> {
  const config = requireConfig(readConfig(process.env));
  // Imported here, so that `help` loads none of it.
  const { safeLogger } = await import('../compose/logging.js');
  const logger = safeLogger(pino({ name: 'drawdown', level: config.logLevel }, pino.destination(2)));
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'an error was not handled: this process ends, start it again');
    process.exit(1);
  });
  const drawdown = await open(config, logger);
  const { fetch } = drawdown.app;
  const { host, port, keepAliveMs } = config;
  const listening = await listen({ fetch, host, port, keepAliveMs }).catch(async (error: unknown) => {
    await drawdown.stop();
    throw error;
  });
  logDrops(listening.server, logger);
  drawdown.start();
  if (config.apiKey === null) print(`sandbox API key ${drawdown.apiKey}`);
  print(`listening on ${listening.url}`);
  stopOnSignal(
    (signal) => {
      logger.info({ signal }, 'stopping');
      return drain(drawdown, listening);
    },
    (error) => logger.fatal({ err: error }, 'stopping failed'),
  );
}

async function open(config: Config, logger: Logger): Promise<Drawdown> {
  const { createApp } = await import('../compose/app.js');
  const [first, ...others] = config.tokenSecrets;
  return createApp({
    database: databaseOf(config),
    sandbox: config.sandbox,
    allowedOrigins: config.allowedOrigins,
    eventWindowDays: config.eventWindowDays,
    rateLimits: config.rateLimits,
    openMetrics: config.openMetrics,
    trustClock: config.trustClock,
    logger,
    ...(config.apiKey === null ? {} : { apiKey: config.apiKey }),
    ...(first ? { tokenSecrets: [first, ...others] as const } : {}),
    onLost(error) {
      logger.fatal({ err: error }, 'the store is lost: this process ends, start it again');
      // The delay lets the answers to the failed requests go out.
      setTimeout(() => process.exit(1), 100);
    },
  });
}

async function drain(drawdown: Drawdown, listening: Listening): Promise<void> {
  const closed = listening.close();
  drawdown.endStreams();
  await closed;
  await drawdown.stop();
}

/** Logs refused connections, at most once a minute. */
function logDrops(server: Server, logger: Logger): void {
  let loggedAtMs = -Infinity;
  server.on('drop', () => {
    if (performance.now() - loggedAtMs < DROPS_LOGGED_EVERY_MS) return;
    loggedAtMs = performance.now();
    logger.warn({ maxConnections: server.maxConnections }, 'a connection was refused: too many are open');
  });
}
