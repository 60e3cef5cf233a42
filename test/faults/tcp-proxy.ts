import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type Link = {
  /** Closes both sides at once, like a pulled cable. */
  cut(): void;
  /** Closes only the client's side; the server does not notice. */
  cutClient(): void;
  /** The sockets let a test send its own bytes to either side. */
  readonly toServer: Socket;
  readonly toClient: Socket;
};

/** @returns `false` if the proxy must not pass the chunk on */
export type Interceptor = (chunk: Buffer, link: Link) => boolean;

export type TcpProxy = {
  through(url: string): string;
  /** Intercepts what clients send; `null` passes everything. */
  onRequest(interceptor: Interceptor | null): void;
  /** Intercepts what the server sends; `null` passes everything. */
  onAnswer(interceptor: Interceptor | null): void;
  cutAll(): void;
  close(): Promise<void>;
};

export async function startProxy(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
  const links = new Set<Link>();
  let request: Interceptor | null = null;
  let answer: Interceptor | null = null;

  const server = createServer((client) => {
    const toServer = connect(target);
    const link: Link = {
      toServer,
      toClient: client,
      cut() {
        client.resetAndDestroy();
        toServer.resetAndDestroy();
      },
      cutClient: () => client.resetAndDestroy(),
    };
    links.add(link);
    for (const socket of [client, toServer]) socket.setNoDelay(true).on('error', () => undefined);
    client.on('data', (chunk: Buffer) => {
      if (request?.(chunk, link) ?? true) toServer.write(chunk);
    });
    toServer.on('data', (chunk: Buffer) => {
      if ((answer?.(chunk, link) ?? true) && !client.destroyed) client.write(chunk);
    });
    client.on('end', () => toServer.end());
    toServer.on('close', () => {
      links.delete(link);
      client.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    through(url) {
      const other = new URL(url);
      other.host = `127.0.0.1:${port}`;
      return other.href;
    },
    onRequest: (interceptor) => (request = interceptor),
    onAnswer: (interceptor) => (answer = interceptor),
    cutAll() {
      for (const link of links) link.cut();
    },
    async close() {
      for (const link of links) link.cut();
      server.close();
      await once(server, 'close');
    },
  };
}
