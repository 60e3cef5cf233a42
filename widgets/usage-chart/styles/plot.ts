import { css } from 'lit';

export const plotStyles = css`
  .canvas,
  .walk {
    position: absolute;
    inset: 0;
  }

  /* A canvas is resized shortly after its box, and must not widen the page until then. */
  .canvas {
    overflow: hidden;
  }

  /* The drawing code sets a size in the style attribute, so a canvas without one is still empty. */
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
`;
