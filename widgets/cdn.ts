/** What a script tag loads: every element, registered. */
import './balance/define.js';

export { CreditsBalanceElement } from './balance/credits-balance-element.js';
export { registerLanguage } from './shared/strings/languages.js';
export { VERSION as version } from './shared/version.js';
