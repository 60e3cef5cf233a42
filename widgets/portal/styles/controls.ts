import { css } from 'lit';

export const controlStyles = css`
  .bar,
  .controls,
  .dates,
  label,
  .pages {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }

  .bar {
    justify-content: space-between;
  }

  label {
    gap: 6px;
    font-size: 0.875em;
    color: var(--_muted);
  }

  select,
  input {
    min-block-size: 36px;
    max-inline-size: 100%;
    box-sizing: border-box;
    padding: 4px 8px;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.6);
    background: light-dark(#fff, #1f2228);
    color: light-dark(#1b1b22, #f1f1f4);
    font: inherit;
    font-size: 0.875rem;
  }

  .only {
    padding: 6px 12px;
    border-radius: 99px;
    background: var(--_track);
    font-size: 0.875em;
  }

  .pages {
    justify-content: center;
    font-size: 0.875em;
  }

  button:disabled,
  select:disabled {
    opacity: 0.5;
    cursor: default;
  }
`;
