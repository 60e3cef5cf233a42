import { basename, join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const BUILT = '../../dist/widgets';
const TAGS = ['credits-balance', 'credits-grants-table', 'credits-usage-chart', 'credits-utilization-portal'];

describe('registering elements', () => {
  let registered: string[] = [];

  beforeEach(() => {
    const elements = new Map<string, unknown>();
    const define = (tag: string, element: unknown) => {
      elements.set(tag, element);
      registered.push(tag);
    };
    registered = [];
    vi.resetModules();
    vi.stubGlobal('customElements', { get: (tag: string) => elements.get(tag), define });
  });
  afterEach(() => void vi.unstubAllGlobals());

  const classes = [
    'balance/credits-balance-element',
    'grants-table/credits-grants-table-element',
    'usage-chart/credits-usage-chart-element',
    'portal/credits-utilization-portal-element',
  ];
  test.each([...classes, 'entries/index', 'entries/vue'])('%s.js registers nothing', async (module) => {
    await import(`${BUILT}/${module}.js`);
    expect(registered).toEqual([]);
  });

  test.each(TAGS.slice(0, 3))('%s.js registers only its element', async (tag) => {
    await import(`${BUILT}/entries/${tag}.js`);
    expect(registered).toEqual([tag]);
  });

  test.each(['credits-utilization-portal', 'cdn'])('%s.js registers all elements', async (module) => {
    await import(`${BUILT}/entries/${module}.js`);
    expect(registered.sort()).toEqual(TAGS);
  });
});

/** Bundles `code` as a host would; `now` is loaded with the page, `later` on demand. */
async function modulesOf(
  code: string,
): Promise<{ readonly now: readonly string[]; readonly later: readonly string[] }> {
  const entry = join(process.cwd(), 'page-of-a-host.js');
  const page = {
    name: 'page',
    resolveId: (id: string) => (id === entry ? id : null),
    load: (id: string) => (id === entry ? code : null),
  };
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [page],
    build: { write: false, lib: { entry, formats: ['es'], fileName: 'page' } },
  });
  const { output } = [result].flat()[0] as Rolldown.RolldownOutput;
  const chunks = output.filter((file) => file.type === 'chunk');
  const needed = new Set(chunks.filter(({ isEntry }) => isEntry));
  for (const { imports } of needed)
    chunks.filter(({ fileName }) => imports.includes(fileName)).forEach((one) => needed.add(one));
  const paths = (some: Iterable<Rolldown.OutputChunk>) =>
    [...some].flatMap(({ modules }) => Object.keys(modules).filter((id) => modules[id]?.code));
  return { now: paths(needed), later: paths(chunks.filter((chunk) => !needed.has(chunk))) };
}

const use = (entry: string) => `export * from '${process.cwd()}/dist/widgets/entries/${entry}.js'`;
const ELEMENTS = /widgets\/(balance|grants-table|usage-chart|portal)\//;
const foldersOf = (paths: readonly string[]) =>
  [...new Set(paths.flatMap((path) => ELEMENTS.exec(path)?.[1] ?? []))].sort();
const CHART = /node_modules\/(chart\.js|@kurkle)\//;

describe('the loaded code', () => {
  test('the balance loads no chart, table, portal or language code up front', async () => {
    const { now, later } = await modulesOf(use('credits-balance'));
    expect(foldersOf([...now, ...later])).toEqual(['balance']);
    expect([...now, ...later].filter((path) => /chart|languages/.test(path))).toEqual([]);
    expect(now.filter((path) => /@lit\/task|hiseed/.test(path))).toEqual([]);
  });

  test.each([
    ['credits-usage-chart', 'usage-chart', ['plot.js', 'legend-template.js']],
    ['credits-grants-table', 'grants-table', ['table.js', 'cells.js']],
  ])('%s loads its own code, and chart code only later', async (entry, folder, files) => {
    const { now, later } = await modulesOf(use(entry));
    expect(foldersOf([...now, ...later])).toEqual([folder]);
    expect(now.filter((path) => CHART.test(path))).toEqual([]);
    expect(later.some((path) => CHART.test(path))).toBe(folder === 'usage-chart');
    const names = later.map((path) => basename(path));
    for (const file of files) expect(names).toContain(file);
  });

  test('importing one name of the index loads no element', async () => {
    const code = `export { CreditsError } from '${process.cwd()}/dist/widgets/entries/index.js'`;
    const { now, later } = await modulesOf(code);
    expect([...now, ...later].map((path) => basename(path))).toEqual(['credits-error.js']);
  });
});
