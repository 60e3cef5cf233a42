import { css } from 'lit';

export const legendStyles = css`
  .legend {
    display: grid;
    grid-template-columns: auto minmax(4em, 1fr) minmax(0, 28%) auto auto;
    column-gap: 10px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .legend li,
  .legend .entry {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: center;
  }

  .legend .entry {
    margin-inline: -8px;
    padding: 4px 7px;
    border-color: transparent;
    background: none;
    font-size: 0.875em;
    font-weight: 400;
    text-align: start;
  }

  .legend .entry:hover {
    border-color: transparent;
    background: var(--_track);
  }

  .share {
    inline-size: 100%;
    block-size: 4px;
    border-radius: 99px;
    background: var(--_track);
  }

  .share rect {
    fill: currentColor;
  }

  :host(:dir(rtl)) .share {
    transform: scaleX(-1);
  }

  .percent,
  [aria-pressed='false'] {
    color: var(--_muted);
  }

  .value,
  .percent {
    text-align: end;
  }

  [aria-pressed='false'] .percent {
    color: inherit;
  }

  [aria-pressed='false'] .name {
    text-decoration: line-through;
  }

  [aria-pressed='false'] .swatch,
  [aria-pressed='false'] .share rect {
    fill: none;
  }

  @media (forced-colors: active) {
    .share {
      border: 1px solid;
    }
  }

  @container (inline-size < 24em) {
    .legend {
      grid-template-columns: auto minmax(0, 1fr) auto auto;
    }

    .share {
      display: none;
    }
  }
`;
