import type { Balance, Change, StreamEvents, Usage } from '../../server/contract/index.js';
import { NOW } from './pools.js';
import type { GrantsFor } from './grants.js';
import { grantsFor } from './grants.js';
import { usageFor } from './usage.js';

export const API = 'https://credits.example';

type Call = { readonly url: string; readonly init: RequestInit; readonly token: string | null };
type Answer = Response | Promise<Response> | null;

class FakeStream {
  private controller!: ReadableStreamDefaultController<Uint8Array>;
  readonly body = new ReadableStream<Uint8Array>({ start: (controller) => void (this.controller = controller) });
  open = true;

  constructor(signal: AbortSignal | null | undefined) {
    signal?.addEventListener('abort', () => {
      if (this.open) this.controller.error(new DOMException('aborted', 'AbortError'));
      this.open = false;
    });
  }

  write(text: string): void {
    if (this.open) this.controller.enqueue(new TextEncoder().encode(text));
  }

  send<Name extends keyof StreamEvents>(event: Name, data: StreamEvents[Name]): void {
    this.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  end(): void {
    if (this.open) this.controller.close();
    this.open = false;
  }
}

/** The body is available at once. The browser delivers a real body later than a test can wait for. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  const text = JSON.stringify(body);
  const response = new Response(null, { status, headers: { 'Content-Type': 'application/json', ...headers } });
  return Object.assign(response, { json: () => Promise.resolve(JSON.parse(text) as unknown) });
}

export const problem = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  json(
    { type: `urn:drawdown:problem:${code}`, status, code, title: code, detail: code, requestId: 'req_42' },
    status,
    headers,
  );

/** The credits server and the host's backend, as a page sees them. `fetch` replaces the browser's. */
export class FakeServer {
  balances: Balance[] = [];
  asOf = NOW;
  readonly calls: Call[] = [];
  readonly streams: FakeStream[] = [];
  issued = 0;
  usage: (query: URLSearchParams) => Usage = usageFor;
  grants: GrantsFor = grantsFor([]);
  changes: Change[] = [];
  ledger: (query: URLSearchParams) => unknown = () => ({ data: [], nextCursor: null });
  /** These tokens are answered with 401. */
  refused = new Set<string>();
  /** Overrides of the usual answers; `null` keeps the usual answer. */
  onStream: (call: Call) => Answer = () => null;
  onBalances: (call: Call) => Answer = () => null;
  onUsage: (call: Call) => Answer = () => null;
  onGrants: (call: Call) => Answer = () => null;
  onLedger: (call: Call) => Answer = () => null;
  onChanges: (call: Call) => Answer = () => null;
  onProjection: (call: Call) => Answer = () => null;
  onToken: (call: Call) => Answer = () => null;
  down = false;

  readonly fetch = (url: string, init: RequestInit = {}): Promise<Response> => {
    const authorization = new Headers(init.headers).get('Authorization');
    const call = { url, init, token: authorization?.replace('Bearer ', '') ?? null };
    this.calls.push(call);
    if (this.down) return Promise.reject(new TypeError('Failed to fetch'));
    if (init.signal?.aborted) return Promise.reject(new DOMException('aborted', 'AbortError'));
    return Promise.resolve(this.answer(call));
  };

  get openStreams(): FakeStream[] {
    return this.streams.filter(({ open }) => open);
  }

  to(path: string): Call[] {
    return this.calls.filter(({ url }) => url.replace(/\?.*/, '').endsWith(path));
  }

  change(balance: Balance): void {
    this.balances = [...this.balances.filter(({ creditTypeId }) => creditTypeId !== balance.creditTypeId), balance];
    for (const stream of this.openStreams) stream.send('balance', balance);
  }

  private answer(call: Call): Response | Promise<Response> {
    if (call.url.endsWith('/token')) {
      this.issued += 1;
      return this.onToken(call) ?? json({ token: `token-${this.issued}`, expiresAt: '2026-11-23T12:15:00.000Z' });
    }
    if (call.token === null || this.refused.has(call.token)) return problem(401, 'unauthorized');
    if (call.url === `${API}/customer/v1/balances`) return this.onBalances(call) ?? json({ data: this.balances });
    if (call.url === `${API}/customer/v1/balances?include=projection`)
      return this.onProjection(call) ?? json({ data: this.balances });
    if (call.url === `${API}/customer/v1/stream`) return this.onStream(call) ?? this.stream(call);
    const { pathname, searchParams } = new URL(call.url);
    if (pathname === '/customer/v1/grants') return this.onGrants(call) ?? json(this.grants(searchParams));
    if (pathname === '/customer/v1/usage') return this.onUsage(call) ?? json(this.usage(searchParams));
    if (pathname === '/customer/v1/changes') return this.onChanges(call) ?? json({ data: this.changes });
    if (pathname === '/customer/v1/ledger') return this.onLedger(call) ?? json(this.ledger(searchParams));
    if (pathname === '/customer/v1/usage.csv') return this.onUsage(call) ?? new Response(`csv ${searchParams}`);
    return problem(404, 'not_found');
  }

  private stream({ init }: Call): Response {
    const stream = new FakeStream(init.signal);
    this.streams.push(stream);
    stream.send('snapshot', { balances: this.balances, asOf: this.asOf });
    return new Response(stream.body, { headers: { 'Content-Type': 'text/event-stream' } });
  }
}
