import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** One connection through the proxy. */
export type Link = {
  /** Ends both sides at once, as a cable that is pulled. */
  cut(): void;
  /** Ends the client's side only: the server learns nothing of it. */
  cutClient(): void;
  /** For words of the test's own, in the name of either side. */
  readonly toServer: Socket;
  readonly toClient: Socket;
};

/** @returns false: the proxy does not pass it on */
export type Interceptor = (chunk: Buffer, link: Link) => boolean;

export type TcpProxy = {
  /** The same URL, by way of the proxy. */
  through(url: string): string;
  /** Looks at what clients send; null: everything passes. */
  onRequest(interceptor: Interceptor | null): void;
  /** Looks at what the server sends. */
  onAnswer(interceptor: Interceptor | null): void;
  cutAll(): void;
  close(): Promise<void>;
};

/** Stands between a client and a server on TCP, to lose what a network loses. */
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
