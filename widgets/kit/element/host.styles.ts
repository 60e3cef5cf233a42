import { css } from 'lit';

/**
 * What every element of this kit has: a box that inherits the page's font and colour, themes, and the private tokens
 * that stand between the public `--credits-*` and the parts. `--_tone` is the colour of meters and icons; a part in
 * another state sets its own.
 */
export const hostStyles = css`
  :host {
    --_tone: var(--credits-accent, light-dark(#4f55d8, #8f95f8));
    --_muted: var(--credits-muted-color, color-mix(in srgb, currentColor 68%, transparent));
    --_border: var(--credits-border-color, color-mix(in srgb, currentColor 16%, transparent));
    --_track: var(--credits-track-color, color-mix(in srgb, currentColor 11%, transparent));
    --_radius: var(--credits-radius, 12px);
    --_spacing: var(--credits-spacing, 20px);
    display: block;
    container-type: inline-size;
    color: var(--credits-color, inherit);
    text-align: start;
  }

  :host([theme='light']) {
    color-scheme: light;
    --_surface: #fff;
    color: var(--credits-color, #1b1b22);
  }

  :host([theme='dark']) {
    color-scheme: dark;
    --_surface: #17181d;
    color: var(--credits-color, #f1f1f4);
  }

  @media (prefers-contrast: more) {
    :host {
      --_muted: var(--credits-muted-color, currentColor);
      --_border: var(--credits-border-color, currentColor);
    }
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  .spoken {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
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

  .base,
  .pools {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    font-variant-numeric: tabular-nums;
    line-height: 1.45;
    overflow-wrap: anywhere;
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

  .row {
    display: flex;
    gap: 0.45em;
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

  .bone,
  .wait {
    animation: appear 1ms 150ms both;
  }

  @media (forced-colors: active) {
    * {
      --_tone: CanvasText;
    }

    .bone {
      border: 1px solid;
    }
  }

  @keyframes appear {
    from {
      visibility: hidden;
    }
  }

  .depleted,
  .overdrawn,
  .failure {
    --_tone: var(--credits-danger, light-dark(#d22626, #f87171));
  }
`;
