import { customerId, newKey, post } from './backend.js';
import { tell } from './work.js';

/** What the widget says when "Add credits" is pressed: which pool it was pressed for. */
type AddRequest = Event & { readonly balance: { readonly creditTypeId: string; readonly name: string } | null };

const WORDS = { balance: { add: 'Add 50 credits', addTo: 'Add 50 credits to {name}' } };

/**
 * A shop would open here. Northlight is generous instead: whoever presses "Add 50 credits" gets them, by a grant that
 * its backend makes.
 */
export function wireGifts(): void {
  const widget = document.querySelector('credits-balance');
  if (widget) Object.assign(widget, { strings: WORDS });
  widget?.addEventListener('credits-add-request', (event) => {
    event.preventDefault();
    const { balance } = event as AddRequest;
    void give(balance?.creditTypeId ?? 'ai-tokens', balance?.name ?? 'AI Tokens');
  });
  document.querySelector('[data-gift]')?.addEventListener('click', () => void give('ai-tokens', 'AI Tokens'));
}

async function give(creditTypeId: string, name: string): Promise<void> {
  try {
    await post('/studio/api/gift', { customerId, creditTypeId, key: newKey() });
    tell('Fifty credits, with our compliments.', `${name} +50`);
  } catch (error) {
    tell(error instanceof Error ? error.message : 'Something went wrong.', 'No credits were added.');
  }
}
