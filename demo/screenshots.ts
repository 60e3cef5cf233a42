import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from './harness/browser.js';
import { startDemo } from './harness/start.js';

/** `tsx demo/screenshots.ts [folder]` takes the pictures of the README; `--states` takes pictures of every customer. */
const [folder = 'docs/images'] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const everyState = process.argv.includes('--states');

type Shot = {
  readonly name: string;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  readonly click?: string;
  readonly scale?: number;
};

const desktop = { width: 1280, height: 1080 };
const phone = { width: 360, height: 780 };

const README: readonly Shot[] = [
  { name: 'demo-dark', path: '?customer=basalt', scheme: 'dark', ...desktop, click: 'message' },
  {
    name: 'demo-arabic',
    path: '?customer=aurora&language=ar',
    scheme: 'light',
    ...desktop,
    height: 900,
    click: 'image',
  },
  { name: 'demo-portal', path: 'portal?customer=aurora', scheme: 'light', ...desktop },
  { name: 'demo-phone', path: '?customer=delta', scheme: 'dark', ...phone, scale: 1.5 },
  { name: 'demo-light', path: '?customer=aurora', scheme: 'light', ...desktop, click: 'batch' },
];

const STATES: readonly Shot[] = ['aurora', 'basalt', 'cinder', 'delta', 'ember'].flatMap((customer) => [
  {
    name: `${customer}-light`,
    path: `?customer=${customer}`,
    scheme: 'light',
    ...desktop,
    height: 1400,
    click: 'image',
  },
  {
    name: `${customer}-dark-phone`,
    path: `?customer=${customer}`,
    scheme: 'dark',
    ...phone,
    height: 2100,
    click: 'image',
  },
]);

const scratch = mkdtempSync(join(tmpdir(), 'drawdown-shots-'));
mkdirSync(folder, { recursive: true });
const demo = await startDemo(join(scratch, 'demo.db'));
const browser = await launchBrowser();
try {
  for (const shot of everyState ? STATES : README) {
    const { width, height, scheme, path, click, name, scale = 1 } = shot;
    const page = await browser.newPage({
      viewport: { width, height },
      colorScheme: scheme,
      deviceScaleFactor: scale,
      reducedMotion: 'reduce',
    });
    await page.goto(`${demo.url}${path}`);
    await page.waitForFunction(() =>
      document.querySelector('credits-balance, credits-utilization-portal')?.matches(':state(live)'),
    );
    await page.locator('#ledger[aria-busy]').waitFor({ state: 'detached' });
    await page.locator('credits-usage-chart [part="footer"] .freshness').waitFor();
    // On a phone the chart is off screen and not drawn yet. A new customer has none.
    const bars = page.locator('credits-usage-chart canvas');
    if (width > phone.width && (await bars.count()) > 0)
      await page.locator('credits-usage-chart canvas[style]').waitFor();
    if (click) {
      await page.click(`[data-action=${click}]`);
      await page.mouse.move(0, 0);
      await page.locator('#result .cost:not(:empty), #refusal:not([hidden])').first().waitFor();
      await page.waitForFunction(() => document.querySelector<HTMLImageElement>('#picture')?.complete);
      if (await page.locator('#refusal').isHidden()) await page.locator('#ledger .new').first().waitFor();
    }
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await page.close();
  }
} finally {
  await browser.close();
  await demo.stop();
  rmSync(scratch, { recursive: true, force: true });
}
