import { fingerprint } from './idempotency.js';
import { boundCursor, unboundCursor } from './cursors.js';
import type { Parts } from './request.js';

type Filters = { readonly cursor?: unknown; readonly limit?: unknown };

const digestOf = (path: string, owner: string, params: unknown, filters: object): string =>
  fingerprint({ path, owner, params, filters }).slice(0, 16);

/** The cursor of a place in a host's list, for links that lead into the middle of it. */
export const cursorInto = (path: string, params: object, filters: object, place: string): string =>
  boundCursor(place, digestOf(path, '', params, filters));

/**
 * Binds the cursors of a list to its route, its filters and its customer, so that no handler has to. `limit` may
 * differ from page to page.
 */
export function listOf(path: string, owner: string, { params, query }: Parts) {
  const { cursor, limit: _limit, ...filters } = (query ?? {}) as Filters;
  const digest = () => digestOf(path, owner, params, filters);
  return {
    /** The query, with the cursor that the store's page began with. @throws Rejection for a cursor of another list */
    placed: () =>
      typeof cursor === 'string' ? { ...(query as object), cursor: unboundCursor(cursor, digest()) } : query,
    bound: (data: object) =>
      'nextCursor' in data && typeof data.nextCursor === 'string'
        ? { ...data, nextCursor: boundCursor(data.nextCursor, digest()) }
        : data,
  };
}
