import type { TemplateResult } from 'lit';
import { css, html } from 'lit';
import { bone } from '../kit/templates/basics.js';

const line = html`<p class="entry">${bone}</p>`;

export const skeleton: TemplateResult = html`<div part="skeleton" aria-hidden="true">
  <div class="amount"><span class="number">${bone}</span></div>
  <p>${bone}</p>
  <p>${bone}</p>
  <div class="plot wait"></div>
  ${line}${line}${line}
</div>`;

/** Skeleton and content have the same heights, so that nothing moves when the content arrives. */
export const skeletonStyles = css`
  .number {
    font-size: 1.75em;
    font-weight: 650;
    letter-spacing: -0.02em;
    line-height: 1.3;
  }

  .plot {
    position: relative;
    block-size: clamp(160px, 46cqi, 300px);
  }

  .plot.wait {
    margin-block: 12px;
    border-radius: 8px;
    background: var(--_track);
  }

  .entry {
    min-block-size: 32px;
  }
`;
