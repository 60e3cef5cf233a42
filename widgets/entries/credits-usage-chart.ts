/** Registers `<credits-usage-chart>`. */
import '../usage-chart/define.js';

export type * from '../kit/events/index.js';
export { CreditsUsageChartElement } from '../usage-chart/credits-usage-chart-element.js';
