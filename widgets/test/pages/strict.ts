/** Renders every state under a strict content security policy, beside a second copy of Lit. */
import { html, render } from 'lit';
import { FakeServer, problem } from '../fake-server.js';
import { grantsFor, ONE_OF_EACH } from '../grants.js';
import { POOLS } from '../pools.js';

const complaints: string[] = [];
document.addEventListener('securitypolicyviolation', (event) => complaints.push(event.violatedDirective));
window.addEventListener('error', (event) => complaints.push(`error: ${event.message}`));

render(html`<p>The page's own Lit</p>`, document.body.appendChild(document.createElement('div')));

const broken = new FakeServer();
broken.onStream = broken.onBalances = () => problem(503, 'unavailable');
const servers = new Map([
  ['broken', broken],
  ['nobody', new FakeServer()],
]);
for (const [name, balance] of Object.entries(POOLS)) {
  const server = new FakeServer();
  server.balances = [balance];
  if (name !== 'empty') server.grants = grantsFor(ONE_OF_EACH);
  servers.set(name, server);
}
window.fetch = (input, init) => {
  const { pathname } = new URL(input as string);
  const [, name = '', ...path] = pathname.split('/');
  return servers.get(name)?.fetch(`https://credits.example/${path.join('/')}`, init) ?? Promise.reject(new Error(name));
};

const built = '/__built/module/drawdown.js';
await import(built);

function place(tag: keyof HTMLElementTagNameMap, name: string, attributes: Readonly<Record<string, string>>) {
  const element = document.createElement(tag);
  element.setAttribute('api', `${location.origin}/${name}`);
  if (name !== 'nobody') element.setAttribute('token', 'customer-token');
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return document.body.appendChild(element);
}
const elements = [
  ...[...servers.keys()].map((name) => place('credits-balance', name, { 'can-add': '' })),
  ...['healthy', 'broken', 'nobody'].map((name) => place('credits-usage-chart', name, {})),
  ...['healthy', 'empty', 'broken', 'nobody'].map((name) => place('credits-grants-table', name, { 'can-add': '' })),
  place('credits-grants-table', 'healthy', { past: '', sort: 'expires', columns: 'place used priority' }),
  place('credits-utilization-portal', 'healthy', { 'can-add': '' }),
  place('credits-balance', 'low', { locale: 'ja' }),
  place('credits-usage-chart', 'healthy', { view: 'table', range: 'custom', from: '2026-11-01', to: '2026-11-20' }),
];
// Hidden pages get no intersection events.
const busy = () =>
  elements.some(({ shadowRoot }) => shadowRoot?.querySelector('[aria-busy]') !== null) ||
  elements.some((element) => !element.shadowRoot?.querySelector(`[lang=${element.getAttribute('locale') ?? 'en'}]`));
// Timers instead of animation frames, which hidden pages do not get.
do await new Promise((resolve) => setTimeout(resolve, 20));
while (busy());

const texts = elements.map((element) => element.shadowRoot?.querySelector<HTMLElement>('.base')?.innerText);
parent.postMessage({ complaints, texts });

export {};
