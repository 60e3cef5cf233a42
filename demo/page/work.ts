import type { WorkResult } from '../host/work.js';
import { fill } from '../words/fill.js';
import { customerId, newKey, post } from './backend.js';
import { find } from './find.js';
import { type ActionId, CURRENCIES } from './names.js';
import { show, tell } from './stage.js';
import { unitsOf } from './units.js';
import { language, words } from './words.js';

const costs = unitsOf(language);

/** Lets the buttons spend, and shows what came of it. */
export function wireWork(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-action]')) {
    button.addEventListener('click', () => void work(button));
  }
}

async function work(button: HTMLButtonElement): Promise<void> {
  // One of a kind at a time: a press while it is being made asks for nothing more.
  if (button.ariaBusy === 'true') return;
  button.ariaBusy = 'true';
  try {
    const order = { customerId, action: button.dataset['action'] as ActionId, key: newKey() };
    const result = await post<WorkResult>('/studio/api/work', order);
    if (result.outcome === 'refused') refuse(result);
    else show(result.made, result.cost, result.creditTypeId);
  } catch (error) {
    tell({ title: error instanceof Error ? error.message : words.errors.wrong, cost: words.refusal.nothing });
  } finally {
    button.ariaBusy = 'false';
  }
}

function refuse({ required, available, creditTypeId }: WorkResult & { readonly outcome: 'refused' }): void {
  const { title, numbers, nothing } = words.refusal;
  const values = { required: costs(required, creditTypeId), available: costs(available, creditTypeId) };
  find('#refusal').hidden = false;
  find('#refusal strong').textContent = fill(title, { name: CURRENCIES[creditTypeId]?.name ?? '' });
  find('#refusal span').textContent = `${fill(numbers, values)} ${nothing}`;
  find('#refusal [data-gift]').dataset['gift'] = creditTypeId;
}
