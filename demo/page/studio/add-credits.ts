import { amountFormat } from '../../shared/amounts.js';
import { customerId, find, language, words } from '../shared/document.js';
import { newKey, post } from '../shared/requests.js';
import { showMessage } from './result.js';

type AddRequestEvent = Event & { readonly balance: { readonly creditTypeId: string } | null };

/** A real product would open its shop. Here the backend grants 50 credits. */
export function wireAddCredits(): void {
  const { add, addTo } = words.addCredits;
  for (const widget of document.querySelectorAll('credits-balance, credits-grants-table')) {
    Object.assign(widget, { strings: { balance: { add, addTo } } });
  }
  document.addEventListener('credits-add-request', (event) => {
    event.preventDefault();
    void addCredits((event as AddRequestEvent).balance?.creditTypeId);
  });
  const button = find<HTMLButtonElement>('[data-add-credits]');
  button.addEventListener('click', () => void addCredits(button.dataset['addCredits']));
}

async function addCredits(creditTypeId = 'ai-tokens'): Promise<void> {
  try {
    const order = { customerId, creditTypeId, key: newKey() };
    const { amount } = await post<{ amount: string }>('/studio/api/add-credits', order);
    showMessage({ title: words.addCredits.success, cost: `+${amountFormat(language)(amount, creditTypeId)}` });
  } catch (error) {
    const title = error instanceof Error ? error.message : words.errors.wrong;
    showMessage({ title, cost: words.addCredits.failure });
  }
}
