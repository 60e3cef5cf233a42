import { expect } from '../test/expect.js';
import { dress, PAGES, violationsOf } from '../test/axe.js';
import { problem } from '../test/fake-server.js';
import { collect, place, query, show, textOf } from '../test/mount.js';
import { images, NOW_MS, pool, POOLS } from '../test/pools.js';
import { change } from '../test/ledger.js';
import { settle, World } from '../test/world.js';
import { clientCount } from '../kit/client/registry.js';
// The import comes first, so that no test waits for the network.
import './history.js';

const ago = (minutes: number): string => new Date(NOW_MS - minutes * 60_000).toISOString();
const grant = change({ id: '2', type: 'granted', delta: '1000', featureName: null, at: ago(90) });
const CHANGES = [change({ at: ago(2) }), grant];
const linesOf = (element: Element): string[] =>
  [...(element.shadowRoot?.querySelectorAll<HTMLElement>('[part=change]') ?? [])].map((line) =>
    [...line.childNodes]
      .map((node) => (node as HTMLElement).innerText ?? '')
      .join('')
      .replace(/\s+/g, ' ')
      .trim(),
  );
const asked = (world: World): string[] => world.server.to('/changes').map(({ url }) => new URL(url).search);

describe('<credits-balance history>', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    world.server.changes = CHANGES;
  });
  afterEach(async () => {
    world.end();
    document.body.removeAttribute('style');
    await settle();
  });

  it('says in words what changed last, and asks for nothing where it is not wanted', async () => {
    const without = await show(world, POOLS.healthy);
    expect([query(without, '[part=history]'), asked(world)]).to.deep.equal([null, []]);
    without.remove();
    await settle();
    const element = await show(world, POOLS.healthy, { history: '', 'time-zone': 'UTC' });
    expect(textOf(element, '[part=history] [role=heading]')).to.equal('Recent changes');
    expect(query(element, 'ol')?.getAttribute('aria-label')).to.equal('Recent changes');
    expect(linesOf(element)).to.deep.equal([
      '−150 minus 150 tokens · Chat · 2 minutes ago',
      '+1,000 1,000 tokens · Grant · 2 hours ago',
    ]);
    expect(query(element, 'time[title*="11:58"]')?.getAttribute('datetime')).to.equal(ago(2));
    expect(asked(world)).to.deep.equal(['?limit=5']);
  });

  it('shows as many as are asked for, of one credit type or of all', async () => {
    await show(world, [pool(), images], { history: '2', 'credit-type': 'images' });
    expect(asked(world)).to.deep.equal(['?limit=2&creditTypeId=images']);
    document.body.replaceChildren();
    world.server.changes = [change({ creditTypeId: 'images', unit: images.unit, delta: '-1' }), ...CHANGES];
    const all = await show(world, [pool(), images], { history: '2' });
    expect(linesOf(all)).to.deep.equal([
      '−1 minus 1 image · Chat · just now',
      '−150 minus 150 tokens · Chat · 2 minutes ago',
    ]);
    all.history = 3;
    await settle();
    expect(linesOf(all).length).to.equal(3);
  });

  it('says how long ago: just now, minutes, hours, yesterday by the calendar', async () => {
    const at = (hours: number) => change({ id: String(hours), at: new Date(NOW_MS - hours * 3_600_000).toISOString() });
    world.server.changes = [0, 0.016, 0.017, 23, 30, 37, 71].map(at);
    const element = await show(world, pool(), { history: '9', 'time-zone': 'UTC' });
    expect(linesOf(element).map((line) => line.split(' · ')[2])).to.deep.equal([
      'just now', 'just now', '1 minute ago', '23 hours ago', 'yesterday', '2 days ago', '3 days ago',
    ]); // prettier-ignore
  });

  it('names the credit type where two of them have the same unit', async () => {
    const credits = { singular: 'credit', plural: 'credits' };
    world.server.changes = [change({ unit: credits }), change({ creditTypeId: 'images', unit: credits, delta: '-1' })];
    const element = await show(world, [pool({ unit: credits }), { ...images, unit: credits }], { history: '' });
    expect(linesOf(element).map((line) => line.split(' · ')[0])).to.deep.equal([
      '−150 minus 150 AI Tokens', '−1 minus 1 Images',
    ]); // prettier-ignore
  });

  it('takes any other number for 5', async () => {
    for (const [given, limit] of Object.entries({ x: 5, '-3': 5, '2.9': 2, '1e9': 50, NaN: 5 })) {
      const element = await show(world, POOLS.healthy, { history: given });
      expect(asked(world).pop(), given).to.equal(`?limit=${limit}`);
      element.remove();
      await settle();
    }
  });

  it('leaves out what belongs to resources, and does not let it crowd out the rest', async () => {
    world.server.changes = [change({ resourceId: 'w1', featureName: 'Other' }), ...CHANGES];
    const pools = [pool(), pool({ resourceId: 'w1', balance: '7' })];
    const none = await show(world, pools, { history: '1' });
    expect([linesOf(none).length, linesOf(none).join()]).to.deep.equal([
      1,
      '−150 minus 150 tokens · Chat · 2 minutes ago',
    ]);
    expect(asked(world)).to.deep.equal(['?limit=50']);
    const own = await show(world, pools, { history: '1', 'resource-id': 'w1' });
    expect(linesOf(own).join()).to.contain('Other');
    expect(asked(world).pop()).to.equal('?limit=1&resourceId=w1');
  });

  it('follows the stream that is there already', async () => {
    const element = await show(world, POOLS.healthy, { history: '' });
    world.server.changes = [change({ id: '3', delta: '-7', featureName: 'Image' }), ...CHANGES];
    world.server.change(pool({ version: 2, balance: '4243' }));
    await world.pass(1_500);
    expect(linesOf(element)[0]).to.equal('−7 minus 7 tokens · Image · just now');
    expect(world.server.streams.length).to.equal(1);
  });

  it('changes nothing in the page when the same data comes again', async () => {
    const element = await show(world, POOLS.healthy, { history: '' });
    const records: MutationRecord[] = [];
    const observer = new MutationObserver((seen) => records.push(...seen));
    observer.observe(element.shadowRoot!, { subtree: true, childList: true, attributes: true, characterData: true });
    world.server.changes = CHANGES.map((one) => ({ ...one }));
    world.server.change(pool({ version: 2 }));
    await world.pass(1_500);
    observer.disconnect();
    expect([asked(world).length, records.length]).to.deep.equal([2, 0]);
  });

  it('holds its height while it is loading, and no history is a sentence', async () => {
    let answer: (response: Response) => void = () => undefined;
    world.server.changes = [1, 2, 3, 4, 5].map((id) => change({ id: String(id) }));
    world.server.onStream = () => new Promise(() => undefined);
    const element = await show(world, POOLS.healthy, { history: '' });
    const heights = [element.offsetHeight];
    element.remove();
    await settle();
    world.server.onStream = () => null;
    world.server.onChanges = () => new Promise((resolve) => (answer = resolve));
    document.body.append(element);
    await settle();
    expect(textOf(element, '.number')).to.equal('4,250');
    heights.push(element.offsetHeight);
    answer(new Response(JSON.stringify({ data: world.server.changes })));
    await settle();
    await settle();
    expect(linesOf(element).length).to.equal(5);
    heights.push(element.offsetHeight);
    expect(Math.max(...heights) - Math.min(...heights), heights.join()).to.be.lessThan(2);
    element.remove();
    await settle();
    world.server.onChanges = () => null;
    world.server.changes = [];
    const none = await show(world, POOLS.healthy, { history: '' });
    expect(textOf(none, '[part=history]')).to.equal('Recent changes No changes yet.');
  });

  it('that cannot be read leaves the balance as it is, and heals by itself', async () => {
    world.server.onChanges = () => problem(503, 'unavailable');
    const element = place({ history: '' });
    const errors = collect(element, 'credits-error');
    world.server.balances = [POOLS.healthy];
    await settle();
    expect(textOf(element, '[part=history]')).to.equal('Recent changes They could not be loaded right now.');
    expect([textOf(element, '.footer'), textOf(element, '.failure')]).to.deep.equal(['Live', '']);
    expect(errors.map(({ error }) => error.code)).to.deep.equal(['unavailable']);
    world.server.onChanges = () => null;
    await world.pass(61_000);
    expect(linesOf(element).length).to.equal(2);
    world.server.onChanges = () => problem(503, 'unavailable');
    world.server.change(pool({ version: 2, balance: '4000' }));
    await world.pass(1_500);
    expect(linesOf(element).length).to.equal(2);
  });

  it('stands under neither an empty balance nor a failure nor a stranger, and goes when it is not wanted', async () => {
    const empty = await show(world, POOLS.empty, { history: '' });
    const stranger = await show(world, POOLS.healthy, { history: '', token: '' });
    const failed = await show(world, POOLS.healthy, { history: '', api: 'http://' });
    for (const element of [empty, stranger, failed]) expect(query(element, '[part=history]')).to.equal(null);
    const element = await show(world, POOLS.healthy, { history: '' });
    element.removeAttribute('history');
    await settle();
    expect(query(element, '[part=history]')).to.equal(null);
  });

  it('leaves nothing behind after 100 rounds in and out of the page', async () => {
    const element = await show(world, POOLS.healthy, { history: '' });
    for (let round = 0; round < 100; round += 1) {
      element.remove();
      await settle();
      document.body.append(element);
      await settle();
    }
    expect([world.server.openStreams.length, clientCount(), linesOf(element).length]).to.deep.equal([1, 1, 2]);
    expect(element.shadowRoot?.adoptedStyleSheets.length).to.equal(3);
    element.remove();
    await settle();
    expect([world.server.openStreams.length, clientCount(), world.timers]).to.deep.equal([0, 0, []]);
  });

  for (const scheme of Object.keys(PAGES) as (keyof typeof PAGES)[]) {
    it(`is accessible on a ${scheme} page: with changes, with none, loading and failed`, async () => {
      document.documentElement.lang = 'en';
      dress(scheme);
      world.server.balances = [POOLS.low, images];
      const elements = [];
      for (const answer of [
        () => null,
        () => new Response('{"data":[]}'),
        () => new Promise<Response>(() => undefined),
        () => problem(503, 'unavailable'),
      ]) {
        world.server.onChanges = answer;
        elements.push(place({ history: '', 'can-add': '', theme: scheme }));
        await settle();
      }
      world.restore();
      for (const element of elements) expect(await violationsOf(element)).to.deep.equal([]);
    });
  }
});
