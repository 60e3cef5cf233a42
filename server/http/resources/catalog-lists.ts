import type { Catalog } from '../../ledger/protocol.js';
import { idCursor, type Page, pageOf } from '../cursors.js';
import { notFound } from '../problems.js';

type PageQuery = { readonly limit: number; readonly cursor?: string | undefined };

/** A page of a part of the catalog, by id. The catalog is in memory and small, so a list sorts what it needs. */
export function catalogPage<Item>(items: ReadonlyMap<string, Item>, { limit, cursor }: PageQuery): Page<Item> {
  const after = idCursor.read(cursor)?.id;
  const ids = [...items.keys()].filter((id) => after === undefined || id > after).sort((a, b) => (a < b ? -1 : 1));
  const page = pageOf(ids, limit, (id) => idCursor.write({ id }));
  return { ...page, data: page.data.map((id) => items.get(id)).filter((item) => item !== undefined) };
}

/** @throws Rejection `not_found` */
export function requireCreditType(catalog: Catalog, id: string) {
  const creditType = catalog.creditTypes.get(id);
  if (!creditType) throw notFound('credit type', id);
  return creditType;
}

/** A catalog change answers with what it changed; anything else is a fault of ours. */
export const wrongRecord = (kind: string): Error => new Error(`the catalog answered with a ${kind}`);
