import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { HUES } from '../figures/colours.js';

/** The colours of a canvas, which knows no style sheet. */
export type Palette = {
  readonly hues: readonly string[];
  readonly other: string;
  readonly ink: string;
  readonly grid: string;
};

const HUE_NAMES = Array.from({ length: HUES }, (_, hue) => `hue-${hue + 1}`);
const NAMES = [...HUE_NAMES, 'other', 'ink', 'grid'];

/**
 * Stands in the element, unseen, in every colour that the canvas needs, so that they can be read off whatever theme,
 * token or contrast mode made them. Each is in transition for a moment when it changes, which tells of the change.
 */
export const paletteTemplate = (onChange: () => void): TemplateResult =>
  html`<div class="palette" aria-hidden="true" @transitionend=${onChange}>
    ${NAMES.map((name) => html`<i class=${name}></i>`)}
  </div>`;

/** Reads the colours off the element that the template made. */
export function readPalette(root: ParentNode): Palette {
  // Now, and not a moment later: in transition, they would be read as they were.
  for (const change of root.querySelector('.palette')?.getAnimations({ subtree: true }) ?? []) change.finish();
  const colours = [...root.querySelectorAll('.palette i')].map((sample) => getComputedStyle(sample).color);
  const [other = '', ink = '', grid = ''] = colours.slice(HUES);
  return { hues: colours.slice(0, HUES), other, ink, grid };
}
