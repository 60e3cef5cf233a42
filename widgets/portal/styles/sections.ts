import { css } from 'lit';

export const sectionStyles = css`
  @container (inline-size >= 40em) {
    /* The last section grows, so that both columns end at the same height. */
    .two > .side:nth-child(2) {
      grid-template-rows: auto 1fr;
      align-content: stretch;
    }

    .two > .place,
    .two [part='history'] {
      display: grid;
    }
  }

  /* The balance shows the freshness for all sections. Only an older section has its own freshness line. */
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
`;
