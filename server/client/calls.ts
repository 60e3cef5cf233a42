// Imports only types of the contract, so that a host's bundle does not contain the schemas.
import type { z } from 'zod';
import type { CallOptions, Query, Send, WriteOptions } from './transport.js';

/** One page of a list. `nextCursor` is `null` on the last page. */
export type Page<T> = { data: T[]; nextCursor: string | null };
/** `limit` is 1 to 100, and 20 if absent. */
export type PageQuery = { limit?: number; cursor?: string };

/** `true` lists archived items only, `false` active ones only. Both if absent. */
export type ArchivedFilter = { archived?: boolean };

export type Input<S extends z.ZodType> = z.input<S>;
export type QueryOf<R extends { request: { query: z.ZodType } }> = Omit<
  z.input<R['request']['query']>,
  'limit' | 'cursor'
> &
  PageQuery;

type Write<Body, Answer> = (body: Body, call?: WriteOptions) => Promise<Answer>;
type List<Filter, Item> = (query?: Filter, call?: CallOptions) => Promise<Page<Item>>;

export function write<Body, Answer>(send: Send, path: string): Write<Body, Answer> {
  return (body: Body, call = {}) => send<Answer>('POST', path, { body, ...keyed(call) });
}

export function list<Filter extends Query, Item>(send: Send, path: string): List<Filter, Item> {
  return (query?: Filter, call = {}) => send<Page<Item>>('GET', path, { query, ...call });
}

export function read<Answer>(send: Send, path: string) {
  return (id: string, call: CallOptions = {}) => send<Answer>('GET', `${path}/${encodeURIComponent(id)}`, call);
}

/** Changes only the fields that are sent; `null` clears a field. */
export function edit<Body, Answer>(send: Send, path: string) {
  return (id: string, body: Body, call: CallOptions = {}) =>
    send<Answer>('PATCH', `${path}/${encodeURIComponent(id)}`, { body, ...call });
}

export function step<Answer>(send: Send, path: string, name: string) {
  return (id: string, call: WriteOptions = {}) =>
    send<Answer>('POST', `${path}/${encodeURIComponent(id)}/${name}`, keyed(call));
}

/** Adds an idempotency key if the caller gives none, so that a retry has one effect. */
export const keyed = ({ idempotencyKey = crypto.randomUUID(), ...call }: WriteOptions) => ({ idempotencyKey, ...call });
