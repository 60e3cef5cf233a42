import { css } from 'lit';

export const arrangementStyles = css`
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
