import type { HttpContext } from '../context.js';

/** For answers that are data: nothing renders, frames, sniffs or keeps them, and they tell nobody where they were. */
const DATA_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'content-type': 'application/json',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=15552000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

/** Headers by their lower-case names. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/** What every answer to this request carries: what middleware noted for it, and what all data has. */
export const answerHeaders = (c: HttpContext): AnswerHeaders => ({ ...DATA_HEADERS, ...c.get('answerHeaders') });

/** Notes headers for the answer to this request, whatever answers it. */
export function noteHeaders(c: HttpContext, headers: AnswerHeaders): void {
  c.set('answerHeaders', { ...c.get('answerHeaders'), ...headers });
}

/**
 * An answer that is JSON. Its headers are a plain object until they are sent: a `Headers` object, which the context of
 * a request makes of headers set one by one, takes a third of the time of a balance read.
 */
export const jsonAnswer = (c: HttpContext, data: unknown, status = 200, headers: AnswerHeaders = {}): Response =>
  new Response(JSON.stringify(data), { status, headers: { ...answerHeaders(c), ...headers } });

/** An answer that is a CSV file. */
export const csvAnswer = (c: HttpContext, text: string, headers: AnswerHeaders = {}): Response =>
  new Response(text, { headers: { ...answerHeaders(c), 'content-type': 'text/csv; charset=utf-8', ...headers } });
