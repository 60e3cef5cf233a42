import type { Catalog } from '../../../ledger/catalog/catalog.js';
import type { Ms } from '../../../ledger/values/refs.js';
import { idCursor, type Page, pageOf } from '../../mounting/cursors.js';
import { notFound } from '../../mounting/rejection.js';

type PageQuery = { readonly limit: number; readonly cursor?: string | undefined };

/**
 * A page of a part of the catalog, by id. The catalog is in memory and small, so a list sorts what it needs.
 *
 * @param isListed of all, those that the query asks for
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

/** Whether something is listed under the filter `archived`; undefined: everything is. */
export const isAsked = (archivedAtMs: Ms | null, archived: boolean | undefined): boolean =>
  archived === undefined || archived === (archivedAtMs !== null);

/** @throws Rejection `not_found` */
export function requireCreditType(catalog: Catalog, id: string) {
  const creditType = catalog.creditTypes.get(id);
  if (!creditType) throw notFound('credit type', id);
  return creditType;
}
