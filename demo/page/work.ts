import type { WorkResult } from '../host/work.js';
import { customerId, newKey, post } from './backend.js';
import type { ActionId } from './names.js';

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
    show(await post<WorkResult>('/studio/api/work', order));
  } catch (error) {
    tell(error instanceof Error ? error.message : 'Something went wrong.', 'Nothing was charged twice. Try again.');
  } finally {
    button.classList.remove('busy');
  }
}

function show(result: WorkResult): void {
  if (result.outcome === 'refused') {
    refuse(`Not enough ${result.unit}.`, `This takes ${result.required}, and ${result.available} are left.`, true);
    return;
  }
  tell(result.title, result.cost);
  if (result.art) part('#art').setAttribute('src', result.art);
}

/** What was made, or what happened. */
export function tell(title: string, cost: string): void {
  part('#refusal').hidden = true;
  part('#result .title').textContent = title;
  part('#result .cost').textContent = cost;
}

function refuse(title: string, detail: string, curable: boolean): void {
  const box = part('#refusal');
  box.hidden = false;
  part('#refusal strong').textContent = title;
  part('#refusal span').textContent = detail;
  part('#refusal [data-gift]').hidden = !curable;
}
