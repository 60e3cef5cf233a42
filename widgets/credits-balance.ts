/** `<credits-balance>`, registered. */
import './balance/define.js';

export { CreditsBalanceElement } from './balance/credits-balance-element.js';
export type * from './shared/events/index.js';
