import { css } from 'lit';

export const historyStyles = css`
  .history {
    display: grid;
    gap: 6px;
  }

  .changes {
    display: grid;
    gap: 6px;
    margin: 0;
    padding: 0;
    list-style: none;
    color: var(--_muted);
    font-size: 0.875em;
  }

  .changes b {
    color: var(--credits-color, inherit);
    font-weight: 600;
  }
`;
