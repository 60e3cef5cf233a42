import type { Balance, CustomerGrant, GrantGroup } from '../../server/contract/index.js';
import type { Find, Question as AnyQuestion } from '../kit/element/answer-reader.js';

/** As many as the server gives at once. */
const PAGE = 100;

/** What is asked. */
export type Question = AnyQuestion & {
  /** Whose grants, as a query. */
  readonly account: string;
};

/** Grants in the order in which they will be spent. */
export type Grants = {
  readonly rows: readonly CustomerGrant[];
  /** How many of them there are, and what they amount to, by status, past ones included. */
  readonly groups: readonly GrantGroup[];
  /** There are more than were wanted. */
  readonly hasMore: boolean;
};

/** What the server is asked for the grants of a pool; `rows` as many as are to be sorted or shown. */
export function queryOf(
  { creditTypeId, resourceId }: Balance,
  past: boolean,
  rows: number,
): Pick<Question, 'subject' | 'account' | 'query' | 'rows'> {
  const account = String(new URLSearchParams({ creditTypeId, resourceId: resourceId ?? '' }));
  const query = `${account}&order=burn&limit=${PAGE}${past ? '' : '&past=false'}`;
  return { subject: account, account, query, rows: Math.ceil(rows / PAGE) * PAGE };
}

type Page<T> = { readonly data: readonly T[]; readonly nextCursor: string | null };

/** Reads grants with their sums by status. `nowMs` tells the server's time. */
export const grantsFinder =
  (nowMs: () => number): Find<Question, Grants> =>
  async (question, signal) => ({ answer: await grantsFor(question, signal), asOfMs: nowMs() });

async function grantsFor({ read, account, query, rows = PAGE }: Question, signal: AbortSignal): Promise<Grants> {
  const ask = async <T>(path: string) => (await (await read(`grants?${path}`, signal)).json()) as Page<T>;
  const list = async () => {
    // A grant that moves between two pages is there once.
    const found = new Map<string, CustomerGrant>();
    let cursor: string | null = '';
    while (cursor !== null && found.size < rows) {
      const from: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const page: Page<CustomerGrant> = await ask(query + from);
      for (const grant of page.data) found.set(grant.id, grant);
      cursor = page.nextCursor;
    }
    return { rows: [...found.values()], hasMore: cursor !== null };
  };
  const [listed, { data: groups }] = await Promise.all([list(), ask<GrantGroup>(`${account}&groupBy=status`)]);
  return { ...listed, groups };
}
