import '../entries/credits-utilization-portal.js';
import type { CreditsUtilizationPortalElement } from '../entries/credits-utilization-portal.js';
// Fetched before, so that no test waits for the network when the element asks for it.
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

/** A portal of a healthy pool, when everything has come to rest. */
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

/** The rows of the ledger as text. */
export const rowsOf = (element: Element): string[] =>
  [...(element.shadowRoot?.querySelectorAll<HTMLElement>('tbody tr') ?? [])].map((row) =>
    [...row.children].map((cell) => (cell as HTMLElement).innerText.replace(/\s+/g, ' ').trim()).join(' | '),
  );

/** The last question about the ledger. */
export const lastLedger = (world: World): Record<string, string> =>
  Object.fromEntries(new URL(world.server.to('/ledger').pop()?.url ?? 'about:blank').searchParams);
