import { css } from 'lit';

export const balanceStyles = css`
  .pools {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr));
  }

  .pool {
    display: flex;
    flex-direction: column;
  }

  .pool > .heading {
    margin-block-end: 12px;
  }

  .number {
    font-size: 2.25em;
    font-weight: 650;
    letter-spacing: -0.02em;
    line-height: 1.15;
  }

  .long {
    font-size: clamp(1em, 6.4cqi, 1.5em);
    line-height: 1.725;
  }

  .compact {
    display: none;
  }

  .low {
    --_tone: var(--credits-warning, light-dark(#b45309, #f2a33a));
  }

  .pool > .sentence {
    margin-block-start: 4px;
  }

  .meter {
    margin-block: 14px 12px;
    block-size: 8px;
    overflow: hidden;
    border-radius: 99px;
    background: var(--_track);
  }

  .meter svg {
    display: block;
    inline-size: 100%;
    block-size: 100%;
  }

  rect {
    fill: var(--_tone);
  }

  line {
    stroke: var(--_tone);
    stroke-dasharray: 3;
    stroke-width: 10;
  }

  :host(:dir(rtl)) .meter {
    transform: scaleX(-1);
  }

  .next .icon {
    inline-size: 1em;
    opacity: 0.75;
  }

  .card > .add {
    margin-block-start: auto;
  }

  .card > .next {
    margin-block-end: 16px;
  }

  .add {
    border-color: transparent;
    background: var(--credits-button-background, var(--credits-accent, #4f55d8));
    color: var(--credits-button-color, #fff);
  }

  @media (forced-colors: active) {
    .meter {
      border: 1px solid;
    }
  }

  @container (inline-size < 320px) {
    .number {
      font-size: 1.875em;
      line-height: 1.38;
    }

    .full {
      display: none;
    }

    .compact {
      display: inline;
    }

    .card {
      padding: min(var(--_spacing), 16px);
    }

    .add {
      inline-size: 100%;
    }
  }

  @container (inline-size >= 480px) {
    .single {
      grid-template-columns: minmax(0, 1fr) auto;
    }

    .single > :not(.header, .actions) {
      grid-column: 1 / -1;
    }

    .single > .header {
      align-self: center;
    }

    .single > .actions {
      grid-area: 1 / 2;
    }
  }
`;
