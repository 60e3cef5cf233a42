/** Registers `<credits-balance>`. */
import '../balance/define.js';

export { CreditsBalanceElement } from '../balance/credits-balance-element.js';
export type * from '../kit/events/index.js';
