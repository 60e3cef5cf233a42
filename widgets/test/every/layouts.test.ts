import { FakeIntersections } from '../chart.js';
import type { Tag } from '../elements.js';
import { fillWorld, showTag, TAGS } from '../elements.js';
import { expect } from '../expect.js';
import { misfitsIn } from '../fit.js';
import { settle, World } from '../world.js';

/** The width of an element whose parent asks for it, and the least in a crowded row, as docs/widgets.md says. */
const USUAL_PX = 240;
const LEAST_PX = 160;

type Layout = {
  /** The parent of the element, inside of a box of the tested width. */
  readonly css: string;
  readonly tag?: 'div' | 'dialog';
  readonly beside?: string;
  readonly open?: (parent: HTMLElement) => void;
  /** The element takes all the width that there is. */
  readonly fills?: boolean;
};

const modal = (parent: HTMLElement) => (parent as HTMLDialogElement).showModal();
const BUTTON = '<button>Buy</button>';
/** A dialog has a border and a padding of its own, and its box is the window. */
const BARE = 'margin: 0; border: 0; padding: 0;';

const LAYOUTS: Readonly<Record<string, Layout>> = {
  block: { css: '', fills: true },
  'flex row': { css: 'display: flex' },
  'flex row with a button': { css: 'display: flex; gap: 16px', beside: BUTTON },
  'flex row that wraps': { css: 'display: flex; flex-wrap: wrap; gap: 16px', beside: BUTTON },
  'flex row that is centered': { css: 'display: flex; justify-content: center; align-items: center' },
  'flex column': { css: 'display: flex; flex-direction: column', fills: true },
  'flex column that is centered': { css: 'display: flex; flex-direction: column; align-items: center' },
  'inline-flex': { css: 'display: inline-flex' },
  'inline-block': { css: 'display: inline-block' },
  'grid of one fraction': { css: 'display: grid; grid-template-columns: 1fr', fills: true },
  'grid of an auto track': { css: 'display: grid; grid-template-columns: auto', fills: true },
  'grid of two auto tracks': {
    css: 'display: grid; grid-template-columns: auto auto; justify-content: start; gap: 8px',
    beside: BUTTON,
  },
  'grid that is centered': { css: 'display: grid; place-items: center' },
  'inline-grid': { css: 'display: inline-grid' },
  float: { css: 'float: inline-start' },
  'table cell': { css: 'display: table-cell' },
  table: { css: 'display: table' },
  'absolute position': { css: 'position: absolute' },
  'fixed position': { css: 'position: fixed; inset: 0 auto auto 0' },
  'fit-content': { css: 'inline-size: fit-content' },
  'max-content': { css: 'inline-size: max-content' },
  dialog: { tag: 'dialog', css: BARE, open: modal },
  popover: { css: BARE, open: (parent) => Object.assign(parent, { popover: 'manual' }).showPopover() },
};

function build({ tag = 'div', css, beside = '' }: Layout, widthPx: number) {
  const box = document.createElement('div');
  box.style.cssText = `position: relative; inline-size: ${widthPx}px`;
  const parent = document.createElement(tag);
  parent.style.cssText = css;
  box.append(parent);
  document.body.append(box);
  return { box, parent, fillRest: () => parent.insertAdjacentHTML('beforeend', beside) };
}

describe('in every layout an element', () => {
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

  async function show(tag: Tag, layout: Layout, widthPx: number) {
    const { box, parent, fillRest } = build(layout, widthPx);
    layout.open?.(parent);
    const element = await showTag(tag, {}, parent);
    fillRest();
    await settle();
    return { box, parent, element, width: element.getBoundingClientRect().width };
  }

  for (const tag of TAGS) {
    for (const [name, layout] of Object.entries(LAYOUTS)) {
      it(`<${tag}> is seen in a ${name}`, async () => {
        const { element, width } = await show(tag, layout, 700);
        expect(width, 'width').to.be.within(USUAL_PX, layout.fills ? 700 : USUAL_PX);
        if (layout.fills) expect(width).to.equal(700);
        expect(misfitsIn(element)).to.deep.equal([]);
      });

      it(`<${tag}> stays inside of 240 px in a ${name}`, async () => {
        const { box, element, parent, width } = await show(tag, layout, 240);
        expect(width).to.be.within(LEAST_PX, 240);
        const edges = [box, element, parent].map((one) => one.getBoundingClientRect());
        const [outer, ...inner] = edges;
        for (const { left, right } of inner) {
          expect(right - left).to.be.most(240);
          if (!layout.open && !layout.css.includes('fixed')) expect(right).to.be.most((outer?.right ?? 0) + 0.5);
        }
        expect(box.scrollWidth, 'nothing beside it is pushed out').to.be.most(240);
      });
    }
  }

  it('in a crowded row keeps 160 px', async () => {
    const { width } = await show(
      'credits-balance',
      { css: 'display: flex', beside: '<div style="flex: none; inline-size: 460px"></div>' },
      480,
    );
    expect(width).to.equal(LEAST_PX);
  });
});
