import { css } from 'lit';

export const balanceStyles = css`
  .base {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    line-height: 1.45;
  }

  .card {
    padding: var(--_spacing);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--credits-background, var(--_surface, transparent));
  }

  .heading,
  .pool-heading {
    margin: 0;
    font-size: 0.875em;
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .pools {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr));
    gap: 16px;
  }

  .pool {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
  }

  .pool-heading {
    margin-block-end: 12px;
  }

  .amount {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: 0.4em;
    margin: 0;
    color: inherit;
  }

  .number {
    font-size: 2.25em;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
    letter-spacing: -0.02em;
    line-height: 1.15;
    overflow-wrap: anywhere;
  }

  .number.long {
    font-size: clamp(1em, 6.4cqi, 1.5em);
    line-height: 1.725;
  }

  .number .compact {
    display: none;
  }

  .unit,
  .held,
  .help,
  .next,
  .footer,
  .note {
    color: var(--_muted);
  }

  .sentence,
  .held,
  .help,
  .next,
  .footer,
  .note {
    margin: 0;
    font-size: 0.875em;
  }

  .sentence {
    display: flex;
    gap: 0.45em;
    margin-block-start: 4px;
    font-weight: 500;
  }

  .ok > .sentence,
  .pool.empty > .sentence {
    color: var(--_muted);
    font-weight: inherit;
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

  .low > .sentence .icon {
    color: var(--_warning);
  }

  .depleted > .sentence .icon,
  .overdrawn > .sentence .icon,
  .failure .icon {
    color: var(--_danger);
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

  .meter rect {
    fill: var(--_accent);
  }

  .low .meter rect {
    fill: var(--_warning);
  }

  .overdrawn .meter rect {
    fill: var(--_danger);
  }

  .meter line {
    stroke: var(--_danger);
    stroke-dasharray: 3;
    stroke-width: 10;
  }

  :host(:dir(rtl)) .meter svg {
    transform: scaleX(-1);
  }

  .next {
    display: flex;
    gap: 0.45em;
    font-variant-numeric: tabular-nums;
  }

  .next .icon {
    inline-size: 1em;
    opacity: 0.75;
  }

  .note {
    padding-block: 8px;
  }

  .note strong {
    display: block;
    color: var(--credits-color, inherit);
    font-weight: 600;
  }

  .failure {
    display: grid;
    justify-items: start;
    gap: 10px;
    font-size: 0.875em;
  }

  .failure p {
    display: flex;
    gap: 0.45em;
    margin: 0;
    font-weight: 500;
  }

  .failure small {
    color: var(--_muted);
    font-size: 0.929em;
    overflow-wrap: anywhere;
  }

  .actions:not(.some),
  .footer:not(.some) {
    display: contents;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .pool > .add {
    margin-block-start: auto;
  }

  .pool > .next {
    margin-block-end: 16px;
  }

  .single .next {
    margin: 0;
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

  button.add {
    border-color: transparent;
    background: var(--credits-button-background, var(--credits-accent, #4f55d8));
    color: var(--credits-button-color, #fff);
  }

  button:hover {
    border-color: currentColor;
  }

  button.add:hover {
    filter: brightness(1.08);
    border-color: transparent;
  }

  button:focus-visible,
  .base:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }

  .footer {
    min-block-size: 1.45em;
    font-size: 0.8125em;
    font-variant-numeric: tabular-nums;
  }

  .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border: 2px solid currentColor;
    border-radius: 50%;
  }

  .live .dot {
    border-color: var(--_accent);
    background: var(--_accent);
  }

  .freshness {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
  }

  .stale .freshness,
  .offline .freshness {
    padding: 2px 10px;
    border-radius: 99px;
    background: var(--_track);
    color: var(--credits-color, inherit);
  }

  .bone {
    display: inline-block;
    line-height: 0.8;
    vertical-align: middle;
    inline-size: 7em;
    max-inline-size: 80%;
    border-radius: 5px;
    background: var(--_track);
  }

  .loading .sentence,
  .loading .next {
    display: block;
  }

  .number .bone {
    inline-size: 4em;
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

  @media (prefers-reduced-motion: no-preference) {
    .meter rect {
      transition: width 0.4s;
    }
  }

  @media (forced-colors: active) {
    .meter {
      block-size: 10px;
      border: 1px solid CanvasText;
    }

    .meter rect,
    .low .meter rect,
    .overdrawn .meter rect {
      fill: Highlight;
    }

    .meter line {
      stroke: Highlight;
    }

    .icon {
      stroke: CanvasText;
    }

    .live .dot {
      background: CanvasText;
    }

    .bone {
      border: 1px solid GrayText;
    }

    button.add {
      border-color: ButtonText;
    }
  }

  @container (inline-size < 320px) {
    .number,
    .number.long {
      font-size: 1.875em;
      line-height: 1.38;
    }

    .number.long .full {
      display: none;
    }

    .number.long .compact {
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

    .single > * {
      grid-column: 1 / -1;
    }

    .single > .header {
      grid-column: 1;
      align-self: center;
    }

    .single > .actions {
      grid-area: 1 / 2;
    }
  }
`;
