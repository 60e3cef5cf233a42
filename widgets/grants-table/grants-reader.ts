import type { Balance, CustomerGrant, GrantGroup } from '../../server/contract/index.js';
import { readJson } from '../kit/client/request.js';
import type { Find, Question as AnyQuestion } from '../kit/element/answer-reader.js';

/** The server's maximum page size. */
const PAGE = 100;

export type Question = AnyQuestion & {
  readonly account: string;
};

/** `rows` is in the order of burning. */
export type Grants = {
  readonly rows: readonly CustomerGrant[];
  /** By status, including past grants. */
  readonly groups: readonly GrantGroup[];
  readonly hasMore: boolean;
};

/** `rows` is the number of rows to sort or show, rounded up here to full pages. */
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

export const grantsFinder =
  (nowMs: () => number): Find<Question, Grants> =>
  async (question, signal) => ({ answer: await grantsFor(question, signal), asOfMs: nowMs() });

async function grantsFor({ read, account, query, rows = PAGE }: Question, signal: AbortSignal): Promise<Grants> {
  const ask = <T>(path: string) => readJson<Page<T>>(read, `grants?${path}`, signal);
  const list = async () => {
    // A grant that moves between two pages while they are read must appear once.
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
