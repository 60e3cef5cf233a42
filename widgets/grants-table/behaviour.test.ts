import { hostStyles } from '../kit/styles/host.js';
import { ENGLISH } from '../kit/strings/all.js';
import type { StringsOverride } from '../kit/strings/strings.js';
import { expect } from '../test/expect.js';
import { json } from '../test/fake-server.js';
import { grant, grantsFor, ONE_OF_EACH } from '../test/grants.js';
import { listsOf, placeGrants, rowsOf, showGrants } from '../test/grants-table.js';
import { collect, query, textOf } from '../test/mount.js';
import { inDays, pool } from '../test/pools.js';
import { clientCount } from '../kit/client/registry.js';
import { settle, World } from '../test/world.js';
import { CreditsGrantsTableElement } from './credits-grants-table-element.js';
import { styles as grantsTableStyles } from './table.js';
import { skeletonStyles } from './skeleton.js';

type Table = CreditsGrantsTableElement;

const press = async (element: Element, selector: string) => {
  query(element, selector)?.click();
  await settle();
};
const header = (column: string) => `thead .${column} button`;
const sorts = (element: Element) =>
  [...element.shadowRoot!.querySelectorAll('[aria-sort]')].map((cell) => [
    (cell as HTMLElement).innerText.trim(),
    cell.getAttribute('aria-sort'),
  ]);
const amounts = (element: Element) => rowsOf(element).map((row) => row[2]?.split(' ')[0]);

