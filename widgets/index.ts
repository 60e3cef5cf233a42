/** All that a host may name. Importing this registers nothing: `credits-balance.js` and its like do. */
export { CreditsBalanceElement } from './balance/credits-balance-element.js';
export { CreditsError } from './shared/client/credits-error.js';
export type { CreditsErrorType } from './shared/client/credits-error.js';
export type { IssuedToken, TokenProvider } from './shared/client/token-source.js';
export { define } from './shared/element/define.js';
export { CreditsAddRequestEvent } from './shared/events/credits-add-request.js';
export { CreditsAuthErrorEvent } from './shared/events/credits-auth-error.js';
export { CreditsBalanceChangeEvent } from './shared/events/credits-balance-change.js';
export { CreditsDepletedEvent } from './shared/events/credits-depleted.js';
export { CreditsErrorEvent } from './shared/events/credits-error.js';
export { CreditsLowEvent } from './shared/events/credits-low.js';
export { CreditsReadyEvent } from './shared/events/credits-ready.js';
export { ENGLISH } from './shared/strings/english.js';
export type { CreditsStrings, PluralForms } from './shared/strings/english.js';
export { registerLanguage } from './shared/strings/languages.js';
export type { LanguageLoader } from './shared/strings/languages.js';
export type { StringsOverride } from './shared/strings/strings.js';
export { VERSION as version } from './shared/version.js';
