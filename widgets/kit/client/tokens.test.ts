import { expect } from '../../test/expect.js';
import { collect, hasState, place, show, textOf } from '../../test/mount.js';
import { POOLS } from '../../test/pools.js';
import { settle, World } from '../../test/world.js';

const TOKEN_URL = 'https://host.example/token';
const jwt = (claims: object): string => `h.${btoa(JSON.stringify(claims)).replace(/=+$/, '')}.s`;

describe('tokens', () => {
  let world: World;
  beforeEach(() => void (world = new World()));
  afterEach(async () => {
    world.end();
    await settle();
  });

  it('are taken from a provider, once for all who share it', async () => {
    world.server.balances = [POOLS.healthy];
    let calls = 0;
    const tokenProvider = () => Promise.resolve(`provided-${(calls += 1)}`);
    const elements = Array.from({ length: 4 }, () => Object.assign(place({ token: '' }), { tokenProvider }));
    await settle();
    expect(elements.map((element) => textOf(element, '.number'))).to.deep.equal(Array(4).fill('4,250'));
    expect([calls, world.server.streams.length]).to.deep.equal([1, 1]);
  });

  it('are renewed before they expire, and the stream with them', async () => {
    const element = await show(world, POOLS.healthy, { 'token-url': TOKEN_URL });
    for (let minute = 0; minute < 29; minute += 1) {
      world.server.openStreams[0]?.write(': alive\n\n');
      await world.pass(30_000);
    }
    expect(world.server.issued).to.equal(2);
    expect([world.server.streams.length, world.server.openStreams.length]).to.deep.equal([2, 1]);
    expect(world.server.calls.at(-1)?.token).to.equal('token-2');
    expect(textOf(element, '.footer')).to.equal('Live');
  });

  it('are replaced once when refused, by one call for all', async () => {
    world.server.refused.add('token-1');
    world.server.balances = [POOLS.healthy];
    const live = place({ 'token-url': TOKEN_URL });
    const asking = place({ 'token-url': TOKEN_URL, live: 'off' });
    void asking.refresh();
    await settle();
    expect([textOf(live, '.number'), textOf(asking, '.number')]).to.deep.equal(['4,250', '4,250']);
    expect(world.server.issued).to.equal(2);
  });

  it('refused twice sign the page out, which says so and stops', async () => {
    world.server.refused = new Set(['token-1', 'token-2']);
    world.server.balances = [POOLS.healthy];
    const element = place({ 'token-url': TOKEN_URL });
    const errors = collect(element, 'credits-auth-error');
    await settle();
    const calls = world.server.calls.length;
    await world.pass(600_000);
    expect([hasState(element, 'signed-out'), errors.length, world.server.issued]).to.deep.equal([true, 1, 2]);
    expect(world.server.calls.length).to.equal(calls);
    await element.refresh();
    await settle();
    expect(textOf(element, '.number')).to.equal('4,250');
  });

  it('that a backend refuses to give mean signed out; that fail to come are asked for again', async () => {
    world.server.onToken = () => new Response(null, { status: 401 });
    const element = await show(world, POOLS.healthy, { 'token-url': TOKEN_URL });
    expect(hasState(element, 'signed-out')).to.equal(true);
    element.remove();
    await settle();
    world.server.onToken = () => new Response('oops', { status: 500 });
    const other = await show(world, POOLS.healthy, { 'token-url': TOKEN_URL });
    expect(hasState(other, 'error')).to.equal(true);
    world.server.onToken = () => null;
    await world.pass(5_000);
    expect(textOf(other, '.number')).to.equal('4,250');
  });

  it('renewed by the host keep the numbers; those of another customer do not', async () => {
    const element = await show(world, POOLS.healthy, { token: jwt({ sub: 'ann', iat: 1, exp: 901 }) });
    world.server.onStream = () => new Promise(() => undefined);
    element.token = jwt({ sub: 'ann', iat: 800, exp: 1700 });
    await settle();
    expect(textOf(element, '.number')).to.equal('4,250');
    element.token = jwt({ sub: 'bob', iat: 800, exp: 1700 });
    await settle();
    expect(hasState(element, 'loading')).to.equal(true);
  });

  it('cleared, or logged out, close the stream and drop the numbers', async () => {
    const element = await show(world, POOLS.healthy);
    const other = place();
    await settle();
    element.logout();
    await settle();
    expect([hasState(other, 'signed-out'), world.server.openStreams.length, other.getData()]).to.deep.equal([
      true,
      0,
      [],
    ]);
    element.token = 'next-customer';
    await settle();
    expect(textOf(element, '.number')).to.equal('4,250');
    element.token = '';
    other.remove();
    await settle();
    expect([hasState(element, 'signed-out'), world.server.openStreams.length]).to.deep.equal([true, 0]);
  });

  it('go nowhere but into the Authorization header', async () => {
    const secret = 'secret-token-value';
    const told: unknown[] = [];
    const keep = (...args: unknown[]) => void told.push(...args);
    const { log, warn, error } = console;
    Object.assign(console, { log: keep, warn: keep, error: keep });
    const tokenProvider = () => Promise.resolve(secret);
    world.server.balances = [POOLS.healthy];
    const element = place({ token: '' });
    const failures = collect(element, 'credits-error');
    Object.assign(element, { tokenProvider });
    await settle();
    world.server.down = true;
    world.server.streams[0]?.end();
    await world.pass(60_000);
    Object.assign(console, { log, warn, error });
    const seen = [document.documentElement.outerHTML, element.shadowRoot?.innerHTML, JSON.stringify(told)];
    expect(failures.length).to.equal(1);
    seen.push(failures.map(({ error }) => `${error.message} ${JSON.stringify(error)} ${error.stack ?? ''}`).join(' '));
    const urls = world.server.calls.map(({ url }) => url);
    expect([...seen, ...urls, JSON.stringify([localStorage, sessionStorage])].join(' ')).to.not.contain(secret);
    expect(world.server.calls.every(({ init }) => init.credentials === 'omit')).to.equal(true);
    element.tokenProvider = () => Promise.reject(new Error(secret));
    await settle();
    expect(element.shadowRoot?.innerHTML).to.not.contain(secret);
  });
});
