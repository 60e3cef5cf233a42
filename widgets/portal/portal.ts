/** How the portal looks and reads, fetched with its first numbers: the element itself stays small. */
export { ENGLISH } from '../kit/strings/all.js';
export { choiceOf } from '../usage-chart/choice.js';
export type { SaidElsewhere } from './alerts.js';
export type { RangeChange } from './ledger-controls.js';
export { datesOf } from './ledger-controls.js';
export { select } from '../kit/element/fields.js';
export { exportedParts } from './parts.js';
export { portalStyles as styles } from './portal.styles.js';
export type { Page } from './sections.js';
export { Sections } from './sections.js';
