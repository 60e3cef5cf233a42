import { css } from 'lit';

export const colorStyles = css`
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
`;
