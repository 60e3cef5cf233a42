import { showBalance } from './bar/balance.js';
import { wireLanguages, wireThemes } from './bar/preferences.js';
import { showLedger } from './ledger/table.js';
import { wireAddCredits } from './studio/add-credits.js';
import { wireColleagues } from './studio/colleagues.js';
import { wireIntegration } from './studio/integration.js';
import { wireActions } from './studio/work.js';

wireThemes();
wireLanguages();
showBalance();

if (document.querySelector('#ledger')) {
  wireActions();
  wireAddCredits();
  wireIntegration();
  wireColleagues();

  const ledger = showLedger();
  void ledger.refresh();
  // The widgets report every change of a balance, also changes from other windows.
  for (const event of ['credits-ready', 'credits-balance-change']) {
    document.addEventListener(event, () => void ledger.refresh());
  }
}

const customers = document.querySelector('.customers ul');
const current = customers?.querySelector('[aria-current]');
if (customers && current) {
  // The list is wider than the screen of a phone. `scrollIntoView` would also move the place where Tab starts.
  const middleOf = (element: Element) => element.getBoundingClientRect().left + element.clientWidth / 2;
  customers.scrollLeft += middleOf(current) - middleOf(customers);
}
