/** Registers `<credits-utilization-portal>` and the elements inside it. */
import '../portal/define.js';

export { CreditsUtilizationPortalElement } from '../portal/credits-utilization-portal-element.js';
export type * from '../kit/events/index.js';
