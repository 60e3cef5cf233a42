import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { HUES } from '../figures/colors.js';

export type Palette = {
  readonly hues: readonly string[];
  readonly other: string;
  readonly ink: string;
  readonly grid: string;
};

const HUE_NAMES = Array.from({ length: HUES }, (_, hue) => `hue-${hue + 1}`);
const NAMES = [...HUE_NAMES, 'other', 'ink', 'grid'];

/**
 * Hidden samples of every color of the canvas, which has no style sheet. Their computed colors include theme, tokens
 * and contrast mode, and a transition on each sample reports every change.
 */
export const paletteTemplate = (onChange: () => void): TemplateResult =>
  html`<div class="palette" aria-hidden="true" @transitionend=${onChange}>
    ${NAMES.map((name) => html`<i class=${name}></i>`)}
  </div>`;

export function readPalette(root: ParentNode): Palette {
  // Transitions are finished first, because a running one still yields the old color.
  for (const change of root.querySelector('.palette')?.getAnimations({ subtree: true }) ?? []) change.finish();
  const colors = [...root.querySelectorAll('.palette i')].map((sample) => getComputedStyle(sample).color);
  const [other = '', ink = '', grid = ''] = colors.slice(HUES);
  return { hues: colors.slice(0, HUES), other, ink, grid };
}
