import { css } from 'lit';
import { CreditsBalanceElement } from '../balance/credits-balance-element.js';
import { historyStyles } from '../kit/history/history.styles.js';

/**
 * Buttons do nothing before the script runs, so without scripting they and the space for the last changes are hidden.
 * The freshness line is longer than the one that replaces it, and must not be higher.
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

/** For a server-rendered balance until the element brings its own styles. */
export const balanceCss = (): string =>
  [...CreditsBalanceElement.styles, historyStyles, servedStyles].map(({ cssText }) => cssText).join('');

/** The name never changes, because another version may have rendered the page than the one that serves the file. */
export const BALANCE_CSS_FILE = 'credits-balance.css';
