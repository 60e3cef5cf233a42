import { html, raw } from 'hono/html';
import type { Words } from '../../words/en.js';
import { backendLines, type ElementId, ELEMENTS, type FrameworkId, FRAMEWORKS } from './snippets.js';

const IDS = Object.keys(ELEMENTS) as ElementId[];
const NAMES: Readonly<Record<FrameworkId, string>> = { html: 'HTML', react: 'React', vue: 'Vue' };

export const integrationPanel = (origin: string, customerId: string, { integration: words }: Words) => html`
  <section id="integration" class="integration" aria-labelledby="integration-title" tabindex="-1">
    <div class="integration-head">
      <h2 id="integration-title">${words.heading}</h2>
      <p>${words.intro}</p>
    </div>
    <div class="integration-part">
      <div class="integration-bar">
        <h3>${words.page}</h3>
        ${copyButton('embed', words)}
      </div>
      <div class="choices">
        ${choice(
          'element',
          words.element,
          IDS.map((id) => [id, `<${ELEMENTS[id].tag}>`]),
        )}
        ${choice('framework', words.framework, Object.entries(NAMES))}
      </div>
      <pre tabindex="0" dir="ltr" aria-label="${words.page}"><code id="embed">${FRAMEWORKS.html(
        'balance',
        origin,
        customerId,
      ).join('\n')}</code></pre>
      ${IDS.flatMap((id) =>
        (Object.keys(FRAMEWORKS) as FrameworkId[]).map(
          (framework) =>
            html`<template data-element="${id}" data-framework="${framework}"
              >${FRAMEWORKS[framework](id, origin, customerId).join('\n')}</template
            >`,
        ),
      )}
    </div>
    <div class="integration-part">
      <div class="integration-bar">
        <h3>${words.backend}</h3>
        ${copyButton('backend', words)}
      </div>
      <pre tabindex="0" dir="ltr" aria-label="${words.backend}"><code id="backend">${backendLines(customerId).join(
        '\n',
      )}</code></pre>
    </div>
  </section>
`;

const copyButton = (from: string, { copy, copied }: Words['integration']) =>
  html`<button type="button" class="copy" data-copy="${from}" data-copied="${copied}">${copy}</button>`;

const choice = (name: string, legend: string, options: readonly (readonly [id: string, text: string])[]) => html`
  <fieldset>
    <legend class="visually-hidden">${legend}</legend>
    ${options.map(
      ([id, text], place) =>
        html`<label
          ><input type="radio" name="${name}" value="${id}" ${place === 0 ? raw('checked') : ''} /><span dir="ltr"
            >${text}</span
          ></label
        >`,
    )}
  </fieldset>
`;
