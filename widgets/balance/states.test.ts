import { expect } from '../test/expect.js';
import { problem } from '../test/fake-server.js';
import { collect, hasState, place, query, RENDERERS, renderFirst, show, textOf } from '../test/mount.js';
import { images, inDays, pool, POOLS } from '../test/pools.js';
import { settle, World } from '../test/world.js';

for (const renderer of RENDERERS)
  describe(`<credits-balance> in each state, first rendered by the ${renderer}`, () => {
    let world: World;
    beforeEach(() => {
      world = new World();
      renderFirst(renderer);
    });
    afterEach(async () => {
      renderFirst('page');
      world.end();
      await settle();
    });

    it('is healthy: number, unit, share, expiry, live', async () => {
      const element = await show(world, POOLS.healthy);
      expect(textOf(element)).to.equal(
        'AI Tokens balance 4,250 tokens 4,250 tokens 71% of 6,000 left 500 expire in 3 days Live',
      );
      expect(query(element, 'time')?.getAttribute('datetime')).to.equal(inDays(3));
      expect(hasState(element, 'loading')).to.equal(false);
    });

    it('says what is on hold, and dates that are far', async () => {
      const element = await show(world, POOLS.held, { 'time-zone': 'UTC' });
      expect(textOf(element, '.held')).to.equal('120.5 on hold, 4,129.5 available');
      expect(textOf(element, '.next')).to.equal('500 expire on Dec 23, 2026, 12:00 PM');
    });

    it('says "at the end of" a day for what ends at midnight', async () => {
      const expiry = { at: '2026-12-01T00:00:00.000Z', amount: '1' };
      const element = await show(world, pool({ nextExpiry: expiry }), { 'time-zone': 'UTC' });
      expect(textOf(element, '.next')).to.equal('1 expires at the end of Nov 30, 2026');
    });

    it('never shows more than there is, nor less than is owed', async () => {
      const left = await show(
        world,
        pool({ balance: '0.996', available: '0.996', granted: '0.996', nextExpiry: null }),
      );
      expect(textOf(left, '.number .full')).to.equal('0.99');
      expect(query(left, '.spoken')?.textContent).to.contain('0.99 tokens');
      expect(textOf(left, '.sentence')).to.equal('100% of 0.99 left');
      left.remove();
      await settle();
      const owed = await show(world, { ...POOLS.overdrawn, balance: '-0.991', available: '-0.991' });
      expect([textOf(owed, '.number .full'), textOf(owed, '.sentence')]).to.deep.equal(['−1', '1 token over']);
    });

    it('is low', async () => {
      const element = await show(world, POOLS.low);
      expect(textOf(element, '.sentence')).to.equal('Running low: 15% of 6,000 left');
      expect(query(element, '.sentence svg')).to.not.equal(null);
      expect(hasState(element, 'low')).to.equal(true);
    });

    it('is depleted', async () => {
      const element = await show(world, POOLS.depleted, { 'time-zone': 'UTC' });
      expect(textOf(element, '.sentence')).to.equal('No tokens left');
      expect(textOf(element, '.next')).to.equal('Renews on Dec 1, 2026, 12:00 PM');
      expect(hasState(element, 'depleted')).to.equal(true);
    });

    it('is overdrawn: a true minus, words, and a full meter', async () => {
      const element = await show(world, POOLS.overdrawn);
      expect(textOf(element, '.number')).to.equal('\u22121,250');
      expect(textOf(element, '.sentence')).to.equal('1,250 tokens over');
      expect(query(element, '.spoken')?.textContent).to.equal('minus 1,250 tokens');
      const meter = query(element, '[role=meter]');
      expect(meter?.getAttribute('aria-valuenow')).to.equal('0');
      expect(meter?.getAttribute('aria-valuetext')).to.equal('1,250 tokens over');
      expect(query(element, 'rect')?.getAttribute('width')).to.equal(query(element, 'line')?.getAttribute('x1'));
      expect(hasState(element, 'overdrawn')).to.equal(true);
    });

    it('tells the meter in words and exact numbers', async () => {
      const element = await show(world, POOLS.huge);
      const meter = query(element, '[role=meter]');
      expect(meter?.getAttribute('aria-valuenow')).to.equal('9007199254740993.000001');
      expect(meter?.getAttribute('aria-valuemax')).to.equal('9007199254741000');
      expect(textOf(element, '.number .full')).to.equal('9,007,199,254,740,993');
      expect(textOf(element, '.sentence')).to.equal('>99% of 9,007,199,254,741,000 left');
    });

    it('is empty, whether the pool is there or not', async () => {
      const known = await show(world, POOLS.empty);
      expect(textOf(known)).to.contain('AI Tokens balance No credits yet');
      expect(textOf(known)).to.not.contain('0');
      known.remove();
      const unknown = await show(world, []);
      expect(textOf(unknown)).to.contain('No credits yet');
      expect(hasState(unknown, 'empty')).to.equal(true);
    });

    if (renderer === 'page')
      it('is loading: words for screen readers, shapes of the final height for the eye', async () => {
        world.server.onStream = () => new Promise(() => undefined);
        const element = await show(world, POOLS.healthy);
        expect(query(element, '.base')?.getAttribute('aria-busy')).to.equal('true');
        expect(query(element, '.heading .spoken')?.textContent).to.equal('Loading credits');
        expect(hasState(element, 'loading')).to.equal(true);
        const loadingHeight = element.offsetHeight;
        element.remove();
        await settle();
        world.server.onStream = () => null;
        const shown = await show(world, POOLS.healthy);
        expect(Math.abs(shown.offsetHeight - loadingHeight)).to.be.lessThan(2);
      });

    it('is in error: words, the id of the request, and a retry that works', async () => {
      world.server.onStream = world.server.onBalances = () => problem(503, 'unavailable');
      world.server.balances = [POOLS.healthy];
      const element = place();
      const errors = collect(element, 'credits-error');
      await settle();
      expect(textOf(element, '.failure')).to.equal('Credits could not be loaded Try again Request req_42');
      expect(errors.map(({ error }) => [error.type, error.code, error.retryable, error.requestId])).to.deep.equal([
        ['api', 'unavailable', true, 'req_42'],
      ]);
      query(element, '.failure button')?.click();
      await settle();
      expect(query(element, '.failure')?.getAttribute('role')).to.equal('alert');
      world.server.onStream = world.server.onBalances = () => null;
      query(element, '.failure button')?.click();
      await settle();
      expect(textOf(element, '.number')).to.equal('4,250');
      expect(element.shadowRoot?.activeElement).to.equal(query(element, '.base'));
    });

    it('says so when the token may not read credits, and stops asking', async () => {
      world.server.onStream = world.server.onBalances = () => problem(403, 'forbidden');
      const element = await show(world, POOLS.healthy);
      const calls = world.server.calls.length;
      await world.pass(600_000);
      expect(textOf(element, '.failure')).to.equal('This page may not show these credits Request req_42');
      expect(world.server.calls.length).to.equal(calls);
    });

    it('refuses a server key without sending it', async () => {
      const key = 'dd_live_4fQxSecretSecret';
      const element = await show(world, POOLS.healthy, { token: key });
      expect(textOf(element, '.failure')).to.contain('This is a server key');
      expect(world.server.calls).to.deep.equal([]);
      expect(element.shadowRoot?.innerHTML).to.not.contain(key);
    });

    it('says so when it is told no server', async () => {
      for (const api of ['', 'javascript:alert(1)', 'http://']) {
        const element = await show(world, [], { api });
        expect(textOf(element, '.failure'), api).to.contain('(api)');
        element.remove();
      }
    });

    it('is signed out without a token', async () => {
      const element = await show(world, POOLS.healthy, { token: '' });
      expect(textOf(element)).to.equal('Credit balances Sign in to see your credits');
      expect(hasState(element, 'signed-out')).to.equal(true);
    });

    it('shows all pools side by side, or the one that is asked for', async () => {
      const all = await show(world, [POOLS.healthy, images]);
      expect(all.shadowRoot?.querySelectorAll('.pool').length).to.equal(2);
      expect(textOf(all)).to.match(/^Credit balances AI Tokens /);
      const one = await show(world, [POOLS.healthy, images], { 'credit-type': 'images' });
      expect(textOf(one)).to.contain('Images balance 12.5 images');
      all.remove();
      one.remove();
      await settle();
      const other = await show(world, [POOLS.healthy, pool({ resourceId: 'w1', balance: '7' })], {
        'resource-id': 'w1',
      });
      expect(textOf(other, '.number')).to.equal('7');
    });

    it('prints no nonsense for data that makes none', async () => {
      const broken = pool({
        balance: 'NaN',
        available: '',
        granted: '-0',
        held: '1e9',
        nextExpiry: { at: 'never', amount: '' },
      });
      const element = await show(world, broken);
      expect(textOf(element)).to.not.match(/NaN|undefined|null|Infinity|Invalid|-0/);
      expect(textOf(element, '.number')).to.equal('–');
    });
  });
