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
  /** The caller, as the ledger and the audit log record it. */
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

/** The answer of a handler: a status that the route declares, with the body declared for it. */
export type Reply<R> = Success<R, 200> | Success<R, 201> | CsvFile<R>;

export type App = OpenAPIHono<HttpEnv>;

/**
 * Mounts a route of the contract. Checks the credential and scope that the route requires before reading the request,
 * then validates all parts of the request, then runs the handler.
 */
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
    // The parts have the route's types, because its schemas validated them.
    const author: Author = { actor: actorOf(caller), requestId: c.get('requestId') ?? null };
    const call = { caller, author, ...parts } as unknown as Call<R>;
    const reply = await handler(call);
    if ('csv' in reply) return csvAnswer(c, reply.csv, reply.headers);
    return jsonAnswer(c, reply.data, reply.status, reply.headers);
  });
}

/** A customer token may name the user of the page. */
function actorOf(caller: HostCaller | CustomerCaller): Author['actor'] {
  if ('customerId' in caller) return { type: 'customer', id: caller.userId ?? caller.customerId };
  return { type: 'apiKey', id: caller.id };
}

/** Mounts a route whose handler makes its own response, behind the same checks. */
export function mountHandler(app: App, deps: HttpDeps, route: Route, handler: Handler<HttpEnv>): void {
  const read = createReader(route);
  app.on(route.method, route.getRoutingPath(), authorise(route, deps), async (c, next) => {
    await read(c);
    return (await handler(c, next)) as Response;
  });
}
