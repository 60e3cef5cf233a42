import type { OpenAPIHono, RouteConfig, z } from '@hono/zod-openapi';
import type { Handler } from 'hono';
import { csvAnswer, jsonAnswer } from './answer.js';
import type { Author } from '../../ledger/values/refs.js';
import type { HostCaller } from '../../access/api-keys.js';
import type { CustomerCaller } from '../../access/customer-tokens.js';
import type { HttpContext, HttpDeps, HttpEnv } from '../context.js';
import { authorise, type SecuredRoute } from '../middleware/credentials.js';
import { limitBody, longestBody } from '../middleware/body-limit.js';
import { createReader } from './request.js';

type Route = RouteConfig & SecuredRoute & { getRoutingPath(): string };

type Request<R> = R extends { request: infer Q } ? Q : object;
type Output<Q, Part extends string> = Q extends Record<Part, infer S extends z.ZodType> ? z.output<S> : undefined;
type JsonContent<S> = { content: { 'application/json': { schema: S } } };
type Body<Q> = Q extends { body: JsonContent<infer S extends z.ZodType> } ? z.output<S> : undefined;
type Caller<R> = R extends { security: { customerToken: string[] }[] } ? CustomerCaller : HostCaller;

export type Call<R> = {
  readonly caller: Caller<R>;
  readonly author: Author;
  readonly params: Output<Request<R>, 'params'>;
  readonly query: Output<Request<R>, 'query'>;
  readonly body: Body<Request<R>>;
  readonly idempotencyKey: Request<R> extends { headers: z.ZodType } ? string : undefined;
};

type Success<R, S extends 200 | 201> = R extends { responses: Record<S, JsonContent<infer B extends z.ZodType>> }
  ? { readonly status: S; readonly data: z.input<B>; readonly headers?: Readonly<Record<string, string>> }
  : never;

type CsvContent = { content: { 'text/csv': object } };
type CsvFile<R> = R extends { responses: Record<200, CsvContent> }
  ? { readonly status: 200; readonly csv: string; readonly headers?: Readonly<Record<string, string>> }
  : never;

export type Reply<R> = Success<R, 200> | Success<R, 201> | CsvFile<R>;

export type App = OpenAPIHono<HttpEnv>;

/** Mounts a route of the contract. Checks the credential before it reads and validates the request. */
export function mount<const R extends Route>(
  app: App,
  deps: HttpDeps,
  route: R,
  handler: (call: Call<R>) => Promise<Reply<R>>,
): void {
  const read = createReader(route);
  const limited = limitBody(longestBody(route));
  const isForHosts = route.security.some((credential) => 'apiKey' in credential);
  app.on(route.method, route.getRoutingPath(), authorise(route, deps), limited, async (c: HttpContext) => {
    const caller = c.get(isForHosts ? 'host' : 'customer');
    await deps.rateLimits.take(caller);
    const parts = await read(c);
    // The cast below is safe, because the route's schemas validated the parts.
    const author: Author = { actor: actorOf(caller), requestId: c.get('requestId') ?? null };
    const call = { caller, author, ...parts } as unknown as Call<R>;
    const reply = await handler(call);
    if ('csv' in reply) return csvAnswer(c, reply.csv, reply.headers);
    return jsonAnswer(c, reply.data, reply.status, reply.headers);
  });
}

function actorOf(caller: HostCaller | CustomerCaller): Author['actor'] {
  if ('customerId' in caller) return { type: 'customer', id: caller.userId ?? caller.customerId };
  return { type: 'apiKey', id: caller.id };
}

/** For handlers that make their own response. The checks are the same. */
export function mountHandler(app: App, deps: HttpDeps, route: Route, handler: Handler<HttpEnv>): void {
  const read = createReader(route);
  app.on(route.method, route.getRoutingPath(), authorise(route, deps), async (c, next) => {
    await read(c);
    return (await handler(c, next)) as Response;
  });
}
