/** The entry of the script tag. It registers every element and the shipped languages. */
import { CreditsBalanceElement } from '../balance/credits-balance-element.js';
import { CreditsGrantsTableElement } from '../grants-table/credits-grants-table-element.js';
import { define } from '../kit/element/define.js';
import { CreditsUtilizationPortalElement } from '../portal/credits-utilization-portal-element.js';
import { registerShippedLanguages } from '../kit/strings/shipped.js';
import { CreditsUsageChartElement } from '../usage-chart/credits-usage-chart-element.js';

registerShippedLanguages();
define('credits-balance', CreditsBalanceElement);
define('credits-usage-chart', CreditsUsageChartElement);
define('credits-grants-table', CreditsGrantsTableElement);
define('credits-utilization-portal', CreditsUtilizationPortalElement);

export { CreditsBalanceElement, CreditsGrantsTableElement, CreditsUsageChartElement, CreditsUtilizationPortalElement };
export { registerLanguage } from '../kit/strings/languages.js';
export { VERSION as version } from '../kit/version.js';
