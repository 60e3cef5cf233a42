import { css } from 'lit';

/** The table, its caption and its sortable headers. */
export const tableStyles = css`
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
`;
