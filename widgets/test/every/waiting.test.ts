import { WAIT_MS } from '../../kit/client/timer.js';
import { FakeIntersections } from '../chart.js';
import { fillWorld, showTag, TAGS } from '../elements.js';
import { expect } from '../expect.js';
import { collect, hasState, place, placeTag, query, textOf } from '../mount.js';
import { settle, World } from '../world.js';

const TOKEN_URL = 'https://host.example/token';
const never = (): Promise<Response> => new Promise(() => undefined);

/** An answer whose head arrives, and whose body does not. */
const headOnly = (): Response => Object.assign(new Response(null), { json: never, blob: never });

describe('waiting has a bound', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    FakeIntersections.install();
    fillWorld(world);
  });
  afterEach(async () => {
    world.end();
    await settle();
    FakeIntersections.restore();
  });

  for (const tag of TAGS) {
    it(`<${tag}> fails, offers a retry and tries again while the token does not come`, async () => {
      world.server.onToken = never;
      const element = await showTag(tag, { 'token-url': TOKEN_URL });
      const errors = collect(element, 'credits-error');
      await world.pass(WAIT_MS - 1_000);
      expect(hasState(element, 'loading')).to.equal(true);
      await world.pass(2_000);
      expect([hasState(element, 'error'), errors[0]?.error.code]).to.deep.equal([true, 'token_unavailable']);
      expect(query(element, '.failure button')?.textContent.trim()).to.equal('Try again');
      const issued = world.server.issued;
      expect(world.server.to('/token')[0]?.init.signal?.aborted).to.equal(true);
      world.server.onToken = () => null;
      await world.pass(61_000);
      expect([world.server.issued > issued, hasState(element, 'ready')]).to.deep.equal([true, true]);
    });
  }

  it('a provider that never answers is asked again', async () => {
    let calls = 0;
    const tokenProvider = () => {
      calls += 1;
      return calls > 1 ? Promise.resolve('token') : new Promise<string>(() => undefined);
    };
    const element = Object.assign(place({ token: '' }), { tokenProvider });
    await world.pass(WAIT_MS + 1);
    expect(hasState(element, 'error')).to.equal(true);
    await world.pass(2_000);
    expect([textOf(element, '.number').length > 0, calls]).to.deep.equal([true, 2]);
  });

  for (const [what, answer] of [
    ['an answer', never],
    ['the body of an answer', headOnly],
  ] as const) {
    it(`for ${what}: the balance`, async () => {
      world.server.onBalances = answer;
      const element = await showTag('credits-balance', { live: 'off' });
      await world.pass(WAIT_MS + 1);
      expect([hasState(element, 'error'), query(element, '.failure button') !== null]).to.deep.equal([true, true]);
      world.server.onBalances = () => null;
      await world.pass(61_000);
      expect(hasState(element, 'ready')).to.equal(true);
    });

    for (const [tag, door] of [
      ['credits-usage-chart', 'onUsage'],
      ['credits-grants-table', 'onGrants'],
    ] as const) {
      it(`for ${what}: ${tag}`, async () => {
        world.server[door] = answer;
        const element = placeTag(tag);
        await settle();
        await world.pass(WAIT_MS - 1);
        expect(hasState(element, 'loading')).to.equal(true);
        await world.pass(2);
        expect([hasState(element, 'error'), query(element, '.failure button') !== null]).to.deep.equal([true, true]);
        world.server[door] = () => null;
        await world.pass(61_000);
        expect(hasState(element, 'ready')).to.equal(true);
      });
    }
  }

  it('a file that does not come is told as a failure', async () => {
    const chart = placeTag('credits-usage-chart');
    await settle();
    world.server.onUsage = headOnly;
    const done = chart.exportCsv();
    await world.pass(WAIT_MS + 1);
    await done;
    await settle();
    expect(textOf(chart, '[role=alert]')).to.equal('The file could not be made. Try again');
  });
});

describe('where a token goes', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    fillWorld(world);
  });
  afterEach(async () => {
    world.end();
    await settle();
  });

  it('no request follows a redirect', async () => {
    await showTag('credits-balance', { 'token-url': TOKEN_URL });
    expect(world.server.calls.length).to.be.greaterThan(1);
    for (const { url, init } of world.server.calls) expect(init.redirect, url).to.equal('error');
  });

  for (const url of ['data:application/json,{"token":"x"}', 'javascript:alert(1)', 'file:///token', 'http://[']) {
    it(`no token is taken from ${url}`, async () => {
      const element = place({ 'token-url': url });
      const errors = collect(element, 'credits-error');
      await settle();
      expect([world.server.calls.length, errors.map(({ error }) => error.code)]).to.deep.equal([
        0,
        ['token_url_invalid'],
      ]);
      expect(hasState(element, 'error')).to.equal(true);
      await world.pass(120_000);
      expect(world.server.calls.length).to.equal(0);
    });
  }
});
