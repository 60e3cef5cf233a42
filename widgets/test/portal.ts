import '../entries/credits-utilization-portal.js';
import type { CreditsUtilizationPortalElement } from '../entries/credits-utilization-portal.js';
// Imported early, so that no test waits for the network when the element loads these modules.
import '../portal/portal.js';
import '../usage-chart/looks.js';
import '../usage-chart/plot/plot.js';
import type { Balance } from '../../server/contract/index.js';
import { placeTag } from './mount.js';
import { pool } from './pools.js';
import type { World } from './world.js';
import { settle } from './world.js';

type Options = Readonly<Record<string, string>>;

export const placePortal = (attributes: Options = {}, parent?: ParentNode & Node): CreditsUtilizationPortalElement =>
  placeTag('credits-utilization-portal', { 'time-zone': 'UTC', ...attributes }, parent);

export async function showPortal(
  world: World,
  attributes: Options = {},
  balances: readonly Balance[] = [pool()],
): Promise<CreditsUtilizationPortalElement> {
  world.server.balances = [...balances];
  const element = placePortal(attributes);
  await settle();
  await settle();
  return element;
}

export const rowsOf = (element: Element): string[] =>
  [...(element.shadowRoot?.querySelectorAll<HTMLElement>('tbody tr') ?? [])].map((row) =>
    [...row.children].map((cell) => (cell as HTMLElement).innerText.replace(/\s+/g, ' ').trim()).join(' | '),
  );

export const lastLedger = (world: World): Record<string, string> =>
  Object.fromEntries(new URL(world.server.to('/ledger').pop()?.url ?? 'about:blank').searchParams);
