import { html, raw } from 'hono/html';
import { ACTIONS } from '../page/names.js';
import { CUSTOMERS, type DemoCustomer } from '../story/customers.js';
import { howPanel } from './how.js';
import { icon } from './icons.js';
import { chartLines, embedLines, grantsLines } from './snippets.js';

export type PageOptions = {
  readonly customer: DemoCustomer;
  /** Where this page was asked for, such as `http://localhost:8787`. */
  readonly origin: string;
  /** What the reader chose; the system's choice otherwise. */
  readonly theme: string | undefined;
};

const PLAN_WORDS = {
  studio: 'Studio plan. Work stops when the credits are used up.',
  agency: 'Agency plan. Work may go on below zero, and the next credits pay for it.',
} as const;

const THEMES = ['light', 'auto', 'dark'] as const;

/** What the reader chose, where that is a theme. */
export const themeOf = (chosen: string | undefined): (typeof THEMES)[number] =>
  THEMES.find((name) => name === chosen) ?? 'auto';

/** Northlight's one page, as one of its customers sees it. */
export function renderPage({ customer, origin, theme }: PageOptions) {
  const chosen = themeOf(theme);
  return html`<!doctype html>
    <html lang="en" data-theme="${chosen}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${customer.name} · Northlight</title>
        <meta name="description" content="A made-up AI studio with prepaid credits, to see Drawdown at work." />
        <link rel="icon" href="/studio/mark.svg" />
        <link rel="stylesheet" href="/studio/studio.css" />
        <link rel="stylesheet" href="/studio/workbench.css" />
        <link rel="stylesheet" href="/studio/ledger.css" />
        <script type="module" src="/studio/main.js"></script>
      </head>
      <body data-customer="${customer.id}">
        ${topBar(chosen)} ${customerSwitch(customer)}
        <main>
          <div class="intro">
            <h1>${customer.name}</h1>
            <p>${PLAN_WORDS[customer.planId]} <a href="/portal?customer=${customer.id}">All about your credits</a></p>
          </div>
          <div class="column">${workbench(customer)} ${howPanel(origin, customer.id)}</div>
          <div class="column">
            <section class="balance" aria-labelledby="balance-title">
              <h2 id="balance-title" class="spoken">Credits</h2>
              ${raw(embedLines(origin, customer.id).join('\n'))}
            </section>
            <section class="usage" aria-labelledby="usage-title">
              <h2 id="usage-title" class="spoken">Usage</h2>
              ${raw(chartLines(origin, customer.id).join('\n'))}
            </section>
            <section class="grants" aria-labelledby="grants-title">
              <h2 id="grants-title" class="spoken">Grants</h2>
              ${raw(grantsLines(origin, customer.id).join('\n'))}
            </section>
            ${ledger(customer)}
          </div>
        </main>
        <footer>
          <p>Northlight is made up. Its credits are entries in a Drawdown ledger on this machine.</p>
          <p><a href="/openapi.json">API description</a></p>
        </footer>
      </body>
    </html>`;
}

const topBar = (chosen: string) => html`
  <header class="top">
    <a class="brand" href="/"><img src="/studio/mark.svg" alt="" width="28" height="28" />Northlight</a>
    <p class="claim">The AI studio for film and print</p>
    <div class="theme" role="group" aria-label="Colour theme">
      ${THEMES.map(
        (name) =>
          html`<button type="button" data-theme-choice="${name}" aria-pressed="${String(name === chosen)}">
            ${name}
          </button>`,
      )}
    </div>
  </header>
`;

const customerSwitch = (current: DemoCustomer) => html`
  <nav class="people" aria-label="See it as">
    <span class="label" aria-hidden="true">See it as</span>
    <ul>
      ${CUSTOMERS.map(
        ({ id, name, state }) =>
          html`<li>
            <a href="/?customer=${id}" ${id === current.id ? raw('aria-current="page"') : ''}>
              <strong>${name}</strong> <small>${state}</small>
            </a>
          </li>`,
      )}
    </ul>
  </nav>
`;

const workbench = (customer: DemoCustomer) => html`
  <section class="make" aria-labelledby="make-title">
    <h2 id="make-title" class="spoken">Make something</h2>
    <div class="canvas">
      <img id="art" src="/studio/art/${customer.id}.svg" alt="" width="640" height="260" />
      <div id="result" class="result" role="status">
        <p class="title">What shall we make today?</p>
        <p class="cost"></p>
      </div>
    </div>
    <div id="refusal" class="refusal" role="alert" hidden>
      ${icon('stop')}
      <p><strong></strong> <span></span></p>
      <button type="button" class="primary" data-gift>Add 50 credits</button>
    </div>
    <ul class="actions">
      ${ACTIONS.filter(({ id }) => id !== 'render' || customer.rendersClips).map(
        ({ id, label, price }) =>
          html`<li>
            <button type="button" data-action="${id}">
              ${icon(id)}<span class="what">${label}</span><span class="price">${price}</span>
            </button>
          </li>`,
      )}
    </ul>
  </section>
`;

const ledger = ({ id }: DemoCustomer) => html`
  <section class="ledger" aria-labelledby="ledger-title">
    <div class="section-head">
      <h2 id="ledger-title">Ledger</h2>
      <p>As it happens, also in <a href="/?customer=${id}" target="_blank">another window</a></p>
    </div>
    <table id="ledger" role="table" aria-labelledby="ledger-title" aria-busy="true">
      <thead role="rowgroup">
        <tr role="row">
          ${['Time', 'Entry', 'For', 'Grant', 'Change', 'Balance'].map(
            (name) => html`<th role="columnheader" scope="col">${name}</th>`,
          )}
        </tr>
      </thead>
      <tbody role="rowgroup"></tbody>
    </table>
    <p id="ledger-note" class="note" hidden></p>
    <button type="button" id="ledger-more" class="quiet" hidden>Show older entries</button>
  </section>
`;
