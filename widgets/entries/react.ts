'use client';

/**
 * The elements as components of React 18 and 19. They register no elements: import
 * `drawdown/widgets/credits-balance.js` or the other element modules too, or load the script.
 */
import { wrap } from '../frameworks/react-wrap.js';

export type { CreditsProps } from '../frameworks/react-types.js';

/** `<credits-balance>` */
export const CreditsBalance = wrap('credits-balance');
/** `<credits-usage-chart>` */
export const CreditsUsageChart = wrap('credits-usage-chart');
/** `<credits-grants-table>` */
export const CreditsGrantsTable = wrap('credits-grants-table');
/** `<credits-utilization-portal>` */
export const CreditsUtilizationPortal = wrap('credits-utilization-portal');
