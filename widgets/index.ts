/** All that a host may name. Importing this registers nothing: `credits-balance.js` and its like do. */
export { CreditsBalanceElement } from './balance/credits-balance-element.js';
export { CreditsGrantsTableElement } from './grants-table/credits-grants-table-element.js';
export { CreditsError } from './shared/client/credits-error.js';
export type { CreditsErrorType } from './shared/client/credits-error.js';
export type { IssuedToken, TokenProvider } from './shared/client/token-source.js';
export { CreditsUtilizationPortalElement } from './portal/credits-utilization-portal-element.js';
export { define } from './shared/element/define.js';
export * from './shared/events/index.js';
export { ENGLISH } from './shared/strings/all.js';
export type { PluralForms } from './shared/strings/english.js';
export { registerLanguage } from './shared/strings/languages.js';
export type { LanguageLoader } from './shared/strings/languages.js';
export type { CreditsStrings, StringsOverride } from './shared/strings/strings.js';
export { CreditsUsageChartElement } from './usage-chart/credits-usage-chart-element.js';
export { VERSION as version } from './shared/version.js';
