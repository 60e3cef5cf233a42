import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { launchBrowser } from '../../demo/harness/browser.js';
import { median } from './rounds.js';
import { TRACED, type Work, workOf } from './trace.js';

/** The limits that docs/widgets.md promises under "Speed", in milliseconds. */
const PAINT_MS = 100;
const DELAY_MS = 50;

const PAGE =
  '<!doctype html><html lang="en"><title>Much data</title><body></body>' +
  '<script type="module" src="/widgets/drawdown.js"></script><script type="module" src="/bench.js"></script></html>';

/** In milliseconds. widgets/test/pages/bench.ts defines each figure. */
type Figures = Readonly<Record<'paint' | 'whole' | 'delay' | 'response', number>>;
type PageFigures = Figures & Work;

type Act = { readonly name: string; readonly does: (page: Page) => Promise<Figures> };

const keys = (name: string, selector: string, key: string, times = 1): Act => ({
  name,
  async does(page) {
    await page.evaluate(`bench.begin('${selector}')`);
    for (let turn = 0; turn < times; turn += 1) await page.keyboard.press(key);
    return page.evaluate<Figures>('bench.end()');
  },
});
const call = (name: string, expression: string): Act => ({
  name,
  does: (page) => pressing(page, page.evaluate<Figures>(`bench.${expression}`)),
});

const WALK = keys('the bars are walked', '[role=slider]', 'ArrowLeft', 10);
const BUTTON = '[part=actions] button';
const NEWS = call('new usage arrives', 'news()');

/** Keyed by the names that widgets/test/pages/bench.ts uses. */
const CASES: Readonly<Record<string, { readonly name: string; readonly acts: readonly Act[] }>> = {
  grants: {
    name: '1,000 grants on one page, sorted ÷ a bare table of the same',
    acts: [keys('sorted by another column', 'th.remaining button', 'Enter'), NEWS],
  },
  chart: {
    name: 'Chart of 400 buckets × 20 series ÷ bare Chart.js of the same',
    acts: [
      keys('a colour is taken out', '[part=legend-entry]', 'Enter'),
      WALK,
      NEWS,
      keys('shown as a table', BUTTON, 'Enter'),
      keys('and as a chart again', BUTTON, 'Enter'),
    ],
  },
  table: { name: 'The same as a table ÷ a bare table', acts: [NEWS] },
  balance: { name: '50 pools ÷ bare paragraphs', acts: [] },
  ledger: {
    name: 'A page of a ledger of 10,000 rows ÷ a bare table',
    acts: [
      keys('the next pages', '[part=ledger-pages] button:last-child', 'Enter', 5),
      call('by day', `choose('Rows', 'day')`),
    ],
  },
  portal: { name: 'The portal with all of it ÷ the bare ones together', acts: [WALK, NEWS] },
};

export async function benchWidgets(rounds: number): Promise<void> {
  const [served, browser] = await Promise.all([serve(), launchBrowser()]);
  try {
    for (const [id, { name, acts }] of Object.entries(CASES)) {
      const found = new Map<string, PageFigures[]>();
      for (let round = 0; round < rounds; round += 1) {
        const page = await open(browser, served.url);
        const measure = async ({ name: what, does }: Act) =>
          found.set(what, [...(found.get(what) ?? []), await traced(browser, page, does)]);
        const ours = [call('ours', `ours('${id}')`), ...acts];
        const bare = [call('bare', `bare('${id}')`)];
        // The first side warms the browser for the second, so the sides take turns.
        for (const act of round % 2 ? [...bare, ...ours] : [...ours, ...bare]) await measure(act);
        await page.close();
      }
      print(name, found);
    }
  } finally {
    await browser.close();
    served.close();
  }
}

async function open(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  page.on('pageerror', (error) => console.error(error));
  await page.goto(url);
  await page.waitForFunction('window.bench');
  await page.evaluate('bench.prepare()');
  return page;
}

async function traced(browser: Browser, page: Page, does: Act['does']): Promise<PageFigures> {
  await browser.startTracing(page, { categories: TRACED });
  const figures = await does(page);
  return { ...figures, ...workOf(await browser.stopTracing()) };
}

/** Presses a key without effect until the task has finished, so that input delay is measured. */
async function pressing<T>(page: Page, task: Promise<T>): Promise<T> {
  const state = { isDone: false };
  const finished = task.finally(() => (state.isDone = true));
  while (!state.isDone) await page.keyboard.press('Shift');
  return finished;
}

const ms = (value: number) => `${value.toFixed(0)} ms`;
const within = (value: number, most: number) => `${ms(value)} (${value <= most ? 'within' : 'above'} ${most})`;

function print(name: string, found: ReadonlyMap<string, readonly PageFigures[]>): void {
  const middle = (what: string, of: keyof PageFigures) => median((found.get(what) ?? []).map((one) => one[of]));
  const ratio = (of: keyof PageFigures) => (middle('ours', of) / middle('bare', of)).toFixed(2);
  console.log(name);
  console.log(
    `  first paint ${within(middle('ours', 'paint'), PAINT_MS)}, ${ms(middle('ours', 'toPaint'))} of it work, ` +
      `${ratio('toPaint')} of the bare; all there in ${ms(middle('ours', 'whole'))}`,
  );
  for (const what of found.keys()) {
    if (what === 'bare') continue;
    const label = what === 'ours' ? `longest task, ${ratio('longest')} of the bare:` : `${what}:`;
    console.log(
      `  ${label} ${within(middle(what, 'longest'), DELAY_MS)}; a key waits ${within(middle(what, 'delay'), DELAY_MS)}` +
        (what === 'ours' ? '' : `, its frame is there in ${ms(middle(what, 'response'))}`),
    );
  }
}

async function serve(): Promise<{ url: string; close(): void }> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: 'widgets/test/pages/bench.ts', formats: ['es'], fileName: 'bench' },
    },
  });
  const [output] = [result].flat();
  if (!output || !('output' in output)) throw new Error('The page was not built');
  const { code } = output.output[0];
  const server = createServer((request, response) => {
    const name = request.url ?? '/';
    const answer = (type: string, body: string | Buffer) => response.setHeader('Content-Type', type).end(body);
    if (name === '/') answer('text/html', PAGE);
    else if (name === '/bench.js') answer('text/javascript', code);
    else
      readFile(join('dist/widgets/cdn', name.replace('/widgets/', ''))).then(
        (body) => answer('text/javascript', body),
        () => response.writeHead(404).end(),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
