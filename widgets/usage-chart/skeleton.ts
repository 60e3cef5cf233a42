import type { TemplateResult } from 'lit';
import { css, html } from 'lit';
import { bone } from '../kit/templates/basics.js';

const line = html`<p class="entry">${bone}</p>`;

/** The shape of what is coming, in its final heights. */
export const skeleton: TemplateResult = html`<div part="skeleton" aria-hidden="true">
  <div class="amount"><span class="number">${bone}</span></div>
  <p>${bone}</p>
  <p>${bone}</p>
  <div class="plot wait"></div>
  ${line}${line}${line}
</div>`;

/** What holds those heights, before and after. */
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
