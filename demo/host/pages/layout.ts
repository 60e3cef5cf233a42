import { html, raw } from 'hono/html';
import { CUSTOMERS, type DemoCustomer } from '../../seed/customers.js';
import { WORDS } from '../../words/all.js';
import type { Words } from '../../words/en.js';
import { fill, LANGUAGES } from '../../words/languages.js';
import { type Preferences, THEMES } from '../preferences.js';
import { icon } from './icons.js';

export type PageOptions = Preferences & {
  readonly customer: DemoCustomer;
  readonly origin: string;
  readonly colleagues: boolean;
};

type Markup = ReturnType<typeof html>;

type Page = {
  readonly path: '/' | '/portal';
  readonly title: string;
  readonly styles: readonly string[];
  readonly content: Markup;
};

export const wordsFor = ({ language }: Preferences): Words => WORDS[language.tag];

export function layout(options: PageOptions, { path, title, styles, content }: Page) {
  const { customer, theme, language, colleagues } = options;
  const words = wordsFor(options);
  return html`<!doctype html>
    <html lang="${language.tag}" dir="${language.direction}" data-theme="${theme}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${fill(title, { name: customer.name })}</title>
        <meta name="description" content="${words.page.description}" />
        <link rel="icon" href="/studio/page/mark.svg" />
        ${['base', 'demo-bar', 'product-bar', 'footer', ...styles].map((name) => html`<link rel="stylesheet" href="/studio/page/styles/${name}.css" />`)}
        <link rel="modulepreload" href="/studio/words/${language.tag}.js" />
        <script type="module" src="/studio/page/main.js"></script>
      </head>
      <body data-customer="${customer.id}" ${colleagues ? raw('data-colleagues') : ''}>
        <a class="skip" href="#content">${words.page.skip}</a>
        ${demoBar(options, path)} ${productBar(options, path)} ${content} ${footer(customer, words)}
      </body>
    </html>`;
}

/** A real product would not have these controls. */
const demoBar = (options: PageOptions, path: Page['path']) => {
  const words = wordsFor(options);
  return html`
    <aside class="demo-bar" aria-label="${words.demo.label}">
      <div class="wide">
        <p class="demo-label">${words.demo.label}</p>
        <nav class="customers" aria-label="${words.demo.seeItAs}">
          <ul>
            ${CUSTOMERS.map(
              ({ id, name }) =>
                html`<li>
                  <a href="${path}?customer=${id}" ${id === options.customer.id ? raw('aria-current="page"') : ''}>
                    <strong>${name}</strong> <small>${words.demo.states[id]}</small>
                  </a>
                </li>`,
            )}
          </ul>
        </nav>
        <div class="switches">${languageSwitch(options, path)} ${themeSwitch(options)}</div>
      </div>
    </aside>
  `;
};

const languageSwitch = (options: PageOptions, path: Page['path']) => {
  const { customer, language } = options;
  return html`
    <details class="languages">
      <summary>
        ${icon('globe')}<span class="visually-hidden">${wordsFor(options).demo.language}:</span>
        <span class="chosen">${language.name}</span>
      </summary>
      <ul>
        ${LANGUAGES.map(
          ({ tag, name, direction }) =>
            html`<li>
              <a
                href="${path}?customer=${customer.id}&language=${tag}"
                lang="${tag}"
                dir="${direction}"
                hreflang="${tag}"
                ${tag === language.tag ? raw('aria-current="true"') : ''}
                >${name}</a
              >
            </li>`,
        )}
      </ul>
    </details>
  `;
};

const themeSwitch = (options: PageOptions) => {
  const { demo } = wordsFor(options);
  return html`
    <div class="theme" role="group" aria-label="${demo.theme}">
      ${THEMES.map(
        (name) =>
          html`<button
            type="button"
            data-theme-choice="${name}"
            aria-pressed="${String(name === options.theme)}"
            title="${demo.themes[name]}"
          >
            ${icon(name)}<span class="visually-hidden">${demo.themes[name]}</span>
          </button>`,
      )}
    </div>
  `;
};

const productBar = (options: PageOptions, path: Page['path']) => {
  const { customer } = options;
  const { nav, page } = wordsFor(options);
  const link = (to: Page['path'], name: string) =>
    html`<a href="${to}?customer=${customer.id}" ${to === path ? raw('aria-current="page"') : ''}>${name}</a>`;
  return html`
    <header class="product-bar">
      <div class="wide">
        <a class="brand" href="/?customer=${customer.id}" aria-label="${nav.label}"
          ><img src="/studio/page/mark.svg" alt="" width="28" height="28" /><span>Northlight</span></a
        >
        <p class="tagline">${page.tagline}</p>
        <nav class="product-nav" aria-label="${nav.label}">
          ${link('/', nav.studio)} ${link('/portal', nav.credits)}
        </nav>
        <a class="bar-balance" href="/portal?customer=${customer.id}" hidden
          ><span class="visually-hidden">${nav.balance}:</span> <bdi id="bar-balance"></bdi
          ><span id="bar-balance-change" aria-hidden="true"></span
        ></a>
      </div>
    </header>
  `;
};

const footer = ({ id }: DemoCustomer, { footer: words, nav }: Words) => html`
  <footer>
    <div class="wide">
      <p>${words.disclaimer}</p>
      <nav aria-label="${words.links}">
        <ul>
          <li><a href="/portal?customer=${id}">${nav.credits}</a></li>
          <li>
            ${words.examples}: <a href="/examples/plain">HTML</a> <a href="/examples/react">React</a>
            <a href="/examples/vue">Vue</a>
          </li>
          <li><a href="/gallery">${words.gallery}</a></li>
          <li><a href="/docs">${words.reference}</a></li>
          <li><a href="/openapi.json">${words.description}</a></li>
        </ul>
      </nav>
    </div>
  </footer>
`;
