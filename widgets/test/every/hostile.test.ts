import { FakeIntersections } from '../chart.js';
import type { AnyElement } from '../elements.js';
import { everythingIn, fillWorld, showTag, TAGS } from '../elements.js';
import { expect } from '../expect.js';
import { textOf } from '../mount.js';
import { settle, World } from '../world.js';

/** Global styles of host pages. */
const RESETS = {
  preflight: `
    *, ::before, ::after { box-sizing: border-box; margin: 0; padding: 0; border: 0 solid #e5e7eb }
    html { line-height: 1.5; tab-size: 4 } body { line-height: inherit }
    h1, h2, h3 { font-size: inherit; font-weight: inherit } a { color: inherit; text-decoration: inherit }
    button, input, select { font: inherit; color: inherit; background: transparent; border-radius: 0 }
    img, svg, video, canvas { display: block; vertical-align: middle; max-width: 100%; height: auto }
    table { text-indent: 0; border-collapse: collapse } ol, ul { list-style: none } [hidden] { display: none }`,
  reboot: `
    *, *::before, *::after { box-sizing: border-box } p { margin: 0 0 1rem }
    h1, h2, h3 { margin: 0 0 0.5rem; font-weight: 500 } table { caption-side: bottom } th { text-align: match-parent }
    button { border-radius: 0; text-transform: none } .row { display: flex; margin: 0 -15px } .card { display: flex }
    .base { padding: 99px } .actions { float: right } .number { font-size: 4px } .table { width: 100% }`,
  // The page restores the properties that let an element measure its width, as docs/widgets.md says.
  unset: `* { all: unset } ${TAGS.join()} { display: block; container-type: inline-size }`,
};

/** Layout and paint of everything inside an element, including nested elements. */
function looksOf(element: AnyElement): string[] {
  const { left, top } = element.getBoundingClientRect();
  return [...everythingIn(element.shadowRoot!)].map((one) => {
    const box = one.getBoundingClientRect();
    const { display, margin, padding, border, fontWeight, textAlign, listStyle } = getComputedStyle(one);
    // Elements without a size have no position, and drawings are measured in fractions of pixels.
    if (box.width * box.height === 0 || one instanceof SVGPathElement) return one.localName;
    const place = [box.left - left, box.top - top, box.width, box.height].map((size) => Math.round(size * 10));
    return [
      one.localName,
      one.getAttribute('class'),
      ...place,
      display,
      margin,
      padding,
      border,
      fontWeight,
      textAlign,
      listStyle,
    ]
      .map(String)
      .join(' ');
  });
}

describe('on a page with its own global styles', () => {
  let world: World;
  let box: HTMLElement;
  beforeEach(() => {
    world = new World();
    FakeIntersections.install();
    fillWorld(world);
    // Inline styles, so that only important rules of the host can change the box.
    box = document.body.appendChild(document.createElement('div'));
    box.style.cssText = 'all: initial; display: block; inline-size: 700px; font: 16px sans-serif; line-height: 24px';
  });
  afterEach(async () => {
    document.adoptedStyleSheets = [];
    world.end();
    await settle();
    FakeIntersections.restore();
  });

  for (const tag of TAGS) {
    for (const [name, css] of Object.entries(RESETS)) {
      it(`${tag} looks the same as elsewhere (${name})`, async () => {
        const element = await showTag(tag, { 'can-add': '' }, box);
        const before = looksOf(element);
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets = [sheet];
        await settle();
        const now = looksOf(element);
        const other = now.flatMap((look, index) => (look === before[index] ? [] : [before[index], look]));
        expect(other.slice(0, 6)).to.deep.equal([]);
      });
    }

    it(`${tag} fits on a page that unsets every style`, async () => {
      const element = await showTag(tag, { 'can-add': '' }, box);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('* { all: unset }');
      document.adoptedStyleSheets = [sheet];
      for (const width of [240, 700]) {
        box.style.setProperty('inline-size', `${width}px`);
        await settle();
        expect(box.scrollWidth, `${width}`).to.be.most(width);
        expect(textOf(element).length).to.be.greaterThan(40);
      }
    });

    it(`${tag} changes nothing in its page`, async () => {
      const neighbour = box.appendChild(document.createElement('div'));
      neighbour.innerHTML =
        '<p class="row card">Mine</p><button class="add sort">Mine</button><table class="base"><tr><td>1</td></tr></table>';
      const looks = () =>
        [...everythingIn(neighbour)].map((one) => [...getComputedStyle(one)].map((name) => getComputedStyle(one).getPropertyValue(name)).join()); // prettier-ignore
      const globals = () => [
        document.adoptedStyleSheets.length,
        document.styleSheets.length,
        document.head.innerHTML,
        document.documentElement.getAttributeNames().join(),
        document.body.getAttributeNames().join(),
      ];
      const before = [looks(), globals()];
      const element = await showTag(tag, {}, box);
      expect([looks(), globals()]).to.deep.equal(before);
      const ours = [...document.body.children].filter((one) => one !== box);
      expect(ours.map((one) => one.outerHTML.replace(/style="[^"]*"/, 'style'))).to.deep.equal([
        '<div role="status" data-credits="announcer" style></div>',
      ]);
      // Audible but invisible: out of the flow and clipped to nothing.
      const { position, clipPath } = getComputedStyle(ours[0]!);
      expect([/absolute|fixed/.test(position), clipPath]).to.deep.equal([true, 'inset(50%)']);
      element.remove();
      await settle();
      expect([...document.body.children].length).to.equal(1);
    });
  }
});
