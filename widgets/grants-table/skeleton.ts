import type { TemplateResult } from 'lit';
import { css, html } from 'lit';
import { bone } from '../kit/templates/basics.js';

const line = html`<div class="line"><p>${bone}</p></div>`;

/** The lines have the heights of the final content, so that nothing moves when it arrives. */
export const skeleton: TemplateResult = html`<div part="skeleton" aria-hidden="true">
  <p>${bone}</p>
  <div class="line head"></div>
  ${line}${line}${line}
</div>`;

export const skeletonStyles = css`
  .line {
    display: grid;
    align-items: center;
    min-block-size: 62px;
    border-block-end: 1px solid var(--_border);
  }

  .head {
    min-block-size: 40px;
  }
`;
