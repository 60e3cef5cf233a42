import { css } from 'lit';

export const grantsTableStyles = css`
  :host {
    --_warning: var(--credits-warning, light-dark(#b45309, #f2a33a));
    --_danger: var(--credits-danger, light-dark(#d22626, #f87171));
  }

  .header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
  }

  .controls,
  .notice,
  .more,
  .past {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 14px;
  }

  .past {
    gap: 8px;
    min-block-size: 24px;
    font-size: 0.8125em;
    cursor: pointer;
  }

  input {
    inline-size: 1.125em;
    block-size: 1.125em;
    margin: 0;
    accent-color: var(--_tone);
  }

  select {
    box-sizing: border-box;
    max-inline-size: 100%;
    min-block-size: 34px;
    padding: 4px 8px;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.6);
    background: var(--_surface, transparent);
    color: inherit;
    font: inherit;
    font-size: 0.8125rem;
  }

  option {
    background: Canvas;
    color: CanvasText;
  }

  .notice {
    --_tone: var(--_warning);
    justify-content: space-between;
    padding: 8px 12px;
    border-radius: calc(var(--_radius) * 0.6);
    background: color-mix(in srgb, var(--_warning) 12%, transparent);
  }

  .quiet {
    min-block-size: 32px;
    padding: 4px 10px;
    background: none;
    font-size: 0.8125rem;
    font-weight: 500;
  }

  /* Room for the ring around what has the keyboard. */
  .scroll {
    margin: -6px;
    padding: 6px;
    overflow-x: auto;
  }

  .behind table {
    opacity: 0.55;
    transition: opacity 150ms 150ms;
  }

  /* Rows side by side in cells of the same widths, whatever is in them: no row needs to know of another. */
  table,
  thead,
  tbody,
  tfoot,
  caption {
    display: block;
  }

  table {
    font-size: 0.8125em;
    overflow-wrap: normal;
  }

  /* What is not near the window is neither laid out nor drawn, and yet found by a search. */
  tbody + tbody {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 1200px;
  }

  caption {
    padding-block-end: 10px;
    color: var(--_muted);
    overflow-wrap: anywhere;
    text-align: start;
  }

  .order::before {
    content: '· ';
  }

  th,
  td {
    min-inline-size: 0;
    text-align: start;
  }

  tbody tr,
  tfoot tr {
    border-block-start: 1px solid var(--_border);
  }

  th {
    font-weight: 550;
    overflow-wrap: anywhere;
  }

  thead th {
    white-space: nowrap;
  }

  tfoot strong {
    font-weight: 600;
  }

  .sort {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    min-block-size: 28px;
    margin-inline: -6px;
    padding: 2px 6px;
    border: 0;
    background: none;
    color: var(--_muted);
    font-size: inherit;
    font-weight: 500;
  }

  .sort:hover {
    background: var(--_track);
  }

  .sort .icon {
    inline-size: 1.1em;
    opacity: 0.6;
  }

  [aria-sort] .sort {
    color: inherit;
  }

  [aria-sort] .sort .icon {
    opacity: 1;
  }

  td small,
  th small {
    display: block;
    color: var(--_muted);
    font-weight: 400;
  }

  .muted,
  .label {
    color: var(--_muted);
  }

  .label {
    display: none;
  }

  span.status {
    display: inline-flex;
    gap: 0.35em;
  }

  .active,
  .expiring {
    font-weight: 550;
  }

  .active .icon {
    stroke: var(--_tone);
  }

  .expiring .icon {
    stroke: var(--_warning);
  }

  .failed .icon {
    stroke: var(--_danger);
  }

  .bar {
    display: block;
    inline-size: 100%;
    max-inline-size: 9em;
    block-size: 4px;
    margin-block: 5px 2px;
    border-radius: 99px;
    background: var(--_track);
  }

  rect {
    fill: var(--_tone);
  }

  line {
    stroke: var(--_muted);
    stroke-dasharray: 2;
    stroke-width: 8;
  }

  .row-expiring {
    --_tone: var(--_warning);
  }

  .row-depleted,
  .row-expired,
  .row-voided,
  .row-failed {
    color: var(--_muted);
  }

  /* Muted once is enough. */
  .row-depleted > *,
  .row-expired > *,
  .row-voided > *,
  .row-failed > * {
    --_muted: currentColor;
  }

  :host(:dir(rtl)) .bar {
    transform: scaleX(-1);
  }

  .add {
    border-color: transparent;
    background: var(--credits-button-background, var(--credits-accent, #4f55d8));
    color: var(--credits-button-color, #fff);
  }

  @media (forced-colors: active) {
    * {
      --_warning: CanvasText;
      --_danger: CanvasText;
    }

    .bar,
    .notice {
      border: 1px solid;
    }
  }

  @container (inline-size < 360px) {
    .card {
      padding: min(var(--_spacing), 16px);
    }
  }

  @container (inline-size >= 30em) {
    tr {
      display: flex;
      gap: 0 16px;
      padding-block: 9px;
    }

    thead tr {
      padding-block: 0 4px;
    }

    th,
    td {
      flex: 1 1 6em;
    }

    .source {
      flex-grow: 1.6;
    }

    .status,
    .remaining {
      flex-grow: 1.3;
    }

    .remaining,
    .used {
      overflow-wrap: anywhere;
    }

    .place,
    .used,
    .priority {
      flex: 0 0 5em;
      text-align: end;
    }

    .wide table {
      min-inline-size: 62em;
    }
  }

  @container (inline-size < 30em) {
    thead tr {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 12px;
    }

    thead {
      padding-block-end: 8px;
    }

    tbody tr,
    tfoot tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: 8px 16px;
      padding-block: 12px;
    }

    tbody th,
    tfoot th,
    tbody td,
    tfoot td {
      overflow-wrap: anywhere;
    }

    td:empty {
      display: none;
    }

    td:not(.status, .remaining, .expires) {
      order: 1;
    }

    .label {
      display: block;
      font-size: 0.929em;
    }

    td.status > .label {
      display: none;
    }
  }
`;
