import type { CreditsGrantsTableElement } from '../entries/credits-grants-table.js';
// Imported early, so that no test waits for the network when the element loads the module.
import '../grants-table/table.js';
import type { Balance, CustomerGrant } from '../../server/contract/index.js';
import { grantsFor, ONE_OF_EACH } from './grants.js';
import { placeTag } from './mount.js';
import { pool } from './pools.js';
import type { World } from './world.js';
import { settle } from './world.js';

type Options = Readonly<Record<string, string>>;

export const placeGrants = (attributes: Options = {}, parent?: ParentNode & Node): CreditsGrantsTableElement =>
  placeTag('credits-grants-table', { 'time-zone': 'UTC', ...attributes }, parent);

export async function showGrants(
  world: World,
  attributes: Options = {},
  grants: readonly CustomerGrant[] = ONE_OF_EACH,
  balances: readonly Balance[] = [pool()],
): Promise<CreditsGrantsTableElement> {
  world.server.balances = [...balances];
  world.server.grants = grantsFor(grants);
  const element = placeGrants(attributes);
  await settle();
  return element;
}

export const rowsOf = (element: Element): string[][] =>
  [...(element.shadowRoot?.querySelectorAll('tbody tr') ?? [])].map((row) =>
    [...row.children].map((cell) => (cell as HTMLElement).innerText.replace(/\s+/g, ' ').trim()),
  );

/** The queries of list requests, without their constant parameters. */
export const listsOf = (world: World): URLSearchParams[] =>
  world.server
    .to('/grants')
    .map(({ url }) => new URL(url).searchParams)
    .filter((query) => !query.has('groupBy'));
