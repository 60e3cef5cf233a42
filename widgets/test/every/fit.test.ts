import { ENGLISH } from '../../kit/strings/all.js';
import { FakeIntersections } from '../chart.js';
import { expect } from '../expect.js';
import { misfitsIn } from '../fit.js';
import { stage } from '../stage.js';
import { STATES, TAGS } from '../states/index.js';
import { pseudo } from '../words.js';
import { settle, World } from '../world.js';

for (const tag of TAGS) {
  describe(`words two fifths longer fit into <${tag}>`, () => {
    let world: World;
    beforeEach(() => {
      world = new World();
      FakeIntersections.install();
    });
    afterEach(async () => {
      world.end();
      await settle();
      FakeIntersections.restore();
    });

    for (const [name, state] of Object.entries(STATES[tag])) {
      it(name, async () => {
        const strings = pseudo(ENGLISH);
        // The narrowest width comes first, because a hidden page does not tell a canvas that it shrank.
        const { element } = await stage(world, tag, state, (one) =>
          Object.assign(one, { strings }).style.setProperty('inline-size', '240px'),
        );
        for (const width of [240, 320, 480]) {
          element.style.setProperty('inline-size', `${width}px`);
          await settle();
          expect(misfitsIn(element), `${width} px`).to.deep.equal([]);
        }
      });
    }
  });
}
