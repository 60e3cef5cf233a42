import { css } from 'lit';

export const usageChartStyles = css`
  :host {
    --_hue-1: var(--credits-series-1, light-dark(#2e317f, #f0d03c));
    --_hue-2: var(--credits-series-2, light-dark(#459ec2, #5b62e1));
    --_hue-3: var(--credits-series-3, light-dark(#652800, #c63170));
    --_hue-4: var(--credits-series-4, light-dark(#aa9117, #4cece7));
    --_hue-5: var(--credits-series-5, light-dark(#6e53d4, #be9021));
    --_hue-6: var(--credits-series-6, light-dark(#ac495a, #95a3fc));
    --_other: var(--credits-series-other, light-dark(#6b7280, #9ca3af));
  }

  .hue-1 {
    color: var(--_hue-1);
  }

  .hue-2 {
    color: var(--_hue-2);
  }

  .hue-3 {
    color: var(--_hue-3);
  }

  .hue-4 {
    color: var(--_hue-4);
  }

  .hue-5 {
    color: var(--_hue-5);
  }

  .hue-6 {
    color: var(--_hue-6);
  }

  .other {
    color: var(--_other);
  }

  [class*='hue-'],
  .other {
    forced-color-adjust: none;
  }

  .palette {
    position: absolute;
    inline-size: 0;
    block-size: 0;
    overflow: hidden;
  }

  .palette i {
    transition: color 1ms;
  }

  .ink {
    color: var(--_muted);
  }

  .grid {
    color: var(--_border);
  }

  /* In a place that is higher than it needs, the bars take what is left, up to a point. */
  .base {
    position: relative;
    box-sizing: border-box;
    min-block-size: 100%;
    grid-template-rows: auto auto minmax(min-content, 1fr);
  }

  .plot:not(.wait) {
    block-size: auto;
    min-block-size: clamp(160px, 46cqi, 300px);
    max-block-size: 440px;
  }

  .header .amount {
    margin-block-start: 8px;
  }

  .controls,
  .dates,
  .bottom,
  .dates label {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }

  .bottom {
    justify-content: space-between;
    gap: 12px;
  }

  select,
  input {
    box-sizing: border-box;
    max-inline-size: 100%;
    min-block-size: 34px;
    padding: 4px 8px;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.6);
    background: var(--_surface, transparent);
    color: inherit;
    font: inherit;
    font-size: 0.8125rem;
  }

  option {
    background: Canvas;
    color: CanvasText;
  }

  label,
  dl,
  table {
    font-size: 0.8125em;
  }

  .quiet {
    min-block-size: 32px;
    padding: 4px 10px;
    background: none;
    font-size: 0.8125rem;
    font-weight: 500;
  }

  .canvas,
  .walk {
    position: absolute;
    inset: 0;
  }

  /* A canvas follows its box a moment later: it must not widen the page until then. */
  .canvas {
    overflow: hidden;
  }

  /* Until something is drawn: what draws gives it a size. */
  canvas:not([style]) {
    inline-size: 100%;
    block-size: 100%;
    border-radius: 8px;
    background: var(--_track);
  }

  .walk {
    border-radius: 4px;
  }

  .opens {
    cursor: pointer;
  }

  .open {
    min-block-size: 24px;
    padding: 0 4px;
    margin-inline-start: -5px;
    border-color: transparent;
    background: none;
    font-size: inherit;
    text-decoration: underline;
    text-underline-offset: 3px;
  }

  .behind .canvas {
    opacity: 0.55;
    transition: opacity 150ms 150ms;
  }

  .tooltip {
    position: absolute;
    inset-block-start: 8px;
    box-sizing: border-box;
    inline-size: max-content;
    max-inline-size: min(100%, 280px);
    padding: 10px 12px;
    border: 1px solid var(--_border);
    border-radius: 8px;
    background: var(--credits-tooltip-background, light-dark(#fff, #1f2228));
    box-shadow: 0 6px 20px rgb(0 0 0 / 16%);
    color: var(--credits-color, light-dark(#1b1b22, #f1f1f4));
    z-index: 1;
  }

  .tooltip strong {
    font-size: 0.8125em;
  }

  dl {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 3px 16px;
    margin: 6px 0 0;
  }

  dt {
    display: flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
  }

  dd {
    margin: 0;
    text-align: end;
  }

  .none,
  .none + dd {
    opacity: 0.7;
  }

  .sum {
    margin-block-start: 4px;
    font-weight: 600;
  }

  .swatch {
    flex: none;
    inline-size: 10px;
    block-size: 10px;
    overflow: hidden;
    border-radius: 3px;
    fill: currentColor;
    stroke: currentColor;
    stroke-width: 2;
  }

  .so-far {
    align-items: center;
    font-size: 0.8125em;
  }

  .frame {
    inline-size: 8px;
    block-size: 10px;
    border: 1px dashed;
  }

  .legend {
    display: grid;
    grid-template-columns: auto minmax(4em, 1fr) minmax(0, 28%) auto auto;
    column-gap: 10px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .legend li,
  .legend .entry {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: center;
  }

  .legend .entry {
    margin-inline: -8px;
    padding: 4px 7px;
    border-color: transparent;
    background: none;
    font-size: 0.875em;
    font-weight: 400;
    text-align: start;
  }

  .legend .entry:hover {
    border-color: transparent;
    background: var(--_track);
  }

  .share {
    inline-size: 100%;
    block-size: 4px;
    border-radius: 99px;
    background: var(--_track);
  }

  .share rect {
    fill: currentColor;
  }

  :host(:dir(rtl)) .share {
    transform: scaleX(-1);
  }

  .percent,
  [aria-pressed='false'] {
    color: var(--_muted);
  }

  .value,
  .percent {
    text-align: end;
  }

  [aria-pressed='false'] .percent {
    color: inherit;
  }

  [aria-pressed='false'] .name {
    text-decoration: line-through;
  }

  [aria-pressed='false'] .swatch,
  [aria-pressed='false'] .share rect {
    fill: none;
  }

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

  @media (forced-colors: active) {
    .share {
      border: 1px solid;
    }
  }

  @container (inline-size < 24em) {
    .legend {
      grid-template-columns: auto minmax(0, 1fr) auto auto;
    }

    .share {
      display: none;
    }

    .card {
      padding: min(var(--_spacing), 16px);
    }

    .controls select {
      flex: 1 1 40%;
    }
  }

  @container (inline-size >= 560px) {
    .base {
      grid-template: auto minmax(min-content, 1fr) / minmax(0, 1fr) auto;
    }

    .base > * {
      grid-column: 1 / -1;
    }

    .base > .header {
      grid-area: 1 / 1;
    }

    .base > .controls {
      grid-area: 1 / 2;
      align-self: start;
      justify-content: end;
      max-inline-size: 340px;
    }
  }
`;
