/** Fetched with the first numbers, to keep the element itself small. */
import { css } from 'lit';
import { historyStyles } from '../kit/history/history.styles.js';
import { alertStyles } from './styles/alerts.js';
import { controlStyles } from './styles/controls.js';
import { entryStyles } from './styles/entries.js';
import { sectionStyles } from './styles/sections.js';

export { ENGLISH } from '../kit/strings/all.js';
export { choiceOf } from '../usage-chart/controls/choice.js';
export type { SaidElsewhere } from './alerts.js';
export type { RangeChange } from './ledger/ledger-controls.js';
export { datesOf } from './ledger/ledger-controls.js';
export { select } from '../kit/templates/fields.js';
export type { Page } from './sections.js';
export { Sections } from './sections.js';

export const styles = css`
  ${historyStyles}${alertStyles}${sectionStyles}${controlStyles}${entryStyles}
`;

/** Parts of the elements inside, exported as `balance__number` and so on. */
const PARTS: Readonly<Record<string, string>> = {
  balance:
    'base header pool pool-heading number unit status help held meter expiry actions add-button empty error ' +
    'signed-out footer skeleton',
  usage:
    'base header total unit change period controls plot tooltip note legend legend-entry table actions empty error ' +
    'signed-out footer skeleton',
  grants:
    'base header controls notice add-button table row status meter total more actions empty error signed-out footer ' +
    'skeleton',
};

export const exportedParts = (child: string): string =>
  (PARTS[child] ?? '')
    .split(' ')
    .filter(Boolean)
    .map((part) => `${part}:${child}__${part}`)
    .join(',');
