import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Context } from '../shared/element/credits-element.js';
import { clockIcon, stopIcon, warningIcon } from '../shared/element/icons.js';
import { phrase, rich } from '../shared/element/rich.js';
import { fill } from '../shared/format/fill.js';
import type { MeterView, PoolView, When } from './pool-view.js';

const iconOf = ({ state }: PoolView): TemplateResult | typeof nothing => {
  if (state === 'low') return warningIcon();
  return state === 'depleted' || state === 'overdrawn' ? stopIcon() : nothing;
};

const time = ({ iso, template, text, title }: When): TemplateResult =>
  html`<time datetime=${iso} title=${title}>${rich(template, { date: text })}</time>`;

const sentenceTemplate = (view: PoolView) =>
  view.sentence
    ? html`<p class="sentence" part="status">${iconOf(view)}${phrase(view.sentence.template, view.sentence.values)}</p>`
    : nothing;

const helpTemplate = ({ help }: PoolView) => (help ? html`<p class="help" part="help">${phrase(help)}</p>` : nothing);

function meterTemplate(meter: MeterView, label: string): TemplateResult {
  return html`<div
    class="meter"
    part="meter"
    role="meter"
    aria-label=${label}
    aria-valuemin="0"
    aria-valuemax=${meter.max}
    aria-valuenow=${meter.now}
    aria-valuetext=${meter.text}
  >
    <svg aria-hidden="true">
      <rect height="100%" width=${meter.fill}></rect>
      <line x1=${meter.over} x2="100%" y1="50%" y2="50%"></line>
    </svg>
  </div>`;
}

const nextTemplate = ({ next }: PoolView) =>
  next
    ? html`<p class="next" part="expiry">
        ${next.when ? clockIcon() : nothing}${phrase(next.template, next.when ? { ...next.values, when: time(next.when) } : next.values)}
      </p>`
    : nothing;

/** The numbers of one pool, without its heading. */
export function poolTemplate(view: PoolView, { strings }: Context): TemplateResult {
  if (view.state === 'empty') return html`${sentenceTemplate(view)}${helpTemplate(view)}`;
  const { number, compact, unit, spoken, held, meter } = view;
  return html`<p class="amount">
      <span class="spoken">${spoken}</span>
      <bdi class="number ${compact === number ? '' : 'long'}" part="number" aria-hidden="true"
        ><span class="full">${number}</span><span class="compact">${compact}</span></bdi
      >
      <bdi class="unit" part="unit" aria-hidden="true">${unit}</bdi>
    </p>
    ${sentenceTemplate(view)}${helpTemplate(view)}
    ${held ? html`<p class="held" part="held">${phrase(held.template, held.values)}</p>` : nothing}
    ${meter ? meterTemplate(meter, fill(strings.balance.meter, { name: view.name })) : nothing}${nextTemplate(view)}`;
}

/** "AI Tokens balance". */
export const poolHeading = (name: string, { strings }: Context): TemplateResult =>
  phrase(strings.balance.heading, { name });

/** The shape of what is coming, in its final heights. */
export const skeletonTemplate = (): TemplateResult =>
  html`<div class="pool" part="skeleton" aria-hidden="true">
    <p class="amount">
      <span class="number"><span class="bone">&nbsp;</span></span>
    </p>
    <p class="sentence"><span class="bone">&nbsp;</span></p>
    <div class="meter"></div>
    <p class="next"><span class="bone">&nbsp;</span></p>
  </div>`;
