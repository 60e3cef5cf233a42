import { hostStyles } from '../kit/styles/host.js';
import { ENGLISH } from '../kit/strings/all.js';
import type { StringsOverride } from '../kit/strings/strings.js';
import { choose, enter, FakeIntersections, lastQuery, placeChart, rowsOf, showChart } from '../test/chart.js';
import { expect } from '../test/expect.js';
import { json } from '../test/fake-server.js';
import { collect, query, textOf } from '../test/mount.js';
import { pool, POOLS } from '../test/pools.js';
import { usage, usageFor } from '../test/usage.js';
import { settle, World } from '../test/world.js';
import { CreditsUsageChartElement } from './credits-usage-chart-element.js';
import { skeletonStyles } from './skeleton.js';
import { styles as usageChartStyles } from './looks.js';

describe('<credits-usage-chart> as an element', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    FakeIntersections.install();
  });
  afterEach(async () => {
    world.end();
    document.documentElement.removeAttribute('dir');
    await settle();
    FakeIntersections.restore();
  });

  it('asks for what is chosen, and tells the page', async () => {
    const element = await showChart(world, { 'time-zone': 'Asia/Tokyo' });
    const told = collect(document.body, 'credits-range-change');
    expect(Object.fromEntries(lastQuery(world))).to.deep.equal({
      creditTypeId: 'ai-tokens',
      from: '2026-11-16T15:00:00.000Z',
      to: '2026-11-23T15:00:00.000Z',
      interval: 'day',
      groupBy: 'feature',
      timeZone: 'Asia/Tokyo',
    });
    expect(textOf(element, '[part=period]')).to.equal('Nov 17 – 23, 2026 · Times in Asia/Tokyo');
    await choose(element, 'Period', '12m');
    await choose(element, 'Bars', 'week');
    await choose(element, 'Split', 'user');
    expect([lastQuery(world).get('interval'), lastQuery(world).get('groupBy')]).to.deep.equal(['week', 'user']);
    expect(textOf(element, '[part=change]')).to.contain('12 months before');
    expect(textOf(element, '.legend')).to.contain('No user');
    expect(told.map(({ range, interval, groupBy }) => [range, interval, groupBy])).to.deep.equal([
      ['12m', 'month', 'feature'],
      ['12m', 'week', 'feature'],
      ['12m', 'week', 'user'],
    ]);
    await choose(element, 'Period', '24h');
    expect(lastQuery(world).get('interval')).to.equal('hour');
    element.range = '7d';
    await settle();
    expect(told.length).to.equal(4);
  });

  it('takes custom dates, both included', async () => {
    const element = await showChart(world);
    await choose(element, 'Period', 'custom');
    const [from, to] = element.shadowRoot!.querySelectorAll<HTMLInputElement>('input[type=date]');
    expect([from?.value, to?.value]).to.deep.equal(['2026-11-17', '2026-11-23']);
    const set = async (input: HTMLInputElement | undefined, value: string) => {
      Object.assign(input!, { value });
      input?.dispatchEvent(new Event('change'));
      await settle();
    };
    await set(to, '2026-11-20');
    expect(lastQuery(world).get('to')).to.equal('2026-11-21T00:00:00.000Z');
    const asked = world.server.to('/usage').length;
    await set(from, '2026-11-22');
    await set(from, '');
    expect(world.server.to('/usage').length).to.equal(asked);
    expect(textOf(element, '[part=period]')).to.equal('Nov 17 – 20, 2026');
  });

  it('is made of its attributes, whatever they are', async () => {
    const given = { range: 'custom', from: '2026-10-01', to: '2026-10-31', interval: 'week', 'group-by': 'none' };
    const element = await showChart(world, given);
    expect([lastQuery(world).get('from'), lastQuery(world).get('groupBy')]).to.deep.equal([
      '2026-10-01T00:00:00.000Z',
      'none',
    ]);
    expect(textOf(element, '.legend')).to.contain('All usage');
    for (const wrong of ['', 'x', 'constructor', '<b>']) {
      const odd = await showChart(world, {
        range: wrong,
        from: wrong,
        interval: wrong,
        'group-by': wrong,
        view: wrong,
      });
      expect(lastQuery(world).get('interval'), wrong).to.equal('day');
      odd.remove();
    }
  });

  it('never paints an answer to an older question', async () => {
    const element = await showChart(world);
    const answers: (() => void)[] = [];
    world.server.onUsage = ({ url }) =>
      new Promise((resolve) => answers.push(() => resolve(json(usageFor(new URL(url).searchParams)))));
    await choose(element, 'Period', '30d');
    expect(query(element, '.base')?.getAttribute('aria-busy')).to.equal('true');
    await choose(element, 'Period', '24h');
    answers.reverse().forEach((answer) => answer());
    await settle();
    expect(textOf(element, '[part=change]')).to.contain('24 hours before');
    expect(element.getData()?.interval).to.equal('hour');
    expect(query(element, '.base')?.hasAttribute('aria-busy')).to.equal(false);
  });

  it('grows with new usage, soon but not more than once a second', async () => {
    const element = await showChart(world, { view: 'table' });
    let last = 100;
    world.server.usage = () => usage({}, [{ cents: [0, 0, 0, 0, 0, 0, last] }]);
    const asked = world.server.to('/usage').length;
    await world.pass(1_000);
    for (let version = 2; version < 12; version += 1) {
      last += 50;
      world.server.change(pool({ version }));
      await world.pass(100);
    }
    await world.pass(2_000);
    expect(textOf(element, '.number')).to.equal('6');
    expect(rowsOf(element).at(-2)).to.deep.equal(['Mon, Nov 23, 2026, so far', '6', '6']);
    expect(world.server.to('/usage').length - asked).to.be.within(2, 4);
  });

  it('asks once where it is not live', async () => {
    const element = await showChart(world, { live: 'off' });
    world.server.balances = [pool({ version: 9 })];
    await world.pass(120_000);
    expect([world.server.to('/usage').length, world.server.streams.length]).to.deep.equal([1, 0]);
    await element.refresh();
    expect(world.server.to('/usage').length).to.equal(2);
  });

  it('shows the same numbers as a table, to the last digit', async () => {
    const series = [
      { key: 'b', name: 'Bee', cents: [1, 2, 3, 4, 5, 6, 7], total: '0.28' },
      {
        key: 'a',
        name: 'Ant',
        values: ['0.000001', '0', '0', '0', '0', '0', '12345.5'],
        total: '12345.500001',
        cents: [],
      },
    ];
    world.server.usage = () => usage({ total: '12345.780001' }, [series[1]!, series[0]!]);
    const element = await showChart(world);
    const button = [...element.shadowRoot!.querySelectorAll('button')].find((one) => one.innerText === 'Show as table');
    button?.focus();
    button?.click();
    await settle();
    const rows = rowsOf(element);
    expect(rows[0]).to.deep.equal(['Time', 'Ant', 'Bee', 'Total']);
    expect(rows[1]).to.deep.equal(['Tue, Nov 17, 2026', '0.000001', '0.01', '0.010001']);
    expect(rows.at(-1)).to.deep.equal(['Total', '12,345.500001', '0.28', '12,345.780001']);
    expect(rows.length).to.equal(9);
    expect(query(element, 'caption')?.innerText).to.equal('AI Tokens usage, Nov 17 – 23, 2026');
    expect([button?.innerText, element.shadowRoot?.activeElement === button]).to.deep.equal(['Show as chart', true]);
    expect(query(element, 'canvas')).to.equal(null);
  });

  it('in a right-to-left page names stand beside their colors, whatever their own direction', async () => {
    document.documentElement.dir = 'rtl';
    const element = await showChart(world);
    const entries = [...element.shadowRoot!.querySelectorAll('.legend .entry')];
    expect(entries.length).to.be.greaterThan(1);
    for (const entry of entries) {
      const [swatch, name, value, share] = ['.swatch', '.name bdi', '.value bdi', '.percent bdi'].map((selector) =>
        entry.querySelector(selector)!.getBoundingClientRect(),
      );
      expect(swatch!.left - name!.right).to.be.within(0, 20);
      // Numbers end at the left, where the line ends.
      expect(share!.left - entry.getBoundingClientRect().left).to.be.most(12);
      expect(value!.left).to.be.greaterThan(share!.right - 1);
    }
    document.documentElement.removeAttribute('dir');
  });

  it('hands a file over unless the page does, and says when it cannot', async () => {
    const element = await showChart(world);
    const made: string[] = [];
    const { createObjectURL: create, revokeObjectURL: revoke } = URL;
    const { click } = HTMLAnchorElement.prototype;
    const revoked: string[] = [];
    URL.createObjectURL = () => 'blob:x';
    URL.revokeObjectURL = (url) => revoked.push(url);
    HTMLAnchorElement.prototype.click = function () {
      made.push(`${this.download} ${this.href}`);
    };
    const asked = collect(document.body, 'credits-export');
    await element.exportCsv();
    document.body.addEventListener('credits-export', (event) => event.preventDefault(), { once: true });
    await element.exportCsv();
    expect(made).to.deep.equal(['usage-ai-tokens-2026-11-17-2026-11-23.csv blob:x']);
    expect(world.server.to('/usage.csv').length).to.equal(1);
    // Otherwise the file would stay in memory.
    await world.pass(0);
    expect(revoked).to.deep.equal(['blob:x']);
    expect(asked[0]?.query).to.equal(String(lastQuery(world, '/usage.csv')));
    world.server.down = true;
    await element.exportCsv();
    await settle();
    expect(query(element, 'p[role=alert]')?.innerText).to.equal('The file could not be made. Try again');
    Object.assign(URL, { createObjectURL: create, revokeObjectURL: revoke });
    HTMLAnchorElement.prototype.click = click;
  });

  it('carries no style attribute but what its canvas and its tooltip set by script', async () => {
    for (const balance of Object.values(POOLS)) {
      const element = await showChart(world, {}, [balance]);
      expect(element.shadowRoot?.querySelector('[style]:not(canvas), style')).to.equal(null);
      element.remove();
      await settle();
    }
  });

  it('has no English left when every word is replaced', async () => {
    const replace = (words: object): StringsOverride =>
      Object.fromEntries(
        Object.entries(words).map(([key, value]) => [
          key,
          typeof value === 'string' ? value.replace(/(\{\w+\})|[^{}]+/g, '$1#') : replace(value as object),
        ]),
      );
    const strings = { ...replace(ENGLISH), language: 'qq' };
    const many = Array.from({ length: 8 }, (_, index) => ({ key: `${index}`, name: `${index}`, cents: [1] }));
    world.server.usage = () => usage({ groupBy: 'user' }, [...many, { key: null, name: null, cents: [1] }]);
    for (const attributes of [{}, { view: 'table' }, { range: 'custom' }]) {
      const data = pool({ name: '1', unit: { singular: '2', plural: '3' } });
      const element = await showChart(world, { ...attributes, 'group-by': 'user', locale: 'en' }, [data]);
      element.strings = strings;
      await settle();
      if (query(element, '[role=slider]')) await enter(element);
      const spoken = [...element.shadowRoot!.querySelectorAll('*')].flatMap((node) =>
        ['aria-label', 'aria-valuetext'].map((name) => node.getAttribute(name) ?? ''),
      );
      const words = `${textOf(element)} ${spoken.join(' ')}`;
      const dates = /[A-Z][a-z]{2}, [A-Z][a-z]{2} \d+, \d{4}|[A-Z][a-z]{2} \d+ – \d+, \d{4}/g;
      expect(words.replace(dates, ''), JSON.stringify(attributes)).to.not.match(/[a-z]/i);
      element.remove();
      await settle();
    }
  });

  it('fills its slots without dropping one', async () => {
    const element = await showChart(world);
    const names = [...element.shadowRoot!.querySelectorAll('slot')].map(({ name }) => name).sort();
    expect(names).to.deep.equal(['actions', 'empty', 'error', 'footer', 'heading']);
    expect(element.shadowRoot?.querySelector('slot [part]')).to.equal(null);
  });

  it('documents every public token, part and state that it has', async () => {
    const source = await (await fetch('/__source?file=usage-chart/credits-usage-chart-element.ts')).text();
    const documented = (tag: string) =>
      [...source.matchAll(new RegExp(`@${tag} ([\\w-]+)`, 'g'))].map((match) => match[1] ?? '').sort();
    const css = [hostStyles, skeletonStyles, usageChartStyles].map(({ cssText }) => cssText).join('');
    const others = /warning|button/;
    const used = new Set((css.match(/--credits-[\w-]+/g) ?? []).filter((name) => !others.test(name)));
    expect([...used].sort()).to.deep.equal(documented('cssproperty'));
    const files = ['kit/element/frame', 'credits-usage-chart-element', 'kit/templates/places', 'skeleton', 'usage-chart/controls/controls-template', 'usage-chart/plot/plot-template',
      'usage-chart/table/legend-template', 'usage-chart/table/table-template']; // prettier-ignore
    const texts = await Promise.all(
      files.map(async (file) =>
        (await fetch(`/__source?file=${file.includes('/') ? '' : 'usage-chart/'}${file}.ts`)).text(),
      ),
    );
    const parts = new Set(texts.flatMap((text) => [...text.matchAll(/\spart="([\w-]+)"/g)].map((match) => match[1])));
    expect([...parts].sort()).to.deep.equal(documented('csspart'));
    const defined = new Set([...css.matchAll(/(--_[\w-]+):/g)].map((match) => match[1]));
    expect([...new Set(css.match(/(?<=var\()--_[\w-]+/g))].filter((name) => !defined.has(name))).to.deep.equal([]);
  });

  it('fits from 240 px to 1200 px, in both directions, and never scrolls sideways', async () => {
    world.server.balances = [pool({ name: 'A very long name of a credit type' }), pool({ creditTypeId: 'x' })];
    const long = Array.from({ length: 9 }, (_, index) => ({
      key: `${index}`,
      name: `Averyveryverylongnameofafeature${index}`,
      cents: [123_456_789],
    }));
    world.server.usage = () => usage({}, long);
    for (const dir of ['ltr', 'rtl']) {
      for (const width of [240, 320, 480, 768, 1200]) {
        const box = document.body.appendChild(document.createElement('div'));
        box.dir = dir;
        box.style.setProperty('inline-size', `${width}px`);
        for (const attributes of [{}, { view: 'table' }, { range: 'custom', from: '2026-11-01', to: '2026-11-09' }]) {
          const element = placeChart(attributes, box);
          await settle();
          if (query(element, '[role=slider]')) await enter(element);
          expect(element.scrollWidth, `${dir} ${width} ${JSON.stringify(attributes)}`).to.be.at.most(width);
          const base = query(element, '.base')!;
          expect(base.scrollWidth, `${dir} ${width} inside`).to.be.at.most(width);
          for (const target of element.shadowRoot!.querySelectorAll<HTMLElement>('button, select, input')) {
            expect(Math.min(target.offsetHeight, target.offsetWidth)).to.be.at.least(24);
          }
        }
        box.remove();
        await settle();
      }
    }
  });

  it('honors what is set before it is defined, and gains no attributes', async () => {
    world.server.balances = [pool()];
    const element = document.createElement('late-chart');
    const tokenProvider = () => Promise.resolve('t');
    document.body.append(Object.assign(element, { api: 'https://credits.example', tokenProvider, range: '30d' }));
    customElements.define('late-chart', class extends CreditsUsageChartElement {});
    await settle();
    expect(textOf(element, '[part=change]')).to.contain('30 days before');
    expect(element.getAttributeNames()).to.deep.equal([]);
  });
});
