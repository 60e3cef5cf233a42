import { isAccessible } from '../test/accessible.js';
import { choose, enter, placeChart } from '../test/chart.js';
import { problem } from '../test/fake-server.js';
import { pool } from '../test/pools.js';
import { usage } from '../test/usage.js';

const many = Array.from({ length: 9 }, (_, index) => ({ key: `${index}`, name: `${index}`, cents: [100 - index] }));

isAccessible(
  'credits-usage-chart',
  ({ server }) => (server.balances = [pool(), pool({ creditTypeId: 'images', name: 'Images' })]),
  (theme) => placeChart({ theme }),
  {
    'with six and others': [({ server }) => (server.usage = () => usage({}, many))],
    walked: [() => undefined, enter],
    'with one taken out': [() => undefined, (chart) => chart.shadowRoot?.querySelector<HTMLElement>('.entry')?.click()],
    'by custom dates': [() => undefined, (chart) => choose(chart, 'Period', 'custom')],
    'as a table': [() => undefined, (chart) => (chart.view = 'table')],
    loading: [({ server }) => (server.onUsage = () => new Promise(() => undefined))],
    empty: [({ server }) => (server.usage = () => usage({}, []))],
    error: [({ server }) => (server.onUsage = () => problem(503, 'unavailable'))],
  },
);
