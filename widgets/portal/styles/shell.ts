import { css } from 'lit';

/** The layout is part of the element itself, so that places do not move when the rest of the code arrives. */
export const shellStyles = css`
  .header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
  }

  .header .heading {
    font-size: 1.125em;
  }

  .line {
    min-block-size: 32px;
  }

  .columns,
  .side {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }

  .side {
    align-content: start;
  }

  @container (inline-size >= 40em) {
    .columns.two {
      grid-template: auto 1fr / minmax(260px, 2fr) minmax(0, 3fr);
    }

    /* One pool stands beside the usage, several pools above it. */
    .two > .place {
      grid-area: 1 / 2 / span 2;
    }

    .many.two > .place {
      grid-area: 2 / 2;
    }

    .many > .side:first-child {
      grid-column: 1 / -1;
    }
  }
`;
