import { FakeIntersections } from '../chart.js';
import { fillWorld, showTag, TAGS, wordsOf } from '../elements.js';
import { expect } from '../expect.js';
import { json } from '../fake-server.js';
import { grant } from '../grants.js';
import { hasState } from '../mount.js';
import { pool } from '../pools.js';
import { change, eventGroup } from '../ledger.js';
import { usage } from '../usage.js';
import { settle, World } from '../world.js';

/** A name that appears wherever data of the first customer is painted. */
const FIRST = 'Leftover';

describe('no late answer for the previous customer is painted', () => {
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
    // The answers of the first customer that are still pending when the second takes over.
    for (const held of ['balances', 'everything else'] as const) {
      it(`${tag}, while ${held} is pending`, async () => {
        const late: (() => void)[] = [];
        const { server } = world;
        const later = (body: () => unknown) => (call: { readonly token: string | null }) =>
          call.token === 'customer-token'
            ? new Promise<Response>((resolve) => late.push(() => resolve(json(body()))))
            : null;
        const first = pool({ name: FIRST, balance: '666', version: 99 });
        if (held === 'balances') server.onBalances = later(() => ({ data: [first] }));
        server.onUsage = later(() => usage({}, [{ key: FIRST, name: FIRST, cents: [1, 1, 1, 1, 1, 1, 1] }]));
        server.onGrants = later(() => ({ data: [grant({ reason: FIRST })], nextCursor: null }));
        server.onChanges = later(() => ({ data: [change({ featureName: FIRST })] }));
        server.onLedger = later(() => ({ data: [eventGroup({ reason: FIRST, featureId: FIRST })], nextCursor: null }));
        server.onProjection = later(() => ({ data: [first] }));
        const element = await showTag(tag, { live: 'off' });
        element.token = 'other-customer';
        await settle();
        await settle();
        expect(hasState(element, 'ready')).to.equal(true);
        expect(late.length).to.be.least(tag === 'credits-balance' && held !== 'balances' ? 0 : 1);
        for (const answer of late.splice(0)) answer();
        await settle();
        await settle();
        const words = wordsOf(element);
        expect(words.includes(FIRST) || words.includes('666'), words).to.equal(false);
        expect(late.length).to.equal(0);
      });
    }
  }
});
