/**
 * The page of `npm run bench widgets`: gives much data to a waiting element, or to the barest code that shows the same.
 * The elements come from the built script; the server runs in the page, so that no network time counts.
 */
import type { ChartDataset } from 'chart.js';
import { BarController, BarElement, CategoryScale, Chart, LinearScale } from 'chart.js';
import type { Balance } from '../../../server/contract/index.js';
import { API, FakeServer } from '../fake-server.js';
import { grantsFor } from '../grants.js';
import { manyDays, manyEntries, manyGrants, manyPools, manyUsage, pageOf } from '../many.js';
import { pool } from '../pools.js';

type Case = {
  readonly tag: keyof HTMLElementTagNameMap;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly balances?: readonly Balance[];
  /** A selector, the count that the first frame must show, and the full count. */
  readonly shows: readonly [selector: string, first: number, all: number];
  readonly bare: (place: HTMLElement) => void;
};

/** All in milliseconds. */
type Figures = {
  /** From the arrival of the data to the end of the first frame that shows it. */
  readonly paint: number;
  /** The longest time from a real key press to the first line of code that handles it. */
  readonly delay: number;
  /** The longest time from a real key press to the end of the next frame. */
  readonly response: number;
  /** From the arrival of the data until nothing changes any more. */
  readonly whole: number;
};

/** Every effect of an action follows within this time. */
const REST_MS = 500;

type Milestones = { readonly first: () => boolean; readonly all: () => boolean };
const AT_ONCE: Milestones = { first: () => true, all: () => true };

const data = {
  grants: manyGrants(),
  usage: manyUsage(),
  pools: manyPools(),
  entries: manyEntries(),
  days: manyDays(),
};

const cellsOf = (values: readonly unknown[]) => values.map((value) => `<td>${String(value)}</td>`).join('');
const tableOf = (rows: readonly (readonly unknown[])[]) => (place: HTMLElement) => {
  place.innerHTML = `<table>${rows.map((row) => `<tr>${cellsOf(row)}</tr>`).join('')}</table>`;
};
const grantRows = data.grants.map((one) => [
  `${one.reason ?? one.source} ${one.category}`,
  one.status,
  `${one.remaining} of ${one.amount} <svg><rect width="50%" height="4"></rect></svg>`,
  one.effectiveAt,
  one.expiresAt,
]);
const usageRows = data.usage.buckets.map((at, index) => [
  at,
  ...data.usage.series.slice(0, 8).map((s) => s.values[index]),
]);
const entryRows = data.entries.map((one) => [one.at, `${one.featureId} ${one.eventId}`, one.delta, one.balanceAfter]);
const poolCards = (place: HTMLElement) => {
  place.innerHTML = data.pools
    .map((one) => `<p>${one.name} <b>${one.balance}</b> <meter value="0.5"></meter></p>`)
    .join('');
};
const bareChart = (place: HTMLElement) => {
  place.innerHTML = '<div><canvas></canvas></div>';
  place.firstElementChild?.setAttribute('style', 'height: 300px');
  Chart.register(BarController, BarElement, CategoryScale, LinearScale);
  const datasets = data.usage.series.map(({ values }): ChartDataset<'bar'> => ({
    data: values.map(Number),
    backgroundColor: '#459ec2',
  }));
  const scales = { x: { stacked: true }, y: { stacked: true } };
  const labels = [...data.usage.buckets];
  const options = { animation: false as const, maintainAspectRatio: false, events: [], scales };
  new Chart(place.querySelector('canvas')!, { type: 'bar', data: { labels, datasets }, options });
};

const custom = { range: 'custom', from: '2026-11-06', to: '2026-11-23', interval: 'hour' };
/** Keyed by the names that the program passes. */
const CASES = {
  grants: {
    tag: 'credits-grants-table',
    attributes: { past: '', sort: 'expires', 'page-size': '1000' },
    shows: ['tbody tr', 20, 1_000],
    bare: tableOf(grantRows),
  },
  chart: { tag: 'credits-usage-chart', attributes: custom, shows: ['canvas[style]', 1, 1], bare: bareChart },
  table: {
    tag: 'credits-usage-chart',
    attributes: { ...custom, view: 'table' },
    shows: ['tbody tr', 20, 400],
    bare: tableOf(usageRows),
  },
  balance: { tag: 'credits-balance', balances: data.pools, shows: ['[part=number]', 50, 50], bare: poolCards },
  ledger: {
    tag: 'credits-utilization-portal',
    attributes: { hide: 'balance alerts projection history usage grants' },
    shows: ['tbody tr', 20, 20],
    bare: tableOf(entryRows.slice(0, 20)),
  },
  portal: {
    tag: 'credits-utilization-portal',
    balances: data.pools,
    attributes: { ...custom },
    shows: ['tbody tr', 20, 20],
    bare(place) {
      const parts = [poolCards, bareChart, tableOf(grantRows.slice(0, 10)), tableOf(entryRows.slice(0, 20))];
      for (const part of parts) part(place.appendChild(document.createElement('div')));
    },
  },
} satisfies Record<string, Case>;

