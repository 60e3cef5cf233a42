import type { MiddlewareHandler } from 'hono';
import type { CustomerScope, Scope } from '../../contract/index.js';
import type { HttpContext, HttpDeps, HttpEnv } from '../context.js';
import { Rejection } from '../mounting/rejection.js';

export type SecuredRoute = { path: string } & { security: { apiKey: string[] }[] | { customerToken: string[] }[] };

const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i;

/** Makes the check that the route declares. A route without security cannot be mounted. */
export function authorise(route: SecuredRoute, deps: HttpDeps): MiddlewareHandler<HttpEnv> {
  const check = checkOf(route, deps);
  return (c, next) => {
    // Set first, so that metrics count refusals under their route.
    c.set('route', route.path);
    return check(c, next);
  };
}

function checkOf(route: SecuredRoute, deps: HttpDeps): MiddlewareHandler<HttpEnv> {
  const [needed] = route.security;
  if (needed && 'apiKey' in needed) return forHosts(needed.apiKey as Scope[], deps);
  if (needed && 'customerToken' in needed) return forCustomers(needed.customerToken as CustomerScope[], deps);
  throw new Error('the route names no credential');
}

function forHosts(scopes: readonly Scope[], { apiKeys, rateLimits }: HttpDeps): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const found = apiKeys.recognise(bearer(c));
    const caller = found instanceof Promise ? await found : found;
    if (!caller) {
      await rateLimits.takeWrongKey();
      throw unauthorized('invalid_token');
    }
    if (!caller.scopes.has('admin')) requireScopes(scopes, caller.scopes);
    c.set('host', caller);
    await next();
  };
}

function forCustomers(scopes: readonly CustomerScope[], { tokens }: HttpDeps): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const found = tokens.verify(bearer(c));
    const caller = found instanceof Promise ? await found : found;
    if (!caller) throw unauthorized('invalid_token');
    requireScopes(scopes, caller.scopes);
    c.set('customer', caller);
    await next();
  };
}

export function bearer(c: HttpContext): string {
  const header = c.req.header('authorization');
  if (header === undefined) throw unauthorized(null);
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) throw unauthorized('invalid_request');
  return token;
}

function requireScopes(needed: readonly string[], held: ReadonlySet<string>): void {
  const missing = needed.filter((scope) => !held.has(scope));
  if (missing.length === 0) return;
  const challenge = `Bearer realm="drawdown", error="insufficient_scope", scope="${missing.join(' ')}"`;
  throw new Rejection('forbidden', `This needs the scope ${missing.join(', ')}.`, {
    headers: { 'www-authenticate': challenge },
  });
}

/** Every invalid credential gets the same answer, so that it reveals nothing (RFC 6750). */
export function unauthorized(error: 'invalid_token' | 'invalid_request' | null): Rejection {
  const challenge = `Bearer realm="drawdown"${error === null ? '' : `, error="${error}"`}`;
  return new Rejection('unauthorized', 'Send a valid credential as Authorization: Bearer …', {
    headers: { 'www-authenticate': challenge },
  });
}
