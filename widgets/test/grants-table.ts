import type { CreditsGrantsTableElement } from '../entries/credits-grants-table.js';
// Fetched before, so that no test waits for the network when the element asks for it.
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

/** The grants of a healthy pool, when everything has come to rest. */
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

/** The rows of the body as lines of text, one for each cell. */
export const rowsOf = (element: Element): string[][] =>
  [...(element.shadowRoot?.querySelectorAll('tbody tr') ?? [])].map((row) =>
    [...row.children].map((cell) => (cell as HTMLElement).innerText.replace(/\s+/g, ' ').trim()),
  );

/** What the server was asked for lists, without what is always the same. */
export const listsOf = (world: World): URLSearchParams[] =>
  world.server
    .to('/grants')
    .map(({ url }) => new URL(url).searchParams)
    .filter((query) => !query.has('groupBy'));
