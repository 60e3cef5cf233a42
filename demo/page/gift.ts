import { customerId, newKey, post } from './backend.js';
import { find } from './find.js';
import { tell } from './stage.js';
import { unitsOf } from './units.js';
import { language, words } from './words.js';

/** What the widget says when "Add credits" is pressed: which pool it was pressed for. */
type AddRequest = Event & { readonly balance: { readonly creditTypeId: string } | null };

/**
 * A shop would open here. Northlight is generous instead: whoever presses "Add 50 credits" gets them, by a grant that
 * its backend makes.
 */
export function wireGifts(): void {
  const { add, addTo } = words.gift;
  for (const widget of document.querySelectorAll('credits-balance, credits-grants-table')) {
    Object.assign(widget, { strings: { balance: { add, addTo } } });
  }
  document.addEventListener('credits-add-request', (event) => {
    event.preventDefault();
    void give((event as AddRequest).balance?.creditTypeId);
  });
  const button = find<HTMLButtonElement>('[data-gift]');
  button.addEventListener('click', () => void give(button.dataset['gift']));
}

async function give(creditTypeId = 'ai-tokens'): Promise<void> {
  try {
    const { amount } = await post<{ amount: string }>('/studio/api/gift', { customerId, creditTypeId, key: newKey() });
    tell({ title: words.gift.given, cost: `+${unitsOf(language)(amount, creditTypeId)}` });
  } catch (error) {
    tell({ title: error instanceof Error ? error.message : words.errors.wrong, cost: words.gift.failed });
  }
}
