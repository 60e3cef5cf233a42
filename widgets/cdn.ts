/** What a script tag loads: every element, registered. */
import { CreditsBalanceElement } from './balance/credits-balance-element.js';
import { define } from './shared/element/define.js';

define('credits-balance', CreditsBalanceElement);

export { CreditsBalanceElement };
export { registerLanguage } from './shared/strings/languages.js';
export { VERSION as version } from './shared/version.js';
