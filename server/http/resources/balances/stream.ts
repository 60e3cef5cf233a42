import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { RateLimits } from '../../../access/rate-limits.js';
import type { Hub } from '../../../streaming/hub.js';
import { nodeOutlet, STREAM_HEADERS, webOutlet } from '../../../streaming/outlet.js';
import { answerHeaders } from '../../mounting/answer.js';
import type { HttpContext } from '../../context.js';

/** Pools of a snapshot that count as one request. */
const POOLS_A_REQUEST = 50;

/** Writes directly to the Node response if there is one, otherwise to a web stream. */
export function streamHandler(hub: Hub, rateLimits: RateLimits): (c: HttpContext) => Promise<Response> {
  return async (c) => {
    const caller = c.get('customer');
    const { customerId, expiresAtMs, issuedAtMs } = caller;
    const weigh = (pools: number) => rateLimits.add(caller, Math.ceil(pools / POOLS_A_REQUEST) - 1);
    const expiresInMs = expiresAtMs - Date.now();
    const response = (c.env as Partial<HttpBindings> | undefined)?.outgoing;
    const headers = { ...answerHeaders(c), ...STREAM_HEADERS };
    if (!response) {
      const { outlet, body } = webOutlet();
      await weigh(await hub.join(customerId, outlet, expiresInMs, issuedAtMs).greet());
      return new Response(body, { headers });
    }
    const { greet } = hub.join(customerId, nodeOutlet(response), expiresInMs, issuedAtMs);
    response.writeHead(200, headers);
    await weigh(await greet());
    // Cleared first: Hono would merge its headers into the mark, and the server would then answer a second time.
    // A clone is the platform's own `Response`, the only type on which the server reads the mark.
    c.res = undefined;
    c.res = RESPONSE_ALREADY_SENT.clone();
    return c.res;
  };
}
