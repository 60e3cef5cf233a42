import type { Balance } from 'drawdown/server';
import { amountFormat, sumOf } from '../../shared/amounts.js';
import { find, language } from '../shared/document.js';

/** The bar has room for one balance. */
const CREDIT_TYPE = 'ai-tokens';

type BalanceChangeEvent = Event & { readonly balance: Balance; readonly previous: Balance | null };
type ReadyEvent = Event & { readonly balances: readonly Balance[] };

export function showBalance(): void {
  const format = amountFormat(language, 2);
  const show = ({ creditTypeId, balance }: Balance) => {
    if (creditTypeId !== CREDIT_TYPE) return;
    find('#bar-balance').textContent = format(balance, creditTypeId);
    find('.bar-balance').hidden = false;
  };
  document.addEventListener('credits-ready', (event) => (event as ReadyEvent).balances.forEach(show));
  document.addEventListener('credits-balance-change', (event) => {
    const { balance, previous } = event as BalanceChangeEvent;
    show(balance);
    if (balance.creditTypeId === CREDIT_TYPE && previous) animate(difference(balance.balance, previous.balance));
  });
}

const difference = (now: string, before: string): string =>
  sumOf([now, before.startsWith('-') ? before.slice(1) : `-${before}`]);

function animate(change: string): void {
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 2, signDisplay: 'exceptZero' });
  // A new element restarts an animation that still runs.
  const element = document.createElement('span');
  element.id = 'bar-balance-change';
  element.ariaHidden = 'true';
  element.textContent = numbers.format(change as `${number}`).replace('-', '−');
  find('#bar-balance-change').replaceWith(element);
}
