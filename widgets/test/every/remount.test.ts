import { clientCount } from '../../kit/client/registry.js';
import { FakeIntersections } from '../chart.js';
import { fillWorld, showTag, TAGS } from '../elements.js';
import { expect } from '../expect.js';
import { hasState, place, textOf } from '../mount.js';
import { pool } from '../pools.js';
import { settle, World } from '../world.js';

const KEEP_MS = 30_000;
const TOKEN_URL = 'https://host.example/token';

describe('an element that comes back', () => {
  let world: World;
  beforeEach(() => {
    world = new World({ keepMs: KEEP_MS });
    FakeIntersections.install();
    fillWorld(world);
  });
  afterEach(async () => {
    document.body.replaceChildren();
    await world.pass(KEEP_MS + 1);
    expect(clientCount()).to.equal(0);
    world.end();
    await settle();
    FakeIntersections.restore();
  });

  const used = () => [world.server.issued, world.server.streams.length, world.server.openStreams.length];

  for (const tag of TAGS) {
    it(`<${tag}> has its numbers at once, with the same token and stream`, async () => {
      const first = await showTag(tag, { 'token-url': TOKEN_URL });
      expect(used()).to.deep.equal([1, 1, 1]);
      first.remove();
      await world.pass(KEEP_MS - 1_000);
      const again = await showTag(tag, { 'token-url': TOKEN_URL });
      expect([hasState(again, 'ready'), ...used()]).to.deep.equal([true, 1, 1, 1]);
      world.server.openStreams[0]?.write(': alive\n\n');
      await world.pass(KEEP_MS + 1_000);
      world.server.change(pool({ balance: '4001', version: 2 }));
      await settle();
      expect([hasState(again, 'live'), ...used()]).to.deep.equal([true, 1, 1, 1]);
    });
  }

  it('shows its numbers with its first update, and what has changed while it was away', async () => {
    (await showTag('credits-balance', { 'token-url': TOKEN_URL, 'credit-type': 'ai-tokens' })).remove();
    await world.pass(1_000);
    world.server.change(pool({ balance: '4001', version: 2 }));
    await settle();
    const again = place({ 'token-url': TOKEN_URL, 'credit-type': 'ai-tokens' });
    await again.updateComplete;
    expect([textOf(again, '.number'), hasState(again, 'loading')]).to.deep.equal(['4,001', false]);
  });

  it('later than that begins anew, and nothing is left in between', async () => {
    (await showTag('credits-balance', { 'token-url': TOKEN_URL })).remove();
    await world.pass(KEEP_MS + 1);
    expect([clientCount(), world.timers, ...used()]).to.deep.equal([0, [], 1, 1, 0]);
    await showTag('credits-balance', { 'token-url': TOKEN_URL });
    expect(used()).to.deep.equal([2, 2, 1]);
  });

  it('fifty times asks for one token', async () => {
    for (let count = 0; count < 50; count += 1) {
      const element = await showTag('credits-balance', { 'token-url': TOKEN_URL });
      element.remove();
      await settle();
    }
    expect(used()).to.deep.equal([1, 1, 1]);
  });

  it('after a sign-out has nothing of the last customer, whenever the page signs out', async () => {
    for (const isRemovedFirst of [true, false]) {
      const element = await showTag('credits-balance', { 'token-url': TOKEN_URL });
      const tokens = world.server.issued;
      if (isRemovedFirst) element.remove();
      await settle();
      element.logout();
      element.remove();
      await settle();
      world.server.balances = [pool({ balance: '7', version: 1 })];
      const next = await showTag('credits-balance', { 'token-url': TOKEN_URL });
      expect([textOf(next, '.number'), world.server.issued]).to.deep.equal(['7', tokens + 1]);
      next.logout();
      next.remove();
      await settle();
    }
  });

  it('whose page cleared the token keeps nothing', async () => {
    const element = await showTag('credits-balance');
    element.token = null;
    await settle();
    expect([clientCount(), world.server.openStreams.length]).to.deep.equal([0, 0]);
  });

  it('after a failure begins anew', async () => {
    world.server.down = true;
    const element = await showTag('credits-balance', { live: 'off' });
    expect(hasState(element, 'error')).to.equal(true);
    element.remove();
    await settle();
    world.server.down = false;
    const again = await showTag('credits-balance', { live: 'off' });
    expect(hasState(again, 'ready')).to.equal(true);
  });
});
