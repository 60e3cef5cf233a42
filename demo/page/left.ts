import type { Balance } from 'drawdown/server';
import { sumOf } from './decimal.js';
import { find } from './find.js';
import { unitsOf } from './units.js';
import { language } from './words.js';

/** The number that products show in their bar. */
const POOL = 'ai-tokens';

type Change = Event & { readonly balance: Balance; readonly previous: Balance | null };
type Ready = Event & { readonly balances: readonly Balance[] };

/** What is left, in the bar of every page, from the events of the elements in it; each change flies up beside it. */
export function showLeft(): void {
  const format = unitsOf(language, 2);
  const show = ({ creditTypeId, balance }: Balance) => {
    if (creditTypeId !== POOL) return;
    find('#left').textContent = format(balance, creditTypeId);
    find('.left').hidden = false;
  };
  document.addEventListener('credits-ready', (event) => (event as Ready).balances.forEach(show));
  document.addEventListener('credits-balance-change', (event) => {
    const { balance, previous } = event as Change;
    show(balance);
    if (balance.creditTypeId === POOL && previous) fly(difference(balance.balance, previous.balance));
  });
}

/** Exact, as a decimal string with its sign. */
const difference = (now: string, before: string): string =>
  sumOf([now, before.startsWith('-') ? before.slice(1) : `-${before}`]);

function fly(change: string): void {
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 2, signDisplay: 'exceptZero' });
  // A new element flies from the start, also where the last one is still on its way.
  const moved = document.createElement('span');
  moved.id = 'moved';
  moved.ariaHidden = 'true';
  moved.textContent = numbers.format(change as `${number}`).replace('-', '−');
  find('#moved').replaceWith(moved);
}
