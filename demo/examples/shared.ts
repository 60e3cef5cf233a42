import type { CreditsAddRequestEvent, CreditsBalanceChangeEvent } from 'drawdown/widgets';

export const CUSTOMER = 'aurora';
export const TOKEN_URL = `/studio/api/token?customer=${CUSTOMER}`;

export function eventText(event: CreditsAddRequestEvent | CreditsBalanceChangeEvent): string {
  return `${event.type} ${event.balance?.balance ?? ''}`.trim();
}

export async function spend(): Promise<void> {
  const order = { customerId: CUSTOMER, action: 'image', key: crypto.randomUUID() };
  const headers = { 'Content-Type': 'application/json' };
  await fetch('/studio/api/work', { method: 'POST', headers, body: JSON.stringify(order) });
}
