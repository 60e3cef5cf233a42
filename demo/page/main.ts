import { wireGifts } from './gift.js';
import { showLedger } from './ledger.js';
import { wireTheme } from './theme.js';
import { wireWork } from './work.js';

wireTheme();
wireWork();
wireGifts();

const ledger = showLedger();
void ledger.refresh();
// The widget knows first when credits moved, whoever moved them: its news is what the ledger follows.
for (const news of ['credits-ready', 'credits-balance-change']) {
  document.addEventListener(news, () => void ledger.refresh());
}
