import type { Server } from 'node:http';
import { serve as listenWith } from '@hono/node-server';
import { type Logger, pino } from 'pino';
import type { Command } from 'commander';
import type { Drawdown } from '../compose/app.js';
import { type Config, readConfig } from '../config.js';
import { print, requireConfig } from './command.js';
import { databaseOf } from './store.js';

/** The time that open requests get to finish when the server stops. */
const GRACE_MS = 8_000;
const IDLE_CHECK_MS = 50;
const REQUEST_MS = 10_000;
const LARGEST_HEADERS = 8 * 1024;

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
  const server = await listen(drawdown, config).catch(async (error: unknown) => {
    await drawdown.stop();
    throw error;
  });
  drawdown.start();
  if (config.apiKey === null) print(`sandbox API key ${drawdown.apiKey}`);
  print(`listening on ${addressOf(server)}`);
  stopOnSignal(drawdown, server, logger);
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

function listen({ app }: Drawdown, { host, port }: Config): Promise<Server> {
  return new Promise((resolve, reject) => {
    const options = { requestTimeout: REQUEST_MS, maxHeaderSize: LARGEST_HEADERS };
    const server = listenWith({ fetch: app.fetch, hostname: host, port, serverOptions: options }, () => {
      resolve(server as Server);
    });
    server.once('error', reject);
  });
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') return String(address);
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

/** The first signal refuses new connections, ends streams and answers open requests. The second exits at once. */
function stopOnSignal(drawdown: Drawdown, server: Server, logger: Logger): void {
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ signal }, 'stopping');
    drain(drawdown, server).then(
      () => process.exit(0),
      (error: unknown) => {
        logger.fatal({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

async function drain(drawdown: Drawdown, server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  drawdown.endStreams();
  // Keep-alive connections could send requests forever, so each one ends with its next answer.
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  const grace = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(grace);
  await drawdown.stop();
}
