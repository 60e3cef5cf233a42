import { fillWorld, showTag } from '../elements.js';
import { expect } from '../expect.js';
import { place } from '../mount.js';
import { pool } from '../pools.js';
import { settle, World } from '../world.js';

const regions = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-credits=announcer]')];

describe('what is announced is heard', () => {
  let world: World;
  let version = 1;
  beforeEach(() => {
    world = new World();
    version = 1;
    fillWorld(world, [pool()]);
  });
  afterEach(async () => {
    for (const dialog of document.querySelectorAll('dialog')) dialog.close();
    world.end();
    await settle();
  });

  /** Adds 50 credits, and waits until they were announced. */
  async function add(): Promise<string> {
    version += 1;
    const total = 4250 + 50 * (version - 1);
    world.server.change(pool({ balance: String(total), granted: String(6000 + 50 * (version - 1)), version }));
    await world.pass(11_000);
    return regions()[0]?.textContent ?? '';
  }

  /** The parent of the only region. */
  function placeOfRegion(): Element | null {
    expect(regions().length, 'one region').to.equal(1);
    return regions()[0]?.parentElement ?? null;
  }

  it('after the page has replaced its body', async () => {
    const first = await showTag('credits-balance');
    expect(placeOfRegion()).to.equal(document.body);
    const body = document.createElement('body');
    document.documentElement.replaceChild(body, document.body);
    first.remove();
    place({}, body);
    await settle();
    expect(placeOfRegion()).to.equal(body);
    expect(await add()).to.contain('50 added');
    expect(placeOfRegion()).to.equal(body);
  });

  it('after a body was put back that has a copy of the region', async () => {
    await showTag('credits-balance');
    const copy = regions()[0]!.cloneNode(true);
    document.body.prepend(copy);
    expect(await add()).to.contain('50 added');
    expect([placeOfRegion(), copy.isConnected]).to.deep.equal([document.body, false]);
  });

  it('in an open modal dialog, and outside again when it is closed', async () => {
    await showTag('credits-balance');
    const dialog = document.body.appendChild(document.createElement('dialog'));
    dialog.showModal();
    expect(await add()).to.contain('50 added');
    expect(placeOfRegion()).to.equal(dialog);
    dialog.close();
    expect(await add()).to.contain('50 added');
    expect(placeOfRegion()).to.equal(document.body);
  });

  it('in the modal around the element, also out of a shadow tree and without <dialog>', async () => {
    const modal = document.body.appendChild(document.createElement('div'));
    modal.setAttribute('aria-modal', 'true');
    const host = modal.appendChild(document.createElement('div'));
    place({}, host.attachShadow({ mode: 'open' }));
    await settle();
    expect(await add()).to.contain('50 added');
    expect(placeOfRegion()).to.equal(modal);
    const hidden = document.body.appendChild(document.createElement('div'));
    hidden.setAttribute('aria-modal', 'true');
    hidden.hidden = true;
    expect(await add()).to.contain('50 added');
    expect(placeOfRegion()).to.equal(modal);
  });

  it('into a region that has been empty for a while: screen readers ignore one that arrives with its text', async () => {
    await showTag('credits-balance');
    const dialog = document.body.appendChild(document.createElement('dialog'));
    dialog.showModal();
    await add();
    dialog.close();
    world.server.change(pool({ balance: '9000', granted: '9000', version: 99 }));
    await world.pass(1);
    expect([placeOfRegion(), regions()[0]?.textContent]).to.deep.equal([document.body, '']);
    await world.pass(11_000);
    expect(regions()[0]?.textContent).to.contain('added');
  });
});
