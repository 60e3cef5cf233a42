import { css } from 'lit';

export const tableStyles = css`
  .table {
    max-block-size: 340px;
    overflow: auto;
    border: 1px solid var(--_border);
    border-radius: 8px;
    overflow-wrap: normal;
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
  }

  caption {
    padding: 8px 10px;
    color: var(--_muted);
    text-align: start;
  }

  th,
  td {
    padding: 6px 10px;
    border-block-start: 1px solid var(--_border);
    text-align: end;
    white-space: nowrap;
  }

  th {
    font-weight: 550;
  }

  tr > :first-child {
    text-align: start;
  }

  th .swatch {
    margin-inline-end: 6px;
  }
`;
