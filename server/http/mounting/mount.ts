import type { OpenAPIHono, RouteConfig, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { csvAnswer, jsonAnswer } from './answer.js';
import type { Author } from '../../ledger/values/refs.js';
import type { HostCaller } from '../../access/api-keys.js';
import type { CustomerCaller } from '../../access/customer-tokens.js';
import type { HttpContext, HttpDeps, HttpEnv } from '../context.js';
import { authorise, type SecuredRoute } from '../middleware/credentials.js';
import { limitBody, longestBody } from '../middleware/body-limit.js';
import { listOf } from './list.js';
import { createReader, type Parts } from './request.js';

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

type Common = {
  readonly headers?: Readonly<Record<string, string>>;
  /** How many requests this one counts as, by what it read. 1 if absent. */
  readonly weight?: number;
};

type Success<R, S extends 200 | 201> = R extends { responses: Record<S, JsonContent<infer B extends z.ZodType>> }
  ? Common & { readonly status: S; readonly data: z.input<B> }
  : never;

type CsvContent = { content: { 'text/csv': object } };
type CsvFile<R> = R extends { responses: Record<200, CsvContent> }
  ? Common & { readonly status: 200; readonly csv: string }
  : never;

export type Reply<R> = Success<R, 200> | Success<R, 201> | CsvFile<R>;

export type HttpApp = OpenAPIHono<HttpEnv>;

/**
 * The application as resources see it. The methods of Hono are hidden, so that only the functions of this file add
 * routes, and every route has its limits.
 */
export type App = Pick<HttpApp, 'fetch'>;

const routesOf = (app: App): HttpApp => app as HttpApp;

/** Mounts a route of the contract. Checks the credential and the limits before it reads and validates the request. */
export function mount<const R extends Route>(
  app: App,
  deps: HttpDeps,
  route: R,
  handler: (call: Call<R>) => Promise<Reply<R>>,
): void {
  mountSecured(app, deps, route, async (c, caller, parts) => {
    // The cast below is safe, because the route's schemas validated the parts.
    const author: Author = { actor: actorOf(caller), requestId: c.get('requestId') ?? null };
    const list = listOf(route.path, 'customerId' in caller ? caller.customerId : '', parts);
    const call = { caller, author, ...parts, query: list.placed() } as unknown as Call<R>;
    const reply = await handler(call);
    if (reply.weight !== undefined) await deps.rateLimits.add(caller, reply.weight - 1);
    if ('csv' in reply) return csvAnswer(c, reply.csv, reply.headers);
    return jsonAnswer(c, list.bound(reply.data as object), reply.status, reply.headers);
  });
}

type Respond = (c: HttpContext, caller: AnyCaller, parts: Parts) => Promise<Response> | Response;

/** For handlers that make their own response. */
export function mountHandler(
  app: App,
  deps: HttpDeps,
  route: Route,
  handler: (c: HttpContext) => Promise<Response> | Response,
): void {
  mountSecured(app, deps, route, handler);
}

/** For routes outside of the contract: without a credential, a body or a rate limit. Their answers must cost little. */
export function mountOpen(app: App, path: string, ...handlers: readonly MiddlewareHandler<HttpEnv>[]): void {
  routesOf(app).on('GET', path, limitBody(0), ...handlers);
}

type AnyCaller = HostCaller | CustomerCaller;

function mountSecured(app: App, deps: HttpDeps, route: Route, respond: Respond): void {
  const read = createReader(route);
  const limited = limitBody(longestBody(route));
  const isForHosts = route.security.some((credential) => 'apiKey' in credential);
  routesOf(app).on(route.method, route.getRoutingPath(), authorise(route, deps), limited, async (c: HttpContext) => {
    const caller = c.get(isForHosts ? 'host' : 'customer');
    await deps.rateLimits.take(caller);
    return respond(c, caller, await read(c));
  });
}

function actorOf(caller: AnyCaller): Author['actor'] {
  if ('customerId' in caller) return { type: 'customer', id: caller.userId ?? caller.customerId };
  return { type: 'apiKey', id: caller.id };
}
