import { z } from '@hono/zod-openapi';
import { GRANT_ORDERS, Id, Text } from '../../contract/index.js';
import { invalidField } from './rejection.js';

/** The position of the last row, as base64url of JSON. Clients send it back, so `read` validates it. */
export type Cursor<T> = {
  write(place: T): string;
  /** @throws Rejection `invalid_request` for a text that `write` did not make */
  read(text: string | undefined): T | null;
};

function cursor<T>(schema: z.ZodType<T>): Cursor<T> {
  return {
    write: (place) => Buffer.from(JSON.stringify(place)).toString('base64url'),
    read(text) {
      if (text === undefined) return null;
      const bytes = Buffer.from(text, 'base64url');
      const place = bytes.toString('base64url') === text ? schema.safeParse(json(bytes)) : null;
      if (!place?.success) throw invalidField('cursor', 'is not one that this server gave');
      return place.data;
    },
  };
}

function json(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString()) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Binds a cursor to its list: with other filters it would skip or repeat rows.
 *
 * @param list a digest of the route and its filters
 */
export const boundCursor = (place: string, list: string): string => `${place}.${list}`;

/** @throws Rejection `invalid_request` for a cursor of another list */
export function unboundCursor(text: string, list: string): string {
  const [place = '', ofList] = text.split('.');
  if (ofList !== list) throw invalidField('cursor', 'is not of this list, with the same filters');
  return place;
}

export const idCursor = cursor(z.strictObject({ id: Id }));
export const grantCursor = cursor(
  z.strictObject({
    order: z.enum(GRANT_ORDERS),
    listRank: z.number().int(),
    priority: z.number().int(),
    burnExpiresMs: z.number().int(),
    burnCategory: z.number().int(),
    effectiveAtMs: z.number().int(),
    createdAtMs: z.number().int(),
    id: Id,
  }),
);
export const timeCursor = cursor(z.strictObject({ atMs: z.number().int(), id: Id }));
export const poolCursor = cursor(z.strictObject({ creditTypeId: Id, resourceId: z.union([Id, z.literal('')]) }));
export const versionCursor = cursor(z.strictObject({ version: z.number().int().positive() }));
export const termCursor = cursor(z.strictObject({ term: Text(256), id: Id }));
export const sequenceCursor = cursor(z.strictObject({ sequence: z.number().int().positive() }));
export const instantCursor = cursor(z.strictObject({ atMs: z.number().int().nonnegative() }));

export type Page<T> = { data: T[]; nextCursor: string | null };

/**
 * Makes a page from up to `limit + 1` rows. The extra row tells that there is a next page.
 *
 * @param write makes the cursor that continues after a row
 */
export function pageOf<Row>(rows: readonly Row[], limit: number, write: (last: Row) => string): Page<Row> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last !== undefined ? write(last) : null };
}
