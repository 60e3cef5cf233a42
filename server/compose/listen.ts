import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';

export type ListenOptions = {
  readonly fetch: Parameters<typeof serve>[0]['fetch'];
  readonly host: string;
  /** 0 chooses a free port. */
  readonly port: number;
  /** How long an idle connection stays open. Must exceed the idle time of a balancer in front. 72,000 if absent. */
  readonly keepAliveMs?: number;
  /** The time for the headers of a request. 5,000 if absent. */
  readonly headersMs?: number;
  /** The time for a whole request. 10,000 if absent. */
  readonly requestMs?: number;
  /** How often these two times are checked. 1,000 if absent. */
  readonly checkMs?: number;
  /** The time in which a client takes nothing of its answer. 60,000 if absent. */
  readonly answerMs?: number;
  /** The default leaves descriptors for the database and files. */
  readonly maxConnections?: number;
};

export type Listening = {
  readonly server: Server;
  readonly port: number;
  /** `http://HOST:PORT` */
  readonly url: string;
  /** Accepts no new connections and answers open requests. Resolves when all connections are closed, after 8 s at most. */
  close(): Promise<void>;
};

const LARGEST_HEADERS = 8 * 1024;
/** The maximum of streams, and some more. */
const MOST_CONNECTIONS = 25_000;
/** Descriptors for the database, files and threads. */
const RESERVED_DESCRIPTORS = 128;
/** The time that open requests get to finish when the server stops. */
const GRACE_MS = 8_000;
const IDLE_CHECK_MS = 50;

/**
 * Serves an application over HTTP, with limits on time, size and the number of connections. Node's own limits suit a
 * server that stands alone and trusts its clients.
 */
export function listen(options: ListenOptions): Promise<Listening> {
  const { fetch, host: hostname, port, maxConnections = connectionLimit(descriptorLimit()) } = options;
  const serverOptions = {
    headersTimeout: options.headersMs ?? 5_000,
    requestTimeout: options.requestMs ?? 10_000,
    connectionsCheckingInterval: options.checkMs ?? 1_000,
    keepAliveTimeout: options.keepAliveMs ?? 72_000,
    maxHeaderSize: LARGEST_HEADERS,
  };
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname, port, serverOptions }, () => {
      resolve({ server, ...placeOf(server), close: () => drain(server) });
    }) as Server;
    server.maxConnections = maxConnections;
    // Counts as activity: every heartbeat of a stream, which is sent more often.
    server.timeout = options.answerMs ?? 60_000;
    server.once('error', reject);
  });
}

/** @param descriptors the descriptors that the process may open; `null` if unknown */
export function connectionLimit(descriptors: number | null): number {
  if (descriptors === null) return MOST_CONNECTIONS;
  const rest = Math.max(descriptors - RESERVED_DESCRIPTORS, Math.floor(descriptors / 2));
  return Math.min(rest, MOST_CONNECTIONS);
}

type Report = { readonly userLimits?: { readonly open_files?: { readonly soft?: unknown } } };

/** `null` if the system has no limit, or does not report one. */
function descriptorLimit(): number | null {
  const { report } = process as { report?: { excludeNetwork?: boolean; getReport(): object } };
  if (!report) return null;
  // Names of peers would be looked up, which can block the process.
  report.excludeNetwork = true;
  const soft = Number((report.getReport() as Report).userLimits?.open_files?.soft);
  return Number.isInteger(soft) && soft > 0 ? soft : null;
}

function placeOf(server: Server): { readonly port: number; readonly url: string } {
  const { address, family, port } = server.address() as AddressInfo;
  return { port, url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}` };
}

async function drain(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // Keep-alive connections could send requests forever, so each one ends with its next answer.
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  const grace = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(grace);
}
