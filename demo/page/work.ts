import type { WorkResult } from '../host/work.js';
import { customerId, newKey, post } from './backend.js';
import { type ActionId, CURRENCIES } from './names.js';

const part = (selector: string): HTMLElement => {
  const element = document.querySelector<HTMLElement>(selector);
  if (!element) throw new Error(`The page has no ${selector}.`);
  return element;
};

/** Lets the buttons spend, and shows what came of it. */
export function wireWork(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-action]')) {
    button.addEventListener('click', () => void work(button));
  }
}

async function work(button: HTMLButtonElement): Promise<void> {
  const order = { customerId, action: button.dataset['action'] as ActionId, key: newKey() };
  button.classList.add('busy');
  try {
    const result = await post<WorkResult>('/studio/api/work', order);
    if (result.outcome === 'refused') refuse(result);
    else {
      tell(result.title, result.cost);
      if (result.art) part('#art').setAttribute('src', result.art);
    }
  } catch (error) {
    tell(error instanceof Error ? error.message : 'Something went wrong.', 'Nothing was made.');
  } finally {
    button.classList.remove('busy');
  }
}

/** What was made, or what happened. */
export function tell(title: string, cost: string): void {
  part('#refusal').hidden = true;
  part('#result .title').textContent = title;
  part('#result .cost').textContent = cost;
}

function refuse({ required, available, creditTypeId }: WorkResult & { readonly outcome: 'refused' }): void {
  const name = CURRENCIES[creditTypeId]?.name ?? 'credits';
  part('#refusal').hidden = false;
  part('#refusal strong').textContent = `Not enough ${name}.`;
  part('#refusal span').textContent =
    `This takes ${required}. There ${available === '1' ? 'is' : 'are'} ${available} left.`;
  part('#refusal [data-gift]').dataset['gift'] = creditTypeId;
}
