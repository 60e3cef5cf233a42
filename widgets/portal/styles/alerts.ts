import { css } from 'lit';

export const alertStyles = css`
  .alerts {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: 0.875em;
  }

  .alerts:empty {
    display: none;
  }

  .alert {
    padding: 10px 12px;
    border: 1px solid color-mix(in srgb, var(--_tone) 45%, transparent);
    border-radius: calc(var(--_radius) * 0.75);
    background: color-mix(in srgb, var(--_tone) 9%, transparent);
  }

  .alert .icon {
    stroke: var(--_tone);
  }

  .low,
  .expiring {
    --_tone: var(--credits-warning, light-dark(#b45309, #f2a33a));
  }

  @media (forced-colors: active) {
    .alert {
      border-color: CanvasText;
    }
  }
`;
