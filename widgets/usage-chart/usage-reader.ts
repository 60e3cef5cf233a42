import type { Balance, Usage } from '../../server/contract/index.js';
import { readJson } from '../kit/client/request.js';
import type { Find, Question as AnyQuestion } from '../kit/element/answer-reader.js';
import type { Choice } from './controls/controls-template.js';
import type { Range } from './controls/ranges.js';

export type Question = AnyQuestion & {
  readonly range: Range;
};

export const findUsage: Find<Question, Usage> = async ({ read, query }, signal) => {
  const answer = await readJson<Usage>(read, `usage?${query}`, signal);
  return { answer, asOfMs: Date.parse(answer.asOf) };
};

export function queryOf(
  { creditTypeId, resourceId }: Balance,
  { range, interval, groupBy, period, timeZone }: Choice,
): Pick<Question, 'subject' | 'query' | 'range'> {
  const [from = '', to = ''] = [period.fromMs, period.toMs].map((ms) => new Date(ms).toISOString());
  const resource = resourceId === null ? {} : { resourceId };
  const query = new URLSearchParams({ creditTypeId, ...resource, from, to, interval, groupBy, timeZone });
  return { subject: `${creditTypeId} ${resourceId ?? ''}`, query: String(query), range };
}
