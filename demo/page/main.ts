import { wireColleagues } from './colleagues.js';
import { wireGifts } from './gift.js';
import { wireHow } from './how.js';
import { wireLanguages } from './languages.js';
import { showLedger } from './ledger.js';
import { showLeft } from './left.js';
import { wireTheme } from './theme.js';
import { wireWork } from './work.js';

wireTheme();
wireLanguages();
showLeft();

// The portal's page has the bars in common with the studio, and not its desk.
if (document.querySelector('#ledger')) {
  wireWork();
  wireGifts();
  wireHow();
  wireColleagues();

  const ledger = showLedger();
  void ledger.refresh();
  // The widget knows first when credits moved, whoever moved them: its news is what the ledger follows.
  for (const news of ['credits-ready', 'credits-balance-change']) {
    document.addEventListener(news, () => void ledger.refresh());
  }
}

// On a phone the customers are wider than the screen: the current one is the one to see.
document.querySelector('.people [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
