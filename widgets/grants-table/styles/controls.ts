import { css } from 'lit';

export const controlStyles = css`
  :host {
    --_warning: var(--credits-warning, light-dark(#b45309, #f2a33a));
    --_danger: var(--credits-danger, light-dark(#d22626, #f87171));
  }

  .header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
  }

  .controls,
  .notice,
  .more,
  .past {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 14px;
  }

  .past {
    gap: 8px;
    min-block-size: 24px;
    font-size: 0.8125em;
    cursor: pointer;
  }

  input {
    inline-size: 1.125em;
    block-size: 1.125em;
    margin: 0;
    accent-color: var(--_tone);
  }

  select {
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

  .notice {
    --_tone: var(--_warning);
    justify-content: space-between;
    padding: 8px 12px;
    border-radius: calc(var(--_radius) * 0.6);
    background: color-mix(in srgb, var(--_warning) 12%, transparent);
  }

  .quiet {
    min-block-size: 32px;
    padding: 4px 10px;
    background: none;
    font-size: 0.8125rem;
    font-weight: 500;
  }

  .add {
    border-color: transparent;
    background: var(--credits-button-background, var(--credits-accent, #4f55d8));
    color: var(--credits-button-color, #fff);
  }

  @container (inline-size < 360px) {
    .card {
      padding: min(var(--_spacing), 16px);
    }
  }
`;
