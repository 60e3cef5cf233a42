/** `<credits-balance>`, registered. */
import './balance/define.js';

export { CreditsBalanceElement } from './balance/credits-balance-element.js';
