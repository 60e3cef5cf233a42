import { html, raw } from 'hono/html';
import { STATES, type Tag, TAGS, type WidgetState } from '../../../widgets/test/states/index.js';
import { type Look, LOOK_NAMES, type LookName, LOOKS, urlFor } from '../../gallery/looks.js';

const COMMON_ATTRIBUTES = {
  api: 'https://credits.example',
  token: 'customer-token',
  'time-zone': 'UTC',
  'heading-level': '2',
};

const LABELS: Readonly<Record<LookName, string>> = {
  theme: 'Theme',
  dir: 'Direction',
  width: 'Width',
  lang: 'Language',
  text: 'Text',
};

type Content = ReturnType<typeof html>;

const pathOf = (tag: Tag, name: string): string => `/gallery/${tag.replace('credits-', '')}/${name}`;

const titleOf = (name: string): string => name.replace(/-/g, ' ').replace(/^./, (first) => first.toUpperCase());

export const findTag = (name: string): Tag | undefined => TAGS.find((tag) => tag === name || tag === `credits-${name}`);

function layout(look: Look, title: string, path: string, head: Content, body: Content) {
  return html`<!doctype html>
    <html lang="${look.lang}" dir="${look.dir}" data-theme="${look.theme}" data-text="${look.text}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Gallery</title>
        <link rel="icon" href="/studio/page/mark.svg" />
        <link rel="stylesheet" href="/studio/page/styles/base.css" />
        <link rel="stylesheet" href="/studio/page/styles/gallery.css" />
        ${head}
      </head>
      <body class="gallery">
        <header class="head" lang="en" dir="ltr">
          <a class="brand" href="${urlFor('/gallery', look)}">
            <img src="/studio/page/mark.svg" alt="" width="28" height="28" />Gallery
          </a>
          <p class="tagline">The elements of Drawdown, one by one</p>
        </header>
        ${lookBar(look, path)} ${body}
      </body>
    </html>`;
}

const lookBar = (look: Look, path: string) => html`
  <nav class="looks" aria-label="Look of the page" lang="en" dir="ltr">
    ${LOOK_NAMES.map(
      (name) =>
        html`<div role="group" aria-labelledby="look-${name}">
          <span id="look-${name}">${LABELS[name]}</span>
          <ul>
            ${LOOKS[name].map(
              (value) =>
                html`<li>
                  <a
                    href="${urlFor(path, { ...look, [name]: value })}"
                    ${value === look[name] ? raw('aria-current="true"') : ''}
                    >${value}</a
                  >
                </li>`,
            )}
          </ul>
        </div>`,
    )}
  </nav>
`;

export function renderIndex(look: Look) {
  const body = html`<main class="index" lang="en" dir="ltr">
    <h1>Every element, in every state</h1>
    <p class="lead">
      Each page shows one element alone, without any styles for it. The data and the server are made up, so nothing here
      depends on the network or the time of day.
    </p>
    ${TAGS.map(
      (tag) =>
        html`<section aria-labelledby="${tag}">
          <h2 id="${tag}"><code>&lt;${tag}&gt;</code></h2>
          <ul class="states">
            ${Object.entries(STATES[tag]).map(
              ([name, { about }]) =>
                html`<li>
                  <a href="${urlFor(pathOf(tag, name), look)}">${titleOf(name)}</a>
                  <p>${about}</p>
                </li>`,
            )}
          </ul>
        </section>`,
    )}
  </main>`;
  return layout(look, 'Elements', '/gallery', html``, body);
}

export function renderState(tag: Tag, name: string, state: WidgetState, look: Look) {
  const attributes = { ...COMMON_ATTRIBUTES, theme: look.theme, ...state.attributes };
  const names = Object.keys(STATES[tag]);
  const at = names.indexOf(name);
  const neighbour = (place: number, label: string) => {
    const other = names.at(place % names.length) ?? name;
    return html`<a href="${urlFor(pathOf(tag, other), look)}">${label}: ${titleOf(other)}</a>`;
  };
  const head = html`<script type="module" src="/gallery/page.js"></script>
    <script type="module" src="/widgets/drawdown.js"></script>`;
  const body = html`<main>
    <div class="about" lang="en" dir="ltr">
      <h1>${titleOf(name)}</h1>
      <p><code>&lt;${tag}&gt;</code> ${state.about}</p>
      <p class="neighbours">${neighbour(at - 1, 'Previous')} ${neighbour(at + 1, 'Next')}</p>
    </div>
    <div class="ground">
      <div class="box" data-width="${look.width}" data-element="${tag}" data-state="${name}">
        <template><${raw(tag)}
          ${Object.entries(attributes).map(([attribute, value]) => html` ${raw(attribute)}="${value}"`)}
        ></${raw(tag)}></template>
      </div>
    </div>
  </main>`;
  return layout(look, `${titleOf(name)}, ${tag}`, pathOf(tag, name), head, body);
}
