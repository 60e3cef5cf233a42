import type { Catalog } from '../../../ledger/catalog/catalog.js';
import type { Ms } from '../../../ledger/values/refs.js';
import { idCursor, type Page, pageOf } from '../../mounting/cursors.js';
import { notFound } from '../../mounting/rejection.js';

type PageQuery = { readonly limit: number; readonly cursor?: string | undefined };

/**
 * The catalog is small and in memory, so each request sorts it.
 *
 * @param isListed whether the query selects an object
 */
export function catalogPage<Item>(
  items: ReadonlyMap<string, Item>,
  { limit, cursor }: PageQuery,
  isListed: (item: Item) => boolean = () => true,
): Page<Item> {
  const after = idCursor.read(cursor)?.id;
  const listed = [...items]
    .filter(([id, item]) => (after === undefined || id > after) && isListed(item))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const page = pageOf(listed, limit, ([id]) => idCursor.write({ id }));
  return { ...page, data: page.data.map(([, item]) => item) };
}

export const isAsked = (archivedAtMs: Ms | null, archived: boolean | undefined): boolean =>
  archived === undefined || archived === (archivedAtMs !== null);

export function requireCreditType(catalog: Catalog, id: string) {
  const creditType = catalog.creditTypes.get(id);
  if (!creditType) throw notFound('credit type', id);
  return creditType;
}
