import type { CreditsAddRequestEvent, CreditsBalanceChangeEvent } from 'drawdown/widgets';

/** Whose credits the examples show. */
export const CUSTOMER = 'aurora';
export const TOKEN_URL = `/studio/api/token?customer=${CUSTOMER}`;

/** What the listener of each example shows. */
export function news(event: CreditsAddRequestEvent | CreditsBalanceChangeEvent): string {
  return `${event.type} ${event.balance?.balance ?? ''}`.trim();
}

/** Has Northlight make an image, which takes five credits. */
export async function spend(): Promise<void> {
  const order = { customerId: CUSTOMER, action: 'image', key: crypto.randomUUID() };
  const headers = { 'Content-Type': 'application/json' };
  await fetch('/studio/api/work', { method: 'POST', headers, body: JSON.stringify(order) });
}
