import { isAccessible } from '../test/accessible.js';
import { problem } from '../test/fake-server.js';
import { grantsFor, ONE_OF_EACH } from '../test/grants.js';
import { placeGrants } from '../test/grants-table.js';
import { images, pool } from '../test/pools.js';

isAccessible(
  'credits-grants-table',
  ({ server }) => Object.assign(server, { balances: [pool(), images], grants: grantsFor(ONE_OF_EACH) }),
  (theme) => placeGrants({ theme, 'can-add': '' }),
  {
    'with past ones, sorted, every column': [
      () => undefined,
      (table) => Object.assign(table, { past: true, sort: '-remaining', columns: 'place used priority', pageSize: 4 }),
    ],
    cards: [() => document.body.style.setProperty('inline-size', '360px'), (table) => (table.past = true)],
    loading: [({ server }) => (server.onGrants = () => new Promise(() => undefined))],
    empty: [({ server }) => (server.grants = grantsFor([]))],
    'with past ones alone': [({ server }) => (server.grants = grantsFor(ONE_OF_EACH.slice(5)))],
    error: [({ server }) => (server.onGrants = () => problem(503, 'unavailable'))],
  },
);
