/** Every event of the widgets. Importing an event adds its type to `GlobalEventHandlersEventMap`. */
export { CreditsBucketSelectEvent } from './credits-bucket-select.js';
export { CreditsAddRequestEvent } from './credits-add-request.js';
export { CreditsAuthErrorEvent } from './credits-auth-error.js';
export { CreditsBalanceChangeEvent } from './credits-balance-change.js';
export { CreditsDepletedEvent } from './credits-depleted.js';
export { CreditsErrorEvent } from './credits-error.js';
export { CreditsExportEvent } from './credits-export.js';
export { CreditsLowEvent } from './credits-low.js';
export { CreditsRangeChangeEvent } from './credits-range-change.js';
export { CreditsReadyEvent } from './credits-ready.js';
