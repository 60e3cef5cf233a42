// A proxy between the browser and the demo of `npm run dev`. It adds a script to each page, which reloads the page after
// the demo has restarted.
import { createServer, request } from 'node:http';

const SCRIPT_PATH = '/__dev/reload.js';
const EVENTS_PATH = '/__dev/events';
const SCRIPT = `new EventSource('${EVENTS_PATH}').onmessage = () => location.reload();`;

/** @returns {import('node:http').Server & { forwardTo(port: number | null): void, reload(): void }} */
export function createReloadingProxy() {
  let demoPort = null;
  const pages = new Set();

  function listenForReloads(response) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' }).flushHeaders();
    pages.add(response);
    response.on('close', () => pages.delete(response));
  }

  function forward(incoming, response) {
    const { method, url } = incoming;
    // The script can be appended only to a page that is not compressed.
    const headers = { ...incoming.headers, 'accept-encoding': 'identity' };
    const outgoing = request({ port: demoPort, host: '127.0.0.1', method, path: url, headers }, (answer) => {
      const isPage = method === 'GET' && /^text\/html/.test(answer.headers['content-type'] ?? '');
      if (isPage) delete answer.headers['content-length'];
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response, { end: !isPage });
      if (isPage) answer.on('end', () => response.end(`<script type="module" src="${SCRIPT_PATH}"></script>`));
    });
    outgoing.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    response.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  }

  const server = createServer((incoming, response) => {
    if (incoming.url === SCRIPT_PATH) response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(SCRIPT);
    else if (incoming.url === EVENTS_PATH) listenForReloads(response);
    else if (demoPort === null) response.writeHead(503, { 'Retry-After': '1' }).end('The demo is starting.');
    else forward(incoming, response);
  });
  return Object.assign(server, {
    forwardTo: (port) => (demoPort = port),
    reload: () => pages.forEach((page) => page.write('data: reload\n\n')),
  });
}
