import { dress, violationsOf } from '../test/axe.js';
import { FakeIntersections } from '../test/chart.js';
import { expect } from '../test/expect.js';
import { problem } from '../test/fake-server.js';
import { hasState, query, textOf } from '../test/mount.js';
import { images, POOLS } from '../test/pools.js';
import { change, dayGroup, entry, eventGroup } from '../test/ledger.js';
import { placePortal, rowsOf } from '../test/portal.js';
import { settle, World } from '../test/world.js';

describe('<credits-utilization-portal> in each state', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    FakeIntersections.install();
    world.server.balances = [POOLS.healthy];
    world.server.ledger = () => ({
      data: [eventGroup(), entry({ type: 'granted', delta: '1000' })],
      nextCursor: 'more',
    });
    world.server.changes = [change()];
  });
  afterEach(async () => {
    world.end();
    document.body.removeAttribute('style');
    document.documentElement.removeAttribute('dir');
    await settle();
    FakeIntersections.restore();
  });

  type Portal = ReturnType<typeof placePortal>;
  type State = readonly [prepare: () => unknown, check: (portal: Portal) => void];
  const states: Readonly<Record<string, State>> = {
    ready: [() => undefined, (portal) => expect(rowsOf(portal).length).to.equal(2)],
    overdrawn: [
      () => (world.server.balances = [POOLS.overdrawn, images]),
      (portal) => expect(textOf(portal, '[part=alerts]')).to.contain('1,250 tokens over'),
    ],
    'by day': [
      () => (world.server.ledger = () => ({ data: [dayGroup()], nextCursor: null })),
      (portal) => expect(rowsOf(portal)[0]).to.contain('12 entries'),
    ],
    loading: [
      () => (world.server.onStream = world.server.onBalances = () => new Promise(() => undefined)),
      (portal) => {
        expect(hasState(portal, 'loading')).to.equal(true);
        expect(query(portal, '.base')?.getAttribute('aria-busy')).to.equal('true');
      },
    ],
    empty: [
      () => (world.server.balances = [POOLS.empty]),
      (portal) => {
        expect(hasState(portal, 'empty')).to.equal(true);
        const seen = [...portal.shadowRoot!.querySelectorAll<HTMLElement>('.place')].filter((one) => one.offsetHeight);
        expect(seen.map((place) => place.getAttribute('part'))).to.deep.equal(['balance']);
        expect(world.server.to('/ledger').length).to.equal(0);
      },
    ],
    'without entries': [
      () => (world.server.ledger = () => ({ data: [], nextCursor: null })),
      (portal) => {
        expect(textOf(portal, '[part=ledger]')).to.contain('Nothing was entered in this period.');
        expect(rowsOf(portal)).to.deep.equal([]);
      },
    ],
    error: [
      () => (world.server.onStream = world.server.onBalances = () => problem(503, 'unavailable')),
      (portal) => {
        expect(hasState(portal, 'error')).to.equal(true);
        expect(textOf(portal)).to.equal('Credits Credits could not be loaded Try again Request req_42');
      },
    ],
    'signed out': [
      () => (world.server.onStream = world.server.onBalances = () => problem(401, 'unauthorized')),
      (portal) => {
        expect(hasState(portal, 'signed-out')).to.equal(true);
        expect(textOf(portal)).to.contain('Sign in to see your credits');
      },
    ],
    'with a part that failed': [
      () => (world.server.onLedger = world.server.onUsage = () => problem(503, 'unavailable')),
      (portal) => expect(textOf(portal, '[part=ledger]')).to.contain('Try again'),
    ],
    stale: [
      () =>
        setTimeout(() => {
          world.server.down = true;
          world.server.streams[0]?.end();
        }),
      (portal) => {
        expect(hasState(portal, 'stale')).to.equal(true);
        expect(rowsOf(portal).length).to.equal(2);
      },
    ],
  };

  Object.entries(states).forEach(([name, [prepare, check]], index) => {
    // States alternate between light and dark; the ready state is shown in both.
    const schemes = (['light', 'dark'] as const).filter((_, place) => name === 'ready' || place === index % 2);
    for (const scheme of schemes) {
      it(`${name}, ${scheme}`, async () => {
        prepare();
        dress(scheme);
        document.documentElement.lang = 'en';
        document.documentElement.dir = scheme === 'dark' ? 'rtl' : 'ltr';
        const element = placePortal({ theme: scheme === 'dark' ? 'auto' : scheme, 'can-add': '' });
        await settle();
        await world.pass(2_000);
        check(element);
        world.restore();
        expect(await violationsOf(element)).to.deep.equal([]);
      });
    }
  });

  it('never prints what is no number, name or time', async () => {
    for (const odd of ['NaN', 'Infinity', '', null, undefined, '1e9', {}]) {
      const over = { delta: odd, balanceAfter: odd, at: odd, reason: odd, featureId: odd } as never;
      world.server.ledger = () => ({ data: [eventGroup(over), entry(over)], nextCursor: null });
      world.server.changes = [change(over)];
      const element = placePortal();
      await settle();
      await settle();
      const text = ['[part=ledger]', '[part=history]'].map((part) => textOf(element, part)).join(' ');
      expect(text, JSON.stringify(odd)).to.not.match(/Infinity|undefined|null|object|-0|Invalid/);
      element.remove();
      await settle();
    }
  });
});
