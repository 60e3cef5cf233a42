import { customerId, newKey, post } from './backend.js';
import { CURRENCIES } from './names.js';
import { tell } from './work.js';

/** What the widget says when "Add credits" is pressed: which pool it was pressed for. */
type AddRequest = Event & { readonly balance: { readonly creditTypeId: string } | null };

const WORDS = { balance: { add: 'Add 50 credits', addTo: 'Add 50 credits to {name}' } };

/**
 * A shop would open here. Northlight is generous instead: whoever presses "Add 50 credits" gets them, by a grant that
 * its backend makes.
 */
export function wireGifts(): void {
  for (const widget of document.querySelectorAll('credits-balance, credits-grants-table')) {
    Object.assign(widget, { strings: WORDS });
  }
  document.addEventListener('credits-add-request', (event) => {
    event.preventDefault();
    void give((event as AddRequest).balance?.creditTypeId);
  });
  const button = document.querySelector<HTMLButtonElement>('[data-gift]');
  button?.addEventListener('click', () => void give(button.dataset['gift']));
}

async function give(creditTypeId = 'ai-tokens'): Promise<void> {
  try {
    await post('/studio/api/gift', { customerId, creditTypeId, key: newKey() });
    tell('Fifty more, with our compliments.', `+50 ${CURRENCIES[creditTypeId]?.units ?? 'credits'}`);
  } catch (error) {
    tell(error instanceof Error ? error.message : 'Something went wrong.', 'No credits were added.');
  }
}
