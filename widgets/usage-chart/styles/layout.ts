import { css } from 'lit';

export const layoutStyles = css`
  /* In a taller container the bars take the remaining height, up to their maximum height. */
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

  @container (inline-size < 24em) {
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
