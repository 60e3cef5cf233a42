import { css } from 'lit';
import { historyStyles } from '../kit/history/history.styles.js';

export const portalStyles = css`
  ${historyStyles}

  .alerts {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: 0.875em;
  }

  .alerts:empty {
    display: none;
  }

  .alert {
    padding: 10px 12px;
    border: 1px solid color-mix(in srgb, var(--_tone) 45%, transparent);
    border-radius: calc(var(--_radius) * 0.75);
    background: color-mix(in srgb, var(--_tone) 9%, transparent);
  }

  .alert .icon {
    stroke: var(--_tone);
  }

  .low,
  .expiring {
    --_tone: var(--credits-warning, light-dark(#b45309, #f2a33a));
  }

  @container (inline-size >= 40em) {
    /* Both columns end together: what is last takes the room that is left. */
    .two > .side:nth-child(2) {
      grid-template-rows: auto 1fr;
      align-content: stretch;
    }

    .two > .place,
    .two [part='history'] {
      display: grid;
    }
  }

  /* How fresh the numbers are is said once, by the balance; again only where a part is older. */
  .fresh credits-usage-chart:is(:state(live), :state(current))::part(footer),
  .fresh credits-grants-table:is(:state(live), :state(current))::part(footer) {
    display: none;
  }

  .outlook {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 6px;
  }

  .outlook small {
    font-size: 0.8125em;
  }

  .section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    align-content: start;
  }

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

  .behind table {
    opacity: 0.55;
    transition: opacity 150ms 150ms;
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.875em;
  }

  th,
  td {
    padding: 8px 10px;
    border-block-start: 1px solid var(--_border);
    text-align: start;
    font-weight: 400;
    vertical-align: baseline;
  }

  thead th {
    border: 0;
    color: var(--_muted);
    font-size: 0.929em;
  }

  th:first-child,
  td:first-child {
    padding-inline-start: 0;
  }

  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }

  .time,
  .about,
  .after {
    color: var(--_muted);
  }

  .what {
    font-weight: 550;
  }

  .delta,
  .after,
  thead th:nth-last-child(-n + 2) {
    text-align: end;
    white-space: nowrap;
  }

  .open {
    min-block-size: 24px;
    padding: 0 4px;
    margin-inline-start: -5px;
    border-color: transparent;
    background: none;
    font-size: inherit;
    text-decoration: underline;
    text-underline-offset: 3px;
  }

  th small {
    white-space: nowrap;
  }

  @media (forced-colors: active) {
    .alert {
      border-color: CanvasText;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .behind table {
      transition: none;
    }
  }

  @container (inline-size < 30em) {
    .section.card {
      padding: min(var(--_spacing), 16px);
    }

    thead {
      position: absolute;
      clip-path: inset(50%);
    }

    .section .controls select {
      flex: 1 1 40%;
    }

    tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 2px 12px;
      padding-block: 10px;
      border-block-start: 1px solid var(--_border);
    }

    tbody th,
    tbody td {
      padding: 0;
      border: 0;
    }

    tbody th {
      grid-area: 1 / 1;
    }

    tbody .delta {
      grid-area: 1 / 2;
    }

    tbody .time {
      grid-area: 2 / 1;
    }

    tbody .after {
      grid-area: 2 / 2;
    }
  }
`;
