import 'drawdown/widgets/languages.js';
import { type Balances, renderBalanceContent } from 'drawdown/widgets/ssr.js';
import { html, raw } from 'hono/html';
import { amountFormat } from '../../shared/amounts.js';
import { ACTIONS } from '../../shared/work.js';
import type { Words } from '../../words/en.js';
import { fill } from '../../words/languages.js';
import { icon } from './icons.js';
import { integrationPanel } from './integration.js';
import { layout, type PageOptions, wordsFor } from './layout.js';
import { chartLines, ELEMENTS, embedLines, grantsLines } from './snippets.js';

/** The balance is rendered on the server, so that it shows before any script runs. */
export async function renderStudio(options: PageOptions, balances: Balances | null) {
  const { customer, origin } = options;
  const words = wordsFor(options);
  const balance = balances
    ? await renderBalanceContent(balances, { api: origin, canAdd: true, lang: options.language.tag })
    : '';
  return layout(options, {
    path: '/',
    title: words.page.title,
    styles: ['studio', 'workbench', 'ledger', 'integration'],
    content: html`
      <main id="content" class="wide">
        <div class="intro">
          <h1>${customer.name}</h1>
          <p>${words.plans[customer.planId]}</p>
        </div>
        <div class="column">${workbench(options)} ${ledger(options)}</div>
        <div class="column">
          ${widgetSection('balance', embedLines(origin, customer.id, balance), words)}
          ${widgetSection('chart', chartLines(origin, customer.id), words)}
        </div>
        ${widgetSection('grants', grantsLines(origin, customer.id), words)}
        ${integrationPanel(origin, customer.id, words)}
      </main>
    `,
  });
}

const widgetSection = (id: keyof Words['sections'], lines: readonly string[], words: Words) => html`
  <section class="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title" class="visually-hidden">${words.sections[id]}</h2>
    ${raw(lines.join('\n'))}
    <a
      class="tag"
      href="#integration"
      data-snippet="${id}"
      aria-label="${fill(words.demo.snippetOf, { tag: ELEMENTS[id].tag })}"
      ><code dir="ltr">&lt;${ELEMENTS[id].tag}&gt;</code></a
    >
  </section>
`;

const workbench = (options: PageOptions) => {
  const { customer, language } = options;
  const { work, addCredits } = wordsFor(options);
  const format = amountFormat(language.tag);
  return html`
    <section class="workbench" aria-labelledby="workbench-title">
      <h2 id="workbench-title" class="visually-hidden">${work.heading}</h2>
      <div class="canvas">
        <img id="picture" src="/studio/pictures/${customer.id}.svg" alt="" width="640" height="260" />
        <div id="frames" class="frames" hidden></div>
        <div id="result" class="result" role="status">
          <p class="prompt" hidden></p>
          <p class="title">${work.question}</p>
          <p class="facts"><span class="cost"></span> <span class="detail">${work.invitation}</span></p>
        </div>
      </div>
      <div id="refusal" class="refusal" role="alert" hidden>
        ${icon('stop')}
        <p><strong></strong> <span></span></p>
        <button type="button" class="primary" data-add-credits>${addCredits.add}</button>
      </div>
      <ul class="actions">
        ${ACTIONS.filter(({ id }) => id !== 'render' || customer.rendersClips).map(({ id, price }) => {
          const cost = format(price.amount, price.creditTypeId);
          return html`<li>
            <button type="button" data-action="${id}">
              ${icon(id)}<span class="label">${work.actions[id]}</span
              ><span class="price">${price.about ? fill(work.about, { cost }) : cost}</span>
            </button>
          </li>`;
        })}
      </ul>
    </section>
  `;
};

const ledger = (options: PageOptions) => {
  const { ledger: words, colleagues } = wordsFor(options);
  return html`
    <section class="ledger" aria-labelledby="ledger-title">
      <div class="section-head">
        <h2 id="ledger-title">${words.heading}</h2>
        <p>${words.live} <a href="/?customer=${options.customer.id}" target="_blank">${words.window}</a></p>
      </div>
      ${
        options.colleagues
          ? html`<p id="colleagues" class="colleagues" hidden>
              <span></span> <button type="button">${colleagues.pause}</button>
            </p>`
          : ''
      }
      <table id="ledger" role="table" aria-labelledby="ledger-title" aria-busy="true">
        <thead role="rowgroup">
          <tr role="row">
            ${Object.values(words.columns).map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup"></tbody>
      </table>
      <p id="ledger-note" class="note" hidden></p>
      <button type="button" id="ledger-more" class="quiet" hidden>${words.more}</button>
    </section>
  `;
};
