import { css } from 'lit';
import { CreditsBalanceElement } from '../balance/credits-balance-element.js';
import { historyStyles } from '../kit/history/history.styles.js';

/**
 * Until the script is there a button does nothing; where none will come it is not shown, nor what only a script fills.
 * The line on freshness is longer than the one that replaces it, and must not be higher.
 */
const servedStyles = css`
  button:disabled {
    cursor: default;
  }

  .freshness,
  .freshness span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  @media (scripting: none) {
    button,
    .history {
      display: none;
    }
  }
`;

/** How a balance looks that a server has rendered, before the element brings its own styles. */
export const balanceCss = (): string =>
  [...CreditsBalanceElement.styles, historyStyles, servedStyles].map(({ cssText }) => cssText).join('');

/**
 * The file with these styles, beside the scripts. As theirs, its name stays: a page may be rendered by another version than
 * the one that serves the file.
 */
export const BALANCE_CSS_FILE = 'credits-balance.css';