const server = new FakeServer();
let gate: Promise<void> = Promise.resolve();
window.fetch = async (input, init) => {
  await gate;
  return server.fetch(input as string, init);
};

function count(root: ParentNode, selector: string): number {
  const inside = [...root.querySelectorAll('*')].reduce(
    (sum, { shadowRoot }) => sum + (shadowRoot ? count(shadowRoot, selector) : 0),
    0,
  );
  return inside + root.querySelectorAll(selector).length;
}

/** A message that is posted in a frame arrives after the frame. */
const afterFrame = (): Promise<number> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  });

/** Runs an action, and waits until its result is visible, nothing changes any more, and no more keys may come. */
async function measured(start: () => unknown, { first, all }: Milestones = AT_ONCE): Promise<Figures> {
  const found = { delay: 0, response: 0 };
  const longest = (name: keyof typeof found, ms: number) => (found[name] = Math.max(found[name], ms));
  const onKey = ({ timeStamp }: KeyboardEvent) => {
    longest('delay', performance.now() - timeStamp);
    void afterFrame().then((now) => longest('response', now - timeStamp));
  };
  addEventListener('keydown', onKey, { capture: true });
  const begun = performance.now();
  performance.mark('begun');
  start();
  let paint = await afterFrame();
  while (!first()) paint = await afterFrame();
  performance.mark('painted');
  let whole = paint;
  while (!all()) whole = await afterFrame();
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  performance.mark('ended');
  removeEventListener('keydown', onKey, { capture: true });
  return { ...found, paint: paint - begun, whole: whole - begun };
}

function place(tag: string, attributes: Readonly<Record<string, string>> = {}): HTMLElement {
  const element = document.createElement(tag);
  const all = { api: API, token: 'customer-token', 'time-zone': 'UTC', ...attributes };
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  document.body.replaceChildren(element);
  return element;
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 400));

async function prepare(): Promise<void> {
  server.balances = [pool()];
  server.grants = grantsFor(manyGrants(3));
  server.usage = () => manyUsage(3, 2);
  server.ledger = (query) => pageOf(data.entries, query);
  for (const view of ['table', 'chart']) {
    place('credits-usage-chart', { view });
    await settled();
  }
  place('credits-utilization-portal');
  await settled();
}

async function ours(name: keyof typeof CASES): Promise<Figures> {
  const { tag, attributes, balances, shows }: Case = CASES[name];
  server.balances = [...(balances ?? [pool()])];
  server.grants = grantsFor(data.grants);
  server.usage = () => data.usage;
  server.ledger = (query) => (query.get('groupBy') === 'day' ? pageOf(data.days, query) : pageOf(data.entries, query));
  let open: () => void = () => undefined;
  gate = new Promise((resolve) => (open = resolve));
  place(tag, attributes);
  await settled();
  const [selector, first, all] = shows;
  const has = (least: number) => () => count(document, selector) >= least;
  return measured(open, { first: has(first), all: has(all) });
}

function find(root: ParentNode, selector: string): HTMLElement | null {
  const here = root.querySelector<HTMLElement>(selector);
  return [...root.querySelectorAll('*')].reduce<HTMLElement | null>(
    (found, { shadowRoot }) => found ?? (shadowRoot && find(shadowRoot, selector)),
    here,
  );
}

let acted: Promise<Figures>;
let isDone = true;

function begin(selector: string): void {
  const target = find(document, selector);
  if (!target) throw new Error(`no ${selector}`);
  target.focus();
  isDone = false;
  acted = measured(() => undefined, { first: () => true, all: () => isDone });
}

function end(): Promise<Figures> {
  isDone = true;
  return acted;
}

/** Changes a select directly, because a headless browser cannot open its list. */
function choose(label: string, value: string): Promise<Figures> {
  const select = find(document, `select[aria-label="${label}"]`) as HTMLSelectElement;
  return measured(() => {
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

/** Changes the pool, which makes an element request its data again and show more. */
function news(): Promise<Figures> {
  version += 1;
  const [last = ''] = data.usage.series[0]?.values.slice(-1) ?? [];
  const series = data.usage.series.map((one, index) =>
    index ? one : { ...one, values: [...one.values.slice(0, -1), String(Number(last) + version)] },
  );
  server.usage = () => ({ ...data.usage, series });
  return measured(() => server.change(pool({ version })));
}
let version = 1;

async function bare(name: keyof typeof CASES): Promise<Figures> {
  document.body.replaceChildren(document.createElement('div'));
  const one: Case = CASES[name];
  await settled();
  return measured(() => one.bare(document.body.firstElementChild as HTMLElement));
}

Object.assign(window, { bench: { prepare, ours, bare, begin, end, choose, news } });
