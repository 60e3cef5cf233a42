import { FakeIntersections } from '../chart.js';
import type { AnyElement, Tag } from '../elements.js';
import { fillWorld, listenForErrors, showTag, TAGS } from '../elements.js';
import { expect } from '../expect.js';
import { problem } from '../fake-server.js';
import { hasState, query, textOf } from '../mount.js';
import { pool } from '../pools.js';
import { settle, World } from '../world.js';

type Elements = Record<Tag, AnyElement>;

/** The content that each element shows when it works. */
const WELL: Readonly<Record<Tag, RegExp>> = {
  'credits-balance': /4,2\d\d/,
  'credits-usage-chart': /Image/,
  'credits-grants-table': /Monthly pack/,
  'credits-utilization-portal': /Chat/,
};

describe('an error in one element leaves the others working:', () => {
  let world: World;
  let end: () => readonly string[];
  beforeEach(() => {
    world = new World();
    FakeIntersections.install();
    fillWorld(world, [pool()]);
    end = listenForErrors();
  });
  afterEach(async () => {
    world.end();
    await settle();
    FakeIntersections.restore();
    end();
  });

  async function showAll(): Promise<Elements> {
    const shown = {} as Elements;
    for (const tag of TAGS) Object.assign(shown, { [tag]: await showTag(tag) });
    return shown;
  }

  const areWell = (shown: Elements, but: Tag): void => {
    for (const tag of TAGS.filter((one) => one !== but)) {
      expect(WELL[tag].test(textOf(shown[tag])), `${tag}: ${textOf(shown[tag])}`).to.equal(true);
      expect(hasState(shown[tag], 'ready'), tag).to.equal(true);
    }
  };

  for (const tag of TAGS) {
    it(`${tag} throws while it renders`, async () => {
      const shown = await showAll();
      const broken = shown[tag];
      Object.defineProperty(broken, 'render', {
        value: () => {
          throw new Error('broken');
        },
      });
      world.server.change(pool({ balance: '4249', version: 2 }));
      await world.pass(2_000);
      expect(end()).to.contain('Error: broken');
      areWell(shown, tag);
      // The broken element keeps its content.
      expect(WELL[tag].test(textOf(broken))).to.equal(true);
      if (tag !== 'credits-balance') expect(textOf(shown['credits-balance'])).to.contain('4,249');
      expect(world.server.openStreams.length).to.equal(1);
    });
  }

  for (const [answer, tag] of [
    ['onUsage', 'credits-usage-chart'],
    ['onGrants', 'credits-grants-table'],
    ['onLedger', 'credits-utilization-portal'],
  ] as const) {
    it(`${tag} receives an error, then an invalid answer`, async () => {
      world.server[answer] = () => problem(500, 'internal_error');
      const shown = await showAll();
      areWell(shown, tag);
      expect(textOf(shown[tag])).to.contain('Try again');
      shown[tag].remove();
      for (const body of ['<!doctype html>', '', '{']) {
        const text = async (): Promise<unknown> => JSON.parse(body);
        world.server[answer] = () => Object.assign(new Response(null, { status: 200 }), { json: text });
        const again = await showTag(tag);
        expect(textOf(again), body).to.contain('Try again');
        again.remove();
        await settle();
      }
      areWell(shown, tag);
    });
  }

  it('an invalid stream keeps the numbers and recovers', async () => {
    const shown = await showAll();
    const [stream] = world.server.streams;
    stream?.write('event: balance\ndata: {"creditTypeId":\n\nevent: balance\ndata: <html>\n\n');
    await settle();
    for (const tag of TAGS) expect(WELL[tag].test(textOf(shown[tag])), tag).to.equal(true);
    await world.pass(31_000);
    expect(world.server.openStreams.length).to.equal(1);
    world.server.change(pool({ balance: '4240', version: 3 }));
    await settle();
    expect(textOf(query(shown['credits-utilization-portal'], 'credits-balance')!, '.number')).to.equal('4,240');
    expect(end()).to.deep.equal([]);
  });
});
