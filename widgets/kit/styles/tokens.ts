import { css } from 'lit';

/**
 * Private tokens between the public `--credits-*` and the parts. `--_tone` is the color of meters and icons; a part in
 * another state sets its own.
 */
export const tokenStyles = css`
  :host {
    --_tone: var(--credits-accent, light-dark(#4f55d8, #8f95f8));
    --_muted: var(--credits-muted-color, color-mix(in srgb, currentColor 68%, transparent));
    --_border: var(--credits-border-color, color-mix(in srgb, currentColor 16%, transparent));
    --_track: var(--credits-track-color, color-mix(in srgb, currentColor 11%, transparent));
    --_radius: var(--credits-radius, 12px);
    --_spacing: var(--credits-spacing, 20px);
    display: block;
    container-type: inline-size;
    /* A container has no width of its own. Where the parent asks for one (flex rows, dialogs, floats), it is this. */
    contain-intrinsic-inline-size: 240px;
    min-inline-size: min(100%, 160px);
    max-inline-size: 100%;
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
`;
