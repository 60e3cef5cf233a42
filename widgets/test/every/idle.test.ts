import { html } from 'lit';
import { CreditsElement } from '../../kit/element/credits-element.js';
import { pathReader } from '../../kit/element/answer-reader.js';
import { INTERVALS, RANGES } from '../../usage-chart/controls/ranges.js';
import { FakeIntersections } from '../chart.js';
import type { Tag } from '../elements.js';
import { fillWorld, showTag, TAGS } from '../elements.js';
import { expect } from '../expect.js';
import { placeTag } from '../mount.js';
import { optionsOf } from '../options.js';
import { settle, World } from '../world.js';

const IDLE_MS = 5_000;
/** Ends an endless loop of reads: after this many, the server answers nothing. */
const MOST_CALLS = 40;
const CUSTOM = { from: '2026-11-01', to: '2026-11-03' };

/** Every period and interval that the element takes. */
function settingsOf(tag: Tag): Record<string, string>[] {
  const names = optionsOf(tag).map(({ attribute }) => attribute);
  const ranges = names.includes('range') ? RANGES.map((range) => ({ range, ...CUSTOM })) : [{}];
  const intervals = names.includes('interval') ? [{}, ...INTERVALS.map((interval) => ({ interval }))] : [{}];
  const all = ranges.flatMap((range) => intervals.map((interval) => ({ ...range, ...interval })));
  return all.flatMap((setting) => [setting, { ...setting, live: 'off' }]);
}

/** Its query depends on its answer, as a period does that follows the clock of the server too closely. */
class Restless extends CreditsElement {
  private answers = 0;
  private readonly reader = pathReader<unknown>(this, () => (this.answers += 1));

  protected override willUpdate(): void {
    super.willUpdate();
    const { client } = this;
    const query = `ledger?limit=${this.answers}`;
    this.reader.ask(
      client && this.data.phase === 'ready' ? { read: client.read, subject: '', query, version: 0 } : null,
    );
  }

  override render() {
    return html`${this.reader.answer}`;
  }
}

describe('where nothing happens, nothing is read', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    FakeIntersections.install();
    fillWorld(world);
    // A clock that has milliseconds and runs, as every real one does.
    world.nowMs += 656;
    Date.now = () => (world.nowMs += 1);
    const { server } = world;
    const never = () => (server.calls.length > MOST_CALLS ? new Promise<Response>(() => undefined) : null);
    server.onUsage = server.onGrants = server.onLedger = server.onChanges = server.onProjection = never;
  });
  afterEach(async () => {
    world.end();
    await settle();
    FakeIntersections.restore();
  });

  for (const tag of TAGS) {
    for (const setting of settingsOf(tag)) {
      it(`<${tag}> ${Object.values(setting).join(' ')}`, async () => {
        const { calls } = world.server;
        const element = await showTag(tag, setting);
        const first = calls.map(({ url }) => url);
        expect(first.length).to.be.greaterThan(0);
        expect(first.length, 'a read was repeated').to.equal(new Set(first).size);
        await world.pass(IDLE_MS);
        expect(calls.map(({ url }) => url)).to.deep.equal(first);
        element.remove();
      });
    }
  }

  it('a read is not repeated by its own answer, even if the answer changes the question', async () => {
    customElements.define('credits-restless', Restless);
    placeTag('credits-restless' as Tag);
    await settle();
    await world.pass(IDLE_MS);
    expect(world.server.to('/ledger').length).to.equal(1);
  });
});
