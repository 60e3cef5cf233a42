import { css } from 'lit';

export const tableStyles = css`
  /* The padding leaves room for the focus ring. */
  .scroll {
    margin: -6px;
    padding: 6px;
    overflow-x: auto;
  }

  .behind table {
    opacity: 0.55;
    transition: opacity 150ms 150ms;
  }

  /* Column widths do not depend on the content, so the layout of a row never waits for another row. */
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

  /* Rows far from the window are neither laid out nor drawn, but the browser's search still finds them. */
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
`;
