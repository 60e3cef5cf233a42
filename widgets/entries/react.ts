'use client';

/**
 * The elements as components of React 18 and 19. They define nothing: import `drawdown/widgets/credits-balance.js` and its
 * like, or load the script, beside them.
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
