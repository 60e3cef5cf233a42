/**
 * The page of one state: stands in for the server and the clock before the element asks for them, and takes the element
 * to its state. `data-settled` on the box says that it is there and stays as it is.
 */
import { FakeServer } from '../../widgets/test/fake-server.js';
import { NOW_MS } from '../../widgets/test/pools.js';
import type { Tag } from '../../widgets/test/states/index.js';
import { findAll, STATES } from '../../widgets/test/states/index.js';

/** WCAG 1.4.12: what readers may set, in every root. */
const SPACED = `* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important; }`;

const box = there(document.querySelector<HTMLElement>('.box'));
const content = document.importNode(there(box.querySelector('template')).content, true);
const element = there(content.querySelector<HTMLElement>('*'));
const state = there(STATES[box.dataset['element'] as Tag][box.dataset['state'] ?? '']);
const server = new FakeServer();
state.serve?.(server);

Object.assign(window, { fetch: server.fetch });
// It stands still, so that "2 minutes ago" stays that.
Date.now = () => NOW_MS;
// Who goes offline here stays so when the page is looked at again.
window.addEventListener('offline', () => Object.defineProperty(navigator, 'onLine', { value: false }));

function there<T>(value: T | null | undefined): T {
  if (value == null) throw new Error('This is not a page of the gallery');
  return value;
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

const holds = (names: readonly string[]): boolean => names.every((name) => element.matches(`:state(${name})`));

/** Nothing is on its way, unless it is so for ever, and what is drawn is drawn. */
function isAtRest(): boolean {
  const root = element.shadowRoot;
  if (!root || element.matches(':state(loading)') !== (state.isBusy ?? false)) return false;
  const busy = findAll(root, '[aria-busy=true], .bone').length > 0;
  // Chart.js gives a canvas its size by a style.
  const undrawn = findAll<HTMLCanvasElement>(root, 'canvas').some(({ style }) => !style.length);
  return busy === (state.isBusy ?? false) && !undrawn;
}

/** Waits until that is so, two frames in a row. */
async function until(condition: () => boolean): Promise<void> {
  for (let frames = 0; frames < 2; frames = condition() ? frames + 1 : 0) await frame();
}

function space(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SPACED);
  const roots = [element, ...findAll(there(element.shadowRoot), '*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  for (const root of roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

// Before the element: what is drawn on a canvas is not drawn anew when its letters arrive.
await Promise.all([400, 500, 600].map((weight) => document.fonts.load(`${weight} 16px Inter`)));
box.replaceChildren(content);
await customElements.whenDefined(element.localName);
await until(isAtRest);
for (const step of state.steps ?? []) {
  step(element, server);
  await until(isAtRest);
}
await until(() => holds(state.holds) && isAtRest());
if (document.documentElement.dataset['text'] === 'spaced') space();
await document.fonts.ready;
await until(isAtRest);
box.dataset['settled'] = '';
