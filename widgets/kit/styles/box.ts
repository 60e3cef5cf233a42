import { css } from 'lit';

export const boxStyles = css`
  .spoken {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .amount,
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.4em;
  }

  .actions {
    gap: 8px;
  }

  .base,
  .pools {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    font-variant-numeric: tabular-nums;
    line-height: 1.45;
    overflow-wrap: anywhere;
  }

  .card {
    padding: var(--_spacing);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--credits-background, var(--_surface, transparent));
  }

  p,
  .heading,
  .note,
  .failure {
    margin: 0;
    font-size: 0.875em;
  }

  p,
  small,
  .unit,
  .footer,
  .note {
    color: var(--_muted);
  }

  .heading,
  strong {
    font-weight: 600;
  }

  .row {
    display: flex;
    gap: 0.45em;
  }

  .strong {
    color: inherit;
    font-weight: 500;
  }

  .icon {
    flex: none;
    inline-size: 1.125em;
    block-size: 1.45em;
    fill: none;
    stroke: currentColor;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 1.5;
  }

  .strong .icon {
    stroke: var(--_tone);
  }

  .note {
    padding-block: 8px;
  }

  strong {
    display: block;
  }

  .failure {
    display: grid;
    justify-items: start;
    gap: 10px;
  }

  small {
    font-size: 0.929em;
  }

  .bare {
    display: contents;
  }

  button {
    min-block-size: 36px;
    padding: 6px 14px;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.6);
    background: var(--_track);
    color: inherit;
    font: inherit;
    font-size: 0.875rem;
    font-weight: 550;
    cursor: pointer;
  }

  button:hover {
    border-color: currentColor;
  }

  :focus-visible {
    outline: 2px solid var(--credits-focus-color, var(--_tone));
    outline-offset: 2px;
  }
`;
