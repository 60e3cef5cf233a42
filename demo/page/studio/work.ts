import { amountFormat, CREDIT_TYPE_NAMES } from '../../shared/amounts.js';
import type { ActionId, WorkResult } from '../../shared/work.js';
import { fill } from '../../words/languages.js';
import { customerId, find, language, words } from '../shared/document.js';
import { newKey, post } from '../shared/requests.js';
import { showMessage, showOutput } from './result.js';

const format = amountFormat(language);

export function wireActions(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-action]')) {
    button.addEventListener('click', () => void work(button));
  }
}

async function work(button: HTMLButtonElement): Promise<void> {
  if (button.ariaBusy === 'true') return;
  button.ariaBusy = 'true';
  try {
    const order = { customerId, action: button.dataset['action'] as ActionId, key: newKey() };
    const result = await post<WorkResult>('/studio/api/work', order);
    if (result.outcome === 'refused') showRefusal(result);
    else showOutput(result.output, result.cost, result.creditTypeId);
  } catch (error) {
    const title = error instanceof Error ? error.message : words.errors.wrong;
    showMessage({ title, cost: words.refusal.nothing });
  } finally {
    button.ariaBusy = 'false';
  }
}

function showRefusal({ required, available, creditTypeId }: WorkResult & { readonly outcome: 'refused' }): void {
  const { title, numbers, nothing } = words.refusal;
  const values = { required: format(required, creditTypeId), available: format(available, creditTypeId) };
  find('#refusal').hidden = false;
  find('#refusal strong').textContent = fill(title, { name: CREDIT_TYPE_NAMES[creditTypeId]?.name ?? '' });
  find('#refusal span').textContent = `${fill(numbers, values)} ${nothing}`;
  find('#refusal [data-add-credits]').dataset['addCredits'] = creditTypeId;
}
