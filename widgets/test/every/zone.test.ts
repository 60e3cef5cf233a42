import { FakeIntersections } from '../chart.js';
import { fillWorld, listenForErrors, showTag, TAGS } from '../elements.js';
import { expect } from '../expect.js';
import { hasState, query, textOf } from '../mount.js';
import { pool } from '../pools.js';
import { usage } from '../usage.js';
import { settle, World } from '../world.js';

describe('the zone of times', () => {
  let world: World;
  let endListening: () => readonly string[];
  beforeEach(() => {
    world = new World();
    FakeIntersections.install();
    fillWorld(world);
    endListening = listenForErrors();
  });
  afterEach(async () => {
    world.end();
    await settle();
    FakeIntersections.restore();
    endListening();
  });

  /** Chromium reports this zone if it does not know the zone of the machine. */
  async function inUnknownZone(run: () => Promise<void>): Promise<void> {
    const { prototype } = Intl.DateTimeFormat;
    const { resolvedOptions } = prototype;
    prototype.resolvedOptions = function (this: Intl.DateTimeFormat) {
      return { ...resolvedOptions.call(this), timeZone: 'Etc/Unknown' };
    };
    try {
      await run();
    } finally {
      prototype.resolvedOptions = resolvedOptions;
    }
  }

  for (const tag of TAGS) {
    it(`is UTC in <${tag}> where the browser reports one that it refuses`, async () => {
      await inUnknownZone(async () => {
        const element = await showTag(tag, { 'time-zone': '' });
        expect(endListening()).to.deep.equal([]);
        expect(hasState(element, 'ready')).to.equal(true);
        for (const { url } of world.server.to('/usage')) {
          expect(new URL(url).searchParams.get('timeZone')).to.equal('UTC');
        }
        if (tag === 'credits-usage-chart') expect(textOf(element, '[part=period]')).to.contain('UTC');
        const title = query(element, 'time')?.title ?? 'UTC';
        expect(title).to.contain('UTC');
      });
    });
  }

  it('tells apart the two hours with one name in autumn', async () => {
    world.nowMs = Date.parse('2026-11-01T09:00:00Z');
    world.server.asOf = '2026-11-01T09:00:00.000Z';
    world.server.balances = [pool({ asOf: world.server.asOf })];
    world.server.usage = (query) => {
      const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
      const buckets = Array.from({ length: 24 }, (_, hour) =>
        new Date(Date.parse(from) + hour * 3_600_000).toISOString(),
      );
      const timeZone = query.get('timeZone') ?? '';
      return usage({ interval: 'hour', timeZone, from, to, buckets }, [{ cents: buckets.map(() => 100) }]);
    };
    const settings = { range: '24h', view: 'table', 'time-zone': 'America/Chicago' };
    const chart = await showTag('credits-usage-chart', settings);
    // Later rows of a table are rendered later.
    await world.pass(1_000);
    const heads = [...chart.shadowRoot!.querySelectorAll('tbody th')].map((one) => one.textContent.trim());
    expect(heads.length).to.be.greaterThan(10);
    expect(new Set(heads).size).to.equal(heads.length);
    const repeated = heads.filter((head) => /C[DS]T/.test(head)).map((head) => head.replace(/\s/g, ' '));
    expect(repeated).to.deep.equal(['Sun, Nov 1, 1:00 AM CDT', 'Sun, Nov 1, 1:00 AM CST']);
  });
});
