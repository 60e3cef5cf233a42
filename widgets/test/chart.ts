import type { CreditsUsageChartElement } from '../entries/credits-usage-chart.js';
// Imported early, so that no test waits for the network when the element loads these modules.
import '../usage-chart/looks.js';
import '../usage-chart/plot/plot.js';
import type { Balance } from '../../server/contract/index.js';
import { placeTag, query } from './mount.js';
import { pool } from './pools.js';
import type { World } from './world.js';
import { settle } from './world.js';

type Options = Readonly<Record<string, string>>;

const real = { IntersectionObserver, matchMedia };

/** Hidden pages get no intersection events, so tests replace the observer and turn off motion. */
export class FakeIntersections {
  static all: FakeIntersections[] = [];
  /** Whether elements are near the window as soon as they are observed. */
  static near = true;

  constructor(private readonly tell: IntersectionObserverCallback) {
    FakeIntersections.all.push(this);
  }

  static install(): void {
    FakeIntersections.all = [];
    FakeIntersections.near = true;
    Object.assign(globalThis, { IntersectionObserver: FakeIntersections, matchMedia: () => ({ matches: true }) });
  }

  static restore(): void {
    Object.assign(globalThis, real);
  }

  observe(): void {
    if (FakeIntersections.near) queueMicrotask(() => this.come());
  }

  come(): void {
    this.tell([{ isIntersecting: true } as IntersectionObserverEntry], this as unknown as IntersectionObserver);
  }

  disconnect(): void {
    FakeIntersections.all = FakeIntersections.all.filter((other) => other !== this);
  }
}

export const placeChart = (attributes: Options = {}, parent?: ParentNode & Node): CreditsUsageChartElement =>
  placeTag('credits-usage-chart', { 'time-zone': 'UTC', ...attributes }, parent);

export async function showChart(
  world: World,
  attributes: Options = {},
  balances: readonly Balance[] = [pool()],
): Promise<CreditsUsageChartElement> {
  world.server.balances = [...balances];
  const element = placeChart(attributes);
  await settle();
  return element;
}

export async function choose(element: Element, label: string, value: string): Promise<void> {
  const select = query(element, `select[aria-label="${label}"]`) as HTMLSelectElement;
  select.value = value;
  select.dispatchEvent(new Event('change'));
  await settle();
}

/** A hidden page cannot focus elements, so this dispatches the focus event. */
export async function enter(element: Element): Promise<HTMLElement> {
  const walk = query(element, '[role=slider]')!;
  walk.dispatchEvent(new FocusEvent('focus'));
  await settle();
  return walk;
}

/** The query of the last request. */
export const lastQuery = (world: World, path = '/usage'): URLSearchParams =>
  new URL(world.server.to(path).pop()?.url ?? 'about:blank').searchParams;

/** The number of painted pixels of the canvas. */
export function inkOf(element: Element): number {
  const canvas = query(element, 'canvas') as HTMLCanvasElement;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, index) => index % 4 === 3 && value > 0).length;
}

export const rowsOf = (element: Element): string[][] =>
  [...(element.shadowRoot?.querySelectorAll('table tr') ?? [])].map((row) =>
    [...row.children].map((cell) => (cell as HTMLElement).innerText.trim()),
  );
