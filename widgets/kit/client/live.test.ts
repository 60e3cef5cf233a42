import { expect } from '../../test/expect.js';
import { API, json, problem } from '../../test/fake-server.js';
import { collect, hasState, place, show, textOf } from '../../test/mount.js';
import { inDays, NOW, pool, POOLS } from '../../test/pools.js';
import { settle, World } from '../../test/world.js';
import { clientCount } from './registry.js';

const STREAM = '/customer/v1/stream';
const BALANCES = '/customer/v1/balances';

describe('live balances', () => {
  let world: World;
  beforeEach(() => void (world = new World()));
  afterEach(async () => {
    world.end();
    await settle();
  });

  it('shows a change as it is pushed', async () => {
    const element = await show(world, POOLS.healthy);
    const changes = collect(element, 'credits-balance-change');
    world.server.change(pool({ balance: '4249', version: 2 }));
    await settle();
    expect(textOf(element, '.number')).to.equal('4,249');
    expect(changes.map(({ balance, previous }) => [previous?.balance, balance.balance])).to.deep.equal([
      ['4250', '4249'],
    ]);
  });

  it('ignores what is older or repeated, from the stream and from answers', async () => {
    const element = await show(world, pool({ version: 5 }));
    const changes = collect(element, 'credits-balance-change');
    world.server.change(pool({ balance: '1', version: 5 }));
    world.server.change(pool({ balance: '2', version: 4 }));
    await settle();
    await element.refresh();
    world.server.streams[0]?.send('snapshot', {
      ...{ balances: [pool({ balance: '3', version: 3 })], isComplete: true, asOf: NOW },
    });
    await settle();
    expect(textOf(element, '.number')).to.equal('4,250');
    expect(changes).to.deep.equal([]);
  });

  it('opens one stream and takes one token for eight elements', async () => {
    world.server.balances = [POOLS.healthy];
    const elements = Array.from({ length: 8 }, () => place({ 'token-url': 'https://host.example/token' }));
    await settle();
    expect(elements.map((element) => textOf(element, '.number'))).to.deep.equal(Array(8).fill('4,250'));
    expect([world.server.streams.length, world.server.issued, world.server.calls.length]).to.deep.equal([1, 1, 2]);
    const [token] = world.server.to('/token');
    expect([token?.init.method, token?.init.credentials]).to.deep.equal(['POST', 'same-origin']);
  });

  it('takes one token for eight readers that meet an expired one at once', async () => {
    world.server.balances = [POOLS.healthy];
    const elements = Array.from({ length: 8 }, () => place({ 'token-url': 'https://host.example/token', live: 'off' }));
    await settle();
    expect(world.server.issued).to.equal(1);
    // The token lives for a quarter of an hour.
    world.nowMs += 1_000_000;
    await Promise.all(elements.flatMap((element) => [element.refresh(), element.refresh()]));
    expect([world.server.issued, world.server.calls.at(-1)?.token]).to.deep.equal([2, 'token-2']);
  });

  it('renders nothing again while the same failure comes back', async () => {
    const element = await show(world, POOLS.healthy, { live: 'off' });
    world.server.down = true;
    await element.refresh();
    await settle();
    expect(hasState(element, 'stale')).to.equal(true);
    const errors = collect(element, 'credits-error');
    const changes: unknown[] = [];
    const observer = new MutationObserver((list) => changes.push(...list));
    observer.observe(element.shadowRoot!, { childList: true, characterData: true, attributes: true, subtree: true });
    for (let count = 0; count < 3; count += 1) await element.refresh();
    await settle();
    observer.disconnect();
    expect([errors, changes]).to.deep.equal([[], []]);
  });

  it('keeps its stream when an element is moved, and ends it with the last element', async () => {
    const element = await show(world, POOLS.healthy);
    const box = document.body.appendChild(document.createElement('div'));
    box.append(element);
    await settle();
    expect([world.server.streams.length, world.server.openStreams.length]).to.deep.equal([1, 1]);
    element.remove();
    await settle();
    expect([world.server.openStreams.length, clientCount()]).to.deep.equal([0, 0]);
    expect(element.getData()).to.deep.equal([]);
  });

  it('comes back by itself, without a word when the first retry works', async () => {
    const element = await show(world, POOLS.healthy);
    world.server.streams[0]?.send('bye', { reason: 'shutdown' });
    await settle();
    expect([world.server.openStreams.length, hasState(element, 'stale')]).to.deep.equal([0, false]);
    await world.pass(1_000);
    expect([world.server.openStreams.length, textOf(element, '.footer')]).to.deep.equal([1, 'Live']);
  });

  it('waits with full jitter from 1 s to 30 s', async () => {
    await show(world, POOLS.healthy);
    const opened: number[] = [];
    world.server.onStream = () => {
      opened.push(world.nowMs);
      return problem(503, 'unavailable');
    };
    world.dice = 1;
    const start = world.nowMs;
    world.server.streams[0]?.end();
    await world.pass(125_000);
    expect(opened.map((at) => (at - start) / 1000)).to.deep.equal([1, 3, 7, 15, 31, 61, 91, 121]);
  });

  it('honors Retry-After and retry:', async () => {
    await show(world, POOLS.healthy);
    const opened: number[] = [];
    world.server.onStream = () => {
      opened.push(world.nowMs);
      return problem(429, 'too_many_streams', { 'Retry-After': '20' });
    };
    world.dice = 1;
    const start = world.nowMs;
    world.server.streams[0]?.write('retry: 5000\n\n');
    await settle();
    world.server.streams[0]?.end();
    await world.pass(26_000);
    expect(opened.map((at) => (at - start) / 1000)).to.deep.equal([5, 25]);
  });

  for (const status of [204, 404]) {
    it(`asks every minute instead when the stream answers ${status}`, async () => {
      world.server.onStream = () => (status === 204 ? new Response(null, { status }) : problem(status, 'not_found'));
      const element = await show(world, POOLS.healthy);
      expect(textOf(element, '.number')).to.equal('4,250');
      world.server.balances = [pool({ balance: '7', version: 2 })];
      await world.pass(61_000);
      expect([textOf(element, '.number'), textOf(element, '.footer')]).to.deep.equal(['7', 'Updated just now']);
      expect(world.server.to(STREAM).length).to.equal(1);
    });
  }

  it('reconnects after 45 s of silence, and not while the server still breathes', async () => {
    await show(world, POOLS.healthy);
    await world.pass(40_000);
    world.server.streams[0]?.write(': alive\n\n');
    await world.pass(44_000);
    expect(world.server.streams.length).to.equal(1);
    await world.pass(3_000);
    expect([world.server.streams.length, world.server.openStreams.length]).to.deep.equal([2, 1]);
  });

  it('keeps the number when the network is gone, says as of when, and recovers', async () => {
    const element = await show(world, POOLS.healthy, { 'time-zone': 'UTC' });
    world.server.down = true;
    world.server.streams[0]?.end();
    await world.pass(90_000);
    expect(textOf(element, '.number')).to.equal('4,250');
    expect(textOf(element, '.footer').replace(/\s/g, ' ')).to.equal('As of 12:00 PM · reconnecting');
    expect(hasState(element, 'stale')).to.equal(true);
    world.server.down = false;
    await world.pass(31_000);
    expect([textOf(element, '.footer'), hasState(element, 'stale')]).to.deep.equal(['Live', false]);
  });

  it('closes at once when the browser goes offline, and opens when it is back', async () => {
    const element = await show(world, POOLS.healthy, { 'time-zone': 'UTC' });
    window.dispatchEvent(new Event('offline'));
    await settle();
    expect([world.server.openStreams.length, textOf(element, '.number')]).to.deep.equal([0, '4,250']);
    expect(textOf(element, '.footer')).to.match(/offline$/);
    expect(hasState(element, 'offline')).to.equal(true);
    window.dispatchEvent(new Event('online'));
    await settle();
    expect([world.server.openStreams.length, textOf(element, '.footer')]).to.deep.equal([1, 'Live']);
  });

  it('lets go when the page is put away and begins with a snapshot when it is back', async () => {
    const element = await show(world, POOLS.healthy);
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    await settle();
    expect([
      world.server.openStreams.length,
      world.timers.filter(({ atMs }) => atMs > world.nowMs + 30_000),
    ]).to.deep.equal([0, []]);
    world.server.balances = [pool({ balance: '9', version: 9 })];
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await settle();
    expect([world.server.openStreams.length, textOf(element, '.number')]).to.deep.equal([1, '9']);
  });

  it('closes after a minute unseen', async () => {
    await show(world, POOLS.healthy);
    world.see('hidden');
    world.server.streams[0]?.write(': alive\n\n');
    await world.pass(59_000 - 20_000);
    world.server.streams[0]?.write(': alive\n\n');
    await world.pass(20_000);
    expect(world.server.openStreams.length).to.equal(1);
    await world.pass(1_000);
    expect(world.server.openStreams.length).to.equal(0);
    world.see('visible');
    await settle();
    expect(world.server.openStreams.length).to.equal(1);
  });

  it('asks once, opens no stream and keeps quiet with live="off"', async () => {
    const element = await show(world, POOLS.healthy, { live: 'off' });
    await world.pass(300_000);
    expect(world.server.calls.map(({ url }) => url)).to.deep.equal([API + BALANCES]);
    expect(textOf(element, '.footer')).to.equal('Updated 5 minutes ago');
    world.server.balances = [pool({ balance: '8', version: 2 })];
    await element.refresh();
    await settle();
    expect(textOf(element, '.number')).to.equal('8');
  });

  it('asks again when time alone has changed a balance', async () => {
    const validUntil = new Date(world.nowMs + 10_000).toISOString();
    const element = await show(world, pool({ validUntil }));
    world.server.balances = [pool({ balance: '3750', version: 2 })];
    await world.pass(15_000);
    expect(textOf(element, '.number')).to.equal('3,750');
  });

  it('tells the same times whatever the page’s own clock says', async () => {
    for (const hours of [-1, 0, 1]) {
      world.nowMs = Date.parse(NOW) + hours * 3_600_000;
      const element = await show(world, pool({ nextExpiry: { at: inDays(0.25), amount: '5' } }));
      expect(textOf(element, '.next')).to.equal('5 expire in 6 hours');
      element.remove();
      await settle();
    }
  });

  it('paints no late answer of the customer before', async () => {
    let late: (response: Response) => void = () => undefined;
    world.server.onBalances = ({ token }) =>
      token === 'customer-token' ? new Promise<Response>((resolve) => (late = resolve)) : null;
    const element = await show(world, pool({ balance: '5' }), { live: 'off' });
    element.token = 'other-customer';
    await settle();
    late(json({ data: [pool({ balance: '666', version: 99 })] }));
    await settle();
    expect(textOf(element, '.number')).to.equal('5');
  });
});
