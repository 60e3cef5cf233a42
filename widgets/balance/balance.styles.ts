import { css } from 'lit';

export const balanceStyles = css`
  .base,
  .pools {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    font-variant-numeric: tabular-nums;
    line-height: 1.45;
    overflow-wrap: anywhere;
  }

  .pools {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr));
  }

  .card {
    padding: var(--_spacing);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--credits-background, var(--_surface, transparent));
  }

  p,
  .heading,
  .note,
  .failure {
    margin: 0;
    font-size: 0.875em;
  }

  p,
  small,
  .unit,
  .footer,
  .note {
    color: var(--_muted);
  }

  .heading,
  strong {
    font-weight: 600;
  }

  .pool {
    display: flex;
    flex-direction: column;
  }

  .pool > .heading {
    margin-block-end: 12px;
  }

  .amount,
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.4em;
  }

  .actions {
    gap: 8px;
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

  .depleted,
  .overdrawn,
  .failure {
    --_tone: var(--credits-danger, light-dark(#d22626, #f87171));
  }

  .row {
    display: flex;
    gap: 0.45em;
  }

  .pool > .sentence {
    margin-block-start: 4px;
  }

  .strong {
    color: inherit;
    font-weight: 500;
  }

  .icon {
    flex: none;
    inline-size: 1.125em;
    block-size: 1.45em;
    fill: none;
    stroke: currentColor;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 1.5;
  }

  .strong .icon {
    stroke: var(--_tone);
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

  .note {
    padding-block: 8px;
  }

  strong {
    display: block;
  }

  .failure {
    display: grid;
    justify-items: start;
    gap: 10px;
  }

  small {
    font-size: 0.929em;
  }

  .bare {
    display: contents;
  }

  .card > .add {
    margin-block-start: auto;
  }

  .card > .next {
    margin-block-end: 16px;
  }

  button {
    min-block-size: 36px;
    padding: 6px 14px;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.6);
    background: var(--_track);
    color: inherit;
    font: inherit;
    font-size: 0.875rem;
    font-weight: 550;
    cursor: pointer;
  }

  .add {
    border-color: transparent;
    background: var(--credits-button-background, var(--credits-accent, #4f55d8));
    color: var(--credits-button-color, #fff);
  }

  button:hover {
    border-color: currentColor;
  }

  :focus-visible {
    outline: 2px solid var(--credits-focus-color, var(--_tone));
    outline-offset: 2px;
  }

  .footer {
    font-size: 0.8125em;
  }

  .freshness {
    align-items: center;
    inline-size: fit-content;
  }

  .stale,
  .offline {
    padding: 2px 10px;
    border-radius: 99px;
    background: var(--_track);
  }

  .dot {
    padding: 2px;
    border: 2px solid;
    border-radius: 99px;
  }

  .live .dot {
    padding: 0;
    border: 4px solid var(--_tone);
  }

  .bone {
    display: inline-block;
    inline-size: 7rem;
    border-radius: 5px;
    background: var(--_track);
    line-height: 0.8;
    vertical-align: middle;
  }

  .loading .meter,
  .bone {
    animation: appear 1ms 150ms both;
  }

  @keyframes appear {
    from {
      visibility: hidden;
    }
  }

  @media (forced-colors: active) {
    * {
      --_tone: CanvasText;
    }

    .meter,
    .bone {
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
