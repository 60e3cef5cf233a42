/** Every public name. This module registers no elements; `credits-balance.js` and the other element modules do. */
export { CreditsBalanceElement } from '../balance/credits-balance-element.js';
export { CreditsGrantsTableElement } from '../grants-table/credits-grants-table-element.js';
export { CreditsError } from '../kit/client/credits-error.js';
export type { CreditsErrorType } from '../kit/client/credits-error.js';
export type { IssuedToken, TokenProvider } from '../kit/client/token-source.js';
export { CreditsUtilizationPortalElement } from '../portal/credits-utilization-portal-element.js';
export { define } from '../kit/element/define.js';
export * from '../kit/events/index.js';
export { ENGLISH } from '../kit/strings/all.js';
export type { PluralForms } from '../kit/strings/english.js';
export { registerLanguage } from '../kit/strings/languages.js';
export type { LanguageLoader } from '../kit/strings/languages.js';
export type { CreditsStrings, StringsOverride } from '../kit/strings/strings.js';
export { CreditsUsageChartElement } from '../usage-chart/credits-usage-chart-element.js';
export { VERSION as version } from '../kit/version.js';