describe('<credits-grants-table> as an element', () => {
  let world: World;
  beforeEach(() => void (world = new World()));
  afterEach(async () => {
    world.end();
    document.documentElement.removeAttribute('dir');
    await settle();
  });

  it('asks for what burns, first things first, and for the sums', async () => {
    await showGrants(world);
    const asked = world.server.to('/grants').map(({ url }) => Object.fromEntries(new URL(url).searchParams));
    const account = { creditTypeId: 'ai-tokens', resourceId: '' };
    expect(asked).to.deep.equal([
      { ...account, order: 'burn', limit: '100', past: 'false' },
      { ...account, groupBy: 'status' },
    ]);
  });

  it('sorts by a column up, down, and back to the order in which they are spent', async () => {
    const element = await showGrants(world);
    const spent = ['37.5', '820.25', '500', '1,000', '200'];
    expect([amounts(element), sorts(element)]).to.deep.equal([spent, []]);
    await press(element, header('remaining'));
    expect([amounts(element), sorts(element)]).to.deep.equal([
      ['37.5', '200', '500', '820.25', '1,000'],
      [['Remaining', 'ascending']],
    ]);
    expect(textOf(element, 'caption')).to.contain('Sorted by Remaining');
    await press(element, header('remaining'));
    expect([amounts(element), sorts(element)]).to.deep.equal([
      ['1,000', '820.25', '500', '200', '37.5'],
      [['Remaining', 'descending']],
    ]);
    await press(element, header('remaining'));
    expect([amounts(element), sorts(element)]).to.deep.equal([spent, []]);
  });

  it('sorts by every column: text by its language, dates by time, what never expires last', async () => {
    const element = await showGrants(world, { columns: 'place used priority' });
    const first: Record<string, string | undefined> = {};
    for (const column of ['place', 'source', 'status', 'remaining', 'used', 'effective', 'expires', 'priority']) {
      element.sort = column;
      await settle();
      const up = rowsOf(element).map((row) => row[1] ?? '');
      element.sort = `-${column}`;
      await settle();
      first[column] = `${up[0]} … ${rowsOf(element)[0]?.[1]}`;
    }
    expect(first).to.deep.equal({
      place: 'Festival offer Promotional … Plan Paid',
      source: 'Automatic top-up Paid … Purchase Paid',
      status: 'Festival offer Promotional … Automatic top-up Paid',
      remaining: 'Festival offer Promotional … Plan Paid',
      used: 'Purchase Paid … Monthly pack Purchase · Paid',
      effective: 'Festival offer Promotional … Plan Paid',
      expires: 'Festival offer Promotional … Purchase Paid',
      priority: 'Festival offer Promotional … Purchase Paid',
    });
    for (const nonsense of ['constructor', '--expires', '', 'x y']) {
      element.sort = nonsense;
      await settle();
      expect(sorts(element), nonsense).to.deep.equal([]);
    }
  });

  it('shows the place in the burn order where the page asks for it', async () => {
    const element = await showGrants(world, { columns: 'place, nonsense priority' });
    expect(rowsOf(element).map((row) => [row[0], row[6]])).to.deep.equal([
      ['1', '50'],
      ['2', '50'],
      ['3', '80'],
      ['', '50'],
      ['', '50'],
    ]);
  });

  it('shows ten, then ten more, and leads the keyboard to the first new row when there are no more', async () => {
    const many = Array.from({ length: 25 }, (_, index) => grant({ amount: `${index + 1}`, position: index + 1 }));
    const element = await showGrants(world, {}, many);
    expect([rowsOf(element).length, textOf(element, '[part=more]')]).to.deep.equal([10, 'Show more 10 of 25 shown']);
    expect(textOf(element, '[part=total]')).to.equal('325 tokens');
    await press(element, '[part=more] button');
    expect([rowsOf(element).length, textOf(element, '[part=more]')]).to.deep.equal([20, 'Show more 20 of 25 shown']);
    await press(element, '[part=more] button');
    expect([rowsOf(element).length, query(element, '[part=more]')]).to.deep.equal([25, null]);
    const row = element.shadowRoot?.activeElement?.closest('tr');
    expect([...element.shadowRoot!.querySelectorAll('tbody tr')].indexOf(row!)).to.equal(20);
    expect(listsOf(world).length).to.equal(1);
  });

  it('reads page after page as rows are wanted, all of them to sort, and none twice', async () => {
    const many = Array.from({ length: 250 }, (_, index) => grant({ amount: `${250 - index}` }));
    const element = await showGrants(world, { 'page-size': '90' }, many);
    expect([listsOf(world).length, textOf(element, '[part=more]')]).to.deep.equal([1, 'Show more 90 of 250 shown']);
    await press(element, '[part=more] button');
    await world.pass(1_000);
    expect([rowsOf(element).length, listsOf(world).slice(1).map((asked) => asked.get('cursor'))]).to.deep.equal([
      180,
      [null, '100'],
    ]); // prettier-ignore
    await press(element, header('remaining'));
    expect(amounts(element).slice(0, 3)).to.deep.equal(['1', '2', '3']);
    expect(element.getData()?.length).to.equal(250);
    expect(new Set(element.getData()?.map(({ id }) => id)).size).to.equal(250);
  });

  it('follows the balance, soon but not at once, and only while it is live', async () => {
    for (const live of ['on', 'off']) {
      const element = await showGrants(world, { live }, [grant({ amount: '10' })]);
      const before = world.server.to('/grants').length;
      world.server.grants = grantsFor([grant({ amount: '10', remaining: '4', consumed: '6' })]);
      world.server.change(pool({ version: 7 }));
      world.server.change(pool({ version: 8 }));
      await world.pass(2_000);
      expect([live, amounts(element)]).to.deep.equal([live, [live === 'on' ? '4' : '10']]);
      expect(world.server.to('/grants').length - before).to.equal(live === 'on' ? 2 : 0);
      element.remove();
      await settle();
    }
  });

  it('changes no node when the same comes again', async () => {
    const element = await showGrants(world, { past: '', sort: '-expires', columns: 'place used priority' });
    const mutations: MutationRecord[] = [];
    const observer = new MutationObserver((records) => mutations.push(...records));
    observer.observe(element.shadowRoot!, { subtree: true, childList: true, attributes: true, characterData: true });
    const before = listsOf(world).length;
    world.server.change(pool({ version: 2 }));
    await world.pass(2_000);
    await element.refresh();
    await settle();
    expect(listsOf(world).length - before).to.equal(2);
    expect(mutations.map(({ target }) => target.textContent)).to.deep.equal([]);
    observer.disconnect();
  });

  it('paints no late answer of what was asked before', async () => {
    let late: (response: Response) => void = () => undefined;
    const element = await showGrants(world);
    world.server.onGrants = ({ url }) =>
      url.includes('limit') && !url.includes('past') ? new Promise<Response>((resolve) => (late = resolve)) : null;
    element.past = true;
    await settle();
    expect(query(element, '.base')?.getAttribute('aria-busy')).to.equal('true');
    element.past = false;
    await settle();
    late(json({ data: [grant({ amount: '666' })], nextCursor: null }));
    await settle();
    expect(amounts(element)).to.deep.equal(['37.5', '820.25', '500', '1,000', '200']);
    expect(query(element, '.base')?.hasAttribute('aria-busy')).to.equal(false);
  });

  it('comes and goes a hundred times and leaves nothing behind', async () => {
    world.server.grants = grantsFor(ONE_OF_EACH);
    world.server.balances = [pool()];
    const element = placeGrants();
    await settle();
    for (let turn = 0; turn < 100; turn += 1) {
      element.remove();
      if (turn % 2) await settle();
      document.body.append(element);
    }
    await settle();
    expect([rowsOf(element).length, world.server.openStreams.length]).to.deep.equal([5, 1]);
    element.remove();
    await settle();
    expect([world.server.openStreams.length, clientCount(), world.timers]).to.deep.equal([0, 0, []]);
  });

  it('tells the page that it is ready, and gives what it has read', async () => {
    const told = collect(document.body, 'credits-ready');
    const element = await showGrants(world, {}, [grant({ amount: '9' })]);
    expect([told.length, (await element.whenReady())[0]?.amount, element.getData()?.length]).to.deep.equal([1, '9', 1]);
    element.remove();
    await settle();
    await element.refresh();
    expect(told.length).to.equal(1);
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
    const data = pool({ name: '1', unit: { singular: '2', plural: '3' } });
    const grants = ONE_OF_EACH.map((one) => ({ ...one, reason: one.reason && '4' }));
    const attributes = { past: '', 'can-add': '', 'page-size': '8', columns: 'place used priority', locale: 'en' };
    const element = await showGrants(world, attributes, grants, [data]);
    element.strings = strings;
    await settle();
    const labels = [...element.shadowRoot!.querySelectorAll('[aria-label]')].map((node) => node.ariaLabel);
    const dates = /[A-Z][a-z]{2} \d+, \d{4}(, \d+:\d\d\s[AP]M)?|in \d+ days/g;
    expect(`${textOf(element)} ${labels.join(' ')}`.replace(dates, '')).to.not.match(/[a-z]/i);
  });

  it('fills its slots without dropping one', async () => {
    const element = await showGrants(world);
    const names = [...element.shadowRoot!.querySelectorAll('slot')].map(({ name }) => name).sort();
    expect(names).to.deep.equal(['actions', 'empty', 'error', 'footer', 'heading']);
  });

  it('documents every public token and part that it has', async () => {
    const source = await (await fetch('/__source?file=grants-table/credits-grants-table-element.ts')).text();
    const documented = (tag: string) =>
      [...source.matchAll(new RegExp(`@${tag} ([\\w-]+)`, 'g'))].map((match) => match[1] ?? '').sort();
    const css = [hostStyles, skeletonStyles, grantsTableStyles].map(({ cssText }) => cssText).join('');
    expect([...new Set(css.match(/--credits-[\w-]+/g))].sort()).to.deep.equal(documented('cssproperty'));
    const files = [
      'kit/element/frame',
      'kit/templates/places',
      'credits-grants-table-element',
      'skeleton',
      'table',
      'cells',
      'tools-template',
    ];
    const texts = await Promise.all(
      files.map(async (file) =>
        (await fetch(`/__source?file=${file.includes('/') ? '' : 'grants-table/'}${file}.ts`)).text(),
      ),
    );
    const parts = new Set(texts.flatMap((text) => [...text.matchAll(/\spart="([\w-]+)"/g)].map((match) => match[1])));
    expect([...parts].sort()).to.deep.equal(documented('csspart'));
    const defined = new Set([...css.matchAll(/(--_[\w-]+):/g)].map((match) => match[1]));
    expect([...new Set(css.match(/(?<=var\()--_[\w-]+/g))].filter((name) => !defined.has(name))).to.deep.equal([]);
  });

  it('fits from 240 px to 1200 px, in both directions, at twice the text, and never scrolls sideways', async () => {
    const long = ONE_OF_EACH.map((one, index) => ({
      ...one,
      reason: index % 2 ? `Averyveryverylongnameofagrant${index}` : one.reason,
    }));
    const huge = grant({ amount: '9007199254740993.000001', expiresAt: inDays(2) });
    for (const dir of ['ltr', 'rtl']) {
      for (const width of [240, 320, 360, 480, 560, 768, 1200]) {
        for (const text of ['1em', '2em']) {
          const box = document.body.appendChild(document.createElement('div'));
          box.dir = dir;
          box.style.setProperty('inline-size', `${width}px`);
          box.style.setProperty('font-size', text);
          const attributes = { past: '', 'can-add': '', columns: 'place used priority' };
          world.server.balances = [pool({ name: 'A very long name of a credit type' }), pool({ creditTypeId: 'x' })];
          world.server.grants = grantsFor([huge, ...long]);
          const element = placeGrants(attributes, box);
          await settle();
          const where = `${dir} ${width} ${text}`;
          expect(rowsOf(element).length, where).to.equal(10);
          expect(query(element, '.base')!.scrollWidth, where).to.be.at.most(width);
          expect(query(element, '.scroll')!.offsetWidth, where).to.be.at.most(width);
          for (const target of element.shadowRoot!.querySelectorAll<HTMLElement>('button, select')) {
            expect(Math.min(target.offsetHeight, target.offsetWidth), where).to.be.at.least(24);
          }
          box.remove();
          await settle();
        }
      }
    }
  });

  it('is cards with every role where there is little room', async () => {
    for (const width of [479, 700]) {
      const box = document.body.appendChild(document.createElement('div'));
      box.style.setProperty('inline-size', `${width}px`);
      world.server.balances = [pool()];
      world.server.grants = grantsFor(ONE_OF_EACH);
      const element = placeGrants({}, box);
      await settle();
      const row = query(element, 'tbody tr')!;
      expect(getComputedStyle(row).display).to.equal(width < 480 ? 'grid' : 'flex');
      const label = query(element, 'td.expires .label')!;
      expect([label.innerText, getComputedStyle(label).display]).to.deep.equal([
        'Expires',
        width < 480 ? 'block' : 'none',
      ]);
      const role = (selector: string) =>
        [...element.shadowRoot!.querySelectorAll(selector)].map((node) => node.getAttribute('role'));
      expect(new Set(role('table, thead, tbody, tfoot, tr'))).to.deep.equal(new Set(['table', 'rowgroup', 'row']));
      expect([new Set(role('thead th')), new Set(role('tbody th')), new Set(role('td'))]).to.deep.equal([
        new Set(['columnheader']),
        new Set(['rowheader']),
        new Set(['cell']),
      ]);
      box.remove();
      await settle();
    }
  });

  it('honors what is set before it is defined, and gains no attributes', async () => {
    world.server.balances = [pool()];
    world.server.grants = grantsFor(ONE_OF_EACH);
    const element = document.createElement('late-grants');
    const tokenProvider = () => Promise.resolve('t');
    document.body.append(
      Object.assign(element, { api: 'https://credits.example', tokenProvider, past: true, sort: 'status' }),
    );
    customElements.define('late-grants', class extends CreditsGrantsTableElement {});
    await settle();
    expect(rowsOf(element).length).to.equal(9);
    expect((element as Table).getAttributeNames()).to.deep.equal([]);
  });
});
