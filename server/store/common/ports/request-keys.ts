import { decodeRecord } from './catalog.js';
import type { CatalogOutcome, RequestKey } from '../../ports/catalog.js';

export function answeredBefore(
  first: { readonly fingerprint: string; readonly answer: string } | undefined,
  key: RequestKey,
): CatalogOutcome | null {
  if (!first) return null;
  if (first.fingerprint === key.fingerprint) {
    return { status: 'done', duplicate: true, record: decodeRecord(first.answer) };
  }
  const detail = 'The idempotency key was used before with another request.';
  return { status: 'refused', code: 'idempotency_conflict', detail };
}
