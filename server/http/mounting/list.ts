import { fingerprint } from './idempotency.js';
import { boundCursor, unboundCursor } from './cursors.js';
import type { Parts } from './request.js';

type Filters = { readonly cursor?: unknown; readonly limit?: unknown };

/**
 * Binds the cursors of a list to its route, its filters and its customer, so that no handler has to. `limit` may
 * differ from page to page.
 */
export function listOf(path: string, owner: string, { params, query }: Parts) {
  const { cursor, limit: _limit, ...filters } = (query ?? {}) as Filters;
  const digest = () => fingerprint({ path, owner, params, filters }).slice(0, 16);
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
