/**
 * Replaces the server and the clock before the element uses them, and brings the element into its state. Then sets
 * `data-settled` on the box, which tests wait for.
 */
import { FakeServer } from '../../widgets/test/fake-server.js';
import { NOW_MS } from '../../widgets/test/pools.js';
import { findAll, STATES, type Tag } from '../../widgets/test/states/index.js';

/** The text spacing of WCAG 1.4.12, applied in every shadow root. */
const SPACED = `* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important; }`;

const box = required(document.querySelector<HTMLElement>('.box'));
const content = document.importNode(required(box.querySelector('template')).content, true);
const element = required(content.querySelector<HTMLElement>('*'));
const state = required(STATES[box.dataset['element'] as Tag][box.dataset['state'] ?? '']);
const server = new FakeServer();
state.serve?.(server);

Object.assign(window, { fetch: server.fetch });
// The clock stands still, so that relative times do not change.
Date.now = () => NOW_MS;
// A state that goes offline stays offline when the page regains the focus.
window.addEventListener('offline', () => Object.defineProperty(navigator, 'onLine', { value: false }));

function required<T>(value: T | null | undefined): T {
  if (value == null) throw new Error('This is not a page of the gallery');
  return value;
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

const holds = (names: readonly string[]): boolean => names.every((name) => element.matches(`:state(${name})`));

function isAtRest(): boolean {
  const root = element.shadowRoot;
  if (!root || element.matches(':state(loading)') !== (state.isBusy ?? false)) return false;
  const busy = findAll(root, '[aria-busy=true], .bone').length > 0;
  // Chart.js sets a style on a canvas when it draws.
  const undrawn = findAll<HTMLCanvasElement>(root, 'canvas').some(({ style }) => !style.length);
  return busy === (state.isBusy ?? false) && !undrawn;
}

/** The condition must hold in two successive frames. */
async function until(condition: () => boolean): Promise<void> {
  for (let frames = 0; frames < 2; frames = condition() ? frames + 1 : 0) await frame();
}

function spaceText(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SPACED);
  const roots = [element, ...findAll(required(element.shadowRoot), '*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  for (const root of roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

// Fonts must load before the element, because a canvas is not redrawn when a font arrives.
await Promise.all([400, 500, 600].map((weight) => document.fonts.load(`${weight} 16px Inter`)));
box.replaceChildren(content);
await customElements.whenDefined(element.localName);
await until(isAtRest);
for (const step of state.steps ?? []) {
  step(element, server);
  await until(isAtRest);
}
await until(() => holds(state.holds) && isAtRest());
if (document.documentElement.dataset['text'] === 'spaced') spaceText();
await document.fonts.ready;
await until(isAtRest);
box.dataset['settled'] = '';
