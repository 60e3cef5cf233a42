import { css } from 'lit';

export const grantStyles = css`
  .muted,
  .label {
    color: var(--_muted);
  }

  .label {
    display: none;
  }

  span.status {
    display: inline-flex;
    gap: 0.35em;
  }

  .active,
  .expiring {
    font-weight: 550;
  }

  .active .icon {
    stroke: var(--_tone);
  }

  .expiring .icon {
    stroke: var(--_warning);
  }

  .failed .icon {
    stroke: var(--_danger);
  }

  .bar {
    display: block;
    inline-size: 100%;
    max-inline-size: 9em;
    block-size: 4px;
    margin-block: 5px 2px;
    border-radius: 99px;
    background: var(--_track);
  }

  rect {
    fill: var(--_tone);
  }

  line {
    stroke: var(--_muted);
    stroke-dasharray: 2;
    stroke-width: 8;
  }

  .row-expiring {
    --_tone: var(--_warning);
  }

  .row-depleted,
  .row-expired,
  .row-voided,
  .row-failed {
    color: var(--_muted);
  }

  /* These rows are muted already. */
  .row-depleted > *,
  .row-expired > *,
  .row-voided > *,
  .row-failed > * {
    --_muted: currentColor;
  }

  :host(:dir(rtl)) .bar {
    transform: scaleX(-1);
  }

  @media (forced-colors: active) {
    * {
      --_warning: CanvasText;
      --_danger: CanvasText;
    }

    .bar,
    .notice {
      border: 1px solid;
    }
  }
`;
