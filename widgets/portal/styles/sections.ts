import { css } from 'lit';

/** The sections and the projection. */
export const sectionStyles = css`
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
`;
