import { css } from 'lit';

export const entryStyles = css`
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
