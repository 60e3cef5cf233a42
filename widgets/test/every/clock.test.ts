import { FakeIntersections } from '../chart.js';
import { fillWorld, showTag, TAGS } from '../elements.js';
import { expect } from '../expect.js';
import { problem } from '../fake-server.js';
import { hasState, textOf } from '../mount.js';
import { NOW, pool } from '../pools.js';
import { settle, World } from '../world.js';

/** The interval at which elements refresh relative times. */
const TICK_MS = 30_000;

describe('time', () => {
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
    it(`reads the same in ${tag} whatever the page’s own clock says`, async () => {
      const read: string[] = [];
      for (const hours of [0, -1, 1]) {
        world.nowMs = Date.parse(NOW) + hours * 3_600_000;
        const element = await showTag(tag);
        const inside = [...element.shadowRoot!.querySelectorAll('.child')].map((child) => textOf(child));
        read.push([textOf(element), ...inside].join('\n'));
        element.remove();
        await settle();
      }
      expect(read[0]?.length).to.be.greaterThan(40);
      expect([read[1], read[2]]).to.deep.equal([read[0], read[0]]);
    });

    it(`of a day follows the zone in ${tag}, also on clock changes and at the date line`, async () => {
      for (const zone of ['Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kathmandu', 'UTC']) {
        for (const instant of ['2026-03-29T00:30:00.000Z', '2026-11-01T05:30:00.000Z', '2025-12-31T10:30:00.000Z']) {
          world.nowMs = Date.parse(instant);
          world.server.asOf = instant;
          world.server.balances = [pool({ asOf: instant })];
          const element = await showTag(tag, { 'time-zone': zone, live: 'off' });
          expect(hasState(element, 'ready'), `${zone} ${instant}`).to.equal(true);
          const { url = '' } = world.server.to('/usage').at(-1) ?? {};
          if (url) {
            const asked = new URL(url).searchParams;
            const hour = { hour: 'numeric', hourCycle: 'h23', timeZone: zone } as const;
            const hourOf = (name: string) =>
              Number(new Intl.DateTimeFormat('en', hour).format(Date.parse(asked.get(name) ?? '')));
            expect([asked.get('timeZone'), hourOf('from'), hourOf('to')]).to.deep.equal([zone, 0, 0]);
          }
          element.remove();
          await settle();
        }
      }
    });
  }

  it('is refreshed by one timer for the whole page', async () => {
    for (const tag of TAGS) await showTag(tag, { live: 'off', 'credit-type': 'ai-tokens' });
    const ticks = () => world.timers.filter(({ atMs }) => atMs > world.nowMs && atMs <= world.nowMs + TICK_MS);
    expect(ticks().length).to.equal(1);
    await world.pass(TICK_MS);
    expect(ticks().length).to.equal(1);
  });

  it('and number formats are cached, and follow the browser’s current language', async () => {
    const made: unknown[] = [];
    const { NumberFormat } = Intl;
    Object.assign(Intl, {
      NumberFormat: class extends NumberFormat {
        constructor(...given: ConstructorParameters<typeof NumberFormat>) {
          super(...given);
          made.push(given);
        }
      },
    });
    try {
      const balance = await showTag('credits-balance', { 'credit-type': 'ai-tokens' });
      balance.removeAttribute('lang');
      await settle();
      const first = made.length;
      world.server.change(pool({ balance: '4000', version: 2 }));
      await settle();
      expect([textOf(balance, '.number'), made.length - first]).to.deep.equal(['4,000', 0]);
      Object.defineProperty(navigator, 'language', { configurable: true, value: 'de' });
      window.dispatchEvent(new Event('languagechange'));
      await settle();
      expect(textOf(balance, '.number')).to.equal('4.000');
      expect(made.length).to.be.greaterThan(first);
    } finally {
      Object.assign(Intl, { NumberFormat });
      Reflect.deleteProperty(navigator, 'language');
    }
  });

  it('of the balance is requested every minute while the stream is unavailable', async () => {
    world.server.onStream = () => problem(503, 'unavailable');
    const element = await showTag('credits-balance', { 'credit-type': 'ai-tokens' });
    expect(textOf(element, '.number')).to.equal('4,250');
    for (const [balance, version] of [
      ['4000', 2],
      ['3000', 3],
    ] as const) {
      world.server.balances = [pool({ balance, version })];
      await world.pass(61_000);
      expect(textOf(element, '.number')).to.equal(balance.replace('000', ',000'));
      expect(hasState(element, 'stale')).to.equal(false);
    }
    world.server.onStream = () => null;
    await world.pass(31_000);
    expect(textOf(element, '.footer')).to.equal('Live');
  });
});
