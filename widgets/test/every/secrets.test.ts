import { FakeIntersections } from '../chart.js';
import { everythingIn, fillWorld, showTag, TAGS, wordsOf } from '../elements.js';
import { expect } from '../expect.js';
import { API } from '../fake-server.js';
import { pool, POOLS } from '../pools.js';
import { settle, World } from '../world.js';

/** Not base64, because the page's source maps are searched too and contain file names. */
const SECRET = 'n0-wh3re_e1se';
const claims = btoa(JSON.stringify({ sub: SECRET, iat: 1, exp: 9_999_999_999 }));
/** A token in which every part is recognizable. */
const TOKEN = `${SECRET}.${claims}.${SECRET}`;

const EVENTS = ['ready', 'balance-change', 'low', 'depleted', 'add-request', 'range-change', 'bucket-select', 'export',
  'error', 'auth-error']; // prettier-ignore

function carriedBy(event: Event): string {
  const seen = new WeakSet();
  const own = Object.fromEntries(Object.entries(event).filter(([, value]) => !(value instanceof Node)));
  const text = JSON.stringify(own, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return typeof value === 'function' ? String(value) : value;
    if (seen.has(value)) return undefined;
    seen.add(value);
    return value instanceof Error ? { ...value, message: value.message, stack: value.stack } : value;
  });
  return `${event.type} ${text}`;
}

describe('a token goes nowhere but into the Authorization header', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    FakeIntersections.install();
    fillWorld(world, [pool()]);
  });
  afterEach(async () => {
    world.end();
    await settle();
    FakeIntersections.restore();
  });

  for (const tag of TAGS) {
    it(tag, async () => {
      const told: string[] = [];
      const real = { ...console };
      const keep = (...args: unknown[]) => void told.push(args.map(String).join(' '));
      Object.assign(console, { log: keep, info: keep, debug: keep, warn: keep, error: keep });
      const events: string[] = [];
      const onEvent = (event: Event) => void events.push(carriedBy(event));
      for (const name of EVENTS) document.addEventListener(`credits-${name}`, onEvent);
      const seen: string[] = [];
      const look = () => {
        seen.push(wordsOf(document.documentElement), document.documentElement.outerHTML, location.href, document.title);
        seen.push(JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]), document.cookie);
        seen.push(...performance.getEntries().map(({ name }) => name));
      };

      const element = await showTag(tag, {
        'token-url': 'https://host.example/token',
        'can-add': '',
        'can-select': '',
      });
      element.removeAttribute('token-url');
      element.tokenProvider = () => Promise.resolve(TOKEN);
      await settle();
      await settle();
      look();
      for (const one of [...everythingIn(element)]) {
        if (one.getAttribute('role') === 'slider') one.dispatchEvent(new FocusEvent('focus'));
        if (one.localName === 'button') (one as HTMLButtonElement).click();
      }
      await settle();
      look();
      world.server.change({ ...POOLS.low, version: 2 });
      await settle();
      world.server.change({ ...POOLS.overdrawn, version: 3 });
      await world.pass(12_000);
      look();
      world.server.down = true;
      for (const stream of world.server.openStreams) stream.end();
      await world.pass(70_000);
      look();
      world.server.down = false;
      world.server.refused.add(TOKEN);
      await element.refresh();
      await settle();
      look();
      // An error of a token provider may contain anything.
      element.tokenProvider = () => Promise.reject(new Error(TOKEN));
      await settle();
      look();
      // A token attribute stays where the page put it, and must not be copied elsewhere.
      element.tokenProvider = null;
      element.token = `${TOKEN}x`;
      await settle();
      look();
      for (const name of EVENTS) document.removeEventListener(`credits-${name}`, onEvent);
      Object.assign(console, real);

      const { calls } = world.server;
      const ours = calls.filter(({ url }) => url.startsWith(API));
      expect(ours.filter(({ token }) => token?.includes(SECRET)).length).to.be.greaterThan(2);
      expect(ours.every(({ init }) => init.credentials === 'omit')).to.equal(true);
      expect(events.length).to.be.greaterThan(2);
      const all = [...seen, ...told, ...events, ...calls.map(({ url, init }) => `${url} ${JSON.stringify(init.body)}`)];
      for (const piece of [SECRET, claims]) expect(all.filter((text) => text.includes(piece))).to.deep.equal([]);
      expect(told).to.deep.equal([]);
    });
  }
});
