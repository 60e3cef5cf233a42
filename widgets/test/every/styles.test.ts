import { FakeIntersections } from '../chart.js';
import type { AnyElement } from '../elements.js';
import { fillWorld, showTag, TAGS } from '../elements.js';
import { expect } from '../expect.js';
import { query } from '../mount.js';
import { POOLS } from '../pools.js';
import { settle, World } from '../world.js';

/** Physical directions in place of logical ones. A canvas has pixels and no text direction. */
const PHYSICAL =
  /^(margin|padding|border|inset|scroll-margin|scroll-padding)?-?(left|right)(-|$)|^(left|right|float|clear)$/;
/** In a four-value shorthand, the second value is for the right side and the fourth for the left. */
const BOX = /^(margin|padding|inset|border-width)$/;
const SIDES = /^(left|right)$/;
/** A transition that only switches visibility does not move anything. */
const STILL = /^(0s|1ms)$/;

function* rulesOf(
  rules: Iterable<CSSRule>,
  around: readonly string[] = [],
): Generator<{ readonly rule: CSSStyleRule; readonly around: readonly string[] }> {
  for (const rule of rules) {
    if (rule instanceof CSSStyleRule) yield { rule, around };
    if (rule instanceof CSSGroupingRule) {
      const condition = rule instanceof CSSMediaRule ? rule.media.mediaText : rule.cssText.split('{')[0];
      yield* rulesOf(rule.cssRules, [...around, condition ?? '']);
    }
  }
}

const adopted = (element: AnyElement): CSSRule[] =>
  element.shadowRoot!.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]);

describe('the styles of every element', () => {
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
    it(`${tag}: every used private token is defined, and every defined one is used`, async () => {
      const css = adopted(await showTag(tag)).map(({ cssText }) => cssText).join('\n'); // prettier-ignore
      const found = (pattern: RegExp) => [...new Set([...css.matchAll(pattern)].map(([, name]) => name))].sort();
      const [defined, used] = [found(/(--_[\w-]+)\s*:/g), found(/var\(\s*(--_[\w-]+)/g)];
      expect(used.filter((name) => !defined.includes(name))).to.deep.equal([]);
      expect(defined.filter((name) => !used.includes(name))).to.deep.equal([]);
      // The script reads these tokens to paint the canvas.
      expect(found(/(--(?!_|credits-)[\w-]+)\s*:/g)).to.deep.equal([]);
    });

    it(`${tag}: uses logical sides, not physical ones`, async () => {
      const wrong: string[] = [];
      for (const { rule } of rulesOf(adopted(await showTag(tag)))) {
        for (const [, name = '', value = ''] of rule.style.cssText.matchAll(/([\w-]+): ([^;]+)/g)) {
          const [, right, , left] = value.split(' ');
          const isPhysical = PHYSICAL.test(name) || SIDES.test(value);
          if (isPhysical || (BOX.test(name) && left !== undefined && left !== right))
            wrong.push(`${rule.selectorText} { ${name}: ${value} }`);
        }
      }
      expect(wrong).to.deep.equal([]);
    });

    it(`${tag}: nothing moves for a reader with reduced motion`, async () => {
      const wrong: string[] = [];
      for (const { rule, around } of rulesOf(adopted(await showTag(tag)))) {
        const { animationDuration, transitionDuration, transitionProperty } = rule.style;
        const fades = /^(opacity|(background-|border-)?color)?$/.test(transitionProperty);
        const durations = [...animationDuration.split(/,\s*/), fades ? '' : transitionDuration];
        const moves = durations.some((duration) => duration !== '' && !STILL.test(duration));
        const allowed = around.some((condition) => condition.includes('prefers-reduced-motion: no-preference'));
        if (moves && !allowed) wrong.push(rule.cssText);
      }
      expect(wrong).to.deep.equal([]);
    });

    it(`${tag}: a focused part has a ring of at least 2 px`, async () => {
      const rings = [...rulesOf(adopted(await showTag(tag)))]
        .map(({ rule }) => rule)
        .filter(({ selectorText }) => selectorText.includes(':focus-visible'));
      expect(rings.length).to.be.least(1);
      for (const { selectorText, style } of rings) {
        const [, width, line] = /(?:^|;\s*)outline: (\d+)px (\w+)/.exec(style.cssText) ?? [];
        if (style.cssText.includes('outline:'))
          expect([Number(width) >= 2, line], selectorText).to.deep.equal([true, 'solid']);
      }
      const removed = [...rulesOf(adopted(await showTag(tag)))].filter(
        ({ rule }) => rule.style.outlineStyle === 'none',
      );
      expect(removed.map(({ rule }) => rule.selectorText)).to.deep.equal([]);
    });
  }

  it('a token set on any ancestor reaches the parts', async () => {
    const place = document.body.appendChild(document.createElement('div'));
    place.style.setProperty('--credits-radius', '3px');
    place.style.setProperty('--credits-accent', 'rgb(1, 2, 3)');
    world.server.balances = [POOLS.healthy];
    for (const tag of TAGS) {
      const outer = place.appendChild(document.createElement('section')).attachShadow({ mode: 'open' });
      const element = await showTag(tag, { 'can-add': '' }, outer);
      const card = query(element, '.card:not([hidden])')!;
      expect(getComputedStyle(card).borderRadius, tag).to.equal('3px');
      element.remove();
      await settle();
    }
    const balance = await showTag('credits-balance', {}, place);
    expect(getComputedStyle(query(balance, '.meter rect')!).fill).to.equal('rgb(1, 2, 3)');
  });

  it('the portal exposes the parts of the elements inside it', async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      credits-utilization-portal::part(balance__number) { color: rgb(1, 1, 1) }
      credits-utilization-portal::part(usage__legend) { color: rgb(2, 2, 2) }
      credits-utilization-portal::part(grants__row) { color: rgb(3, 3, 3) }
      credits-utilization-portal::part(ledger-row) { color: rgb(4, 4, 4) }`);
    document.adoptedStyleSheets.push(sheet);
    const element = await showTag('credits-utilization-portal', { 'credit-type': 'ai-tokens' });
    await settle();
    const colourOf = (child: string | null, part: string) => {
      const root = child ? query(element, child)!.shadowRoot! : element.shadowRoot!;
      return getComputedStyle(root.querySelector(`[part=${part}]`)!).color;
    };
    const colours = [
      colourOf('credits-balance', 'number'),
      colourOf('credits-usage-chart', 'legend'),
      colourOf('credits-grants-table', 'row'),
      colourOf(null, 'ledger-row'),
    ];
    document.adoptedStyleSheets.pop();
    expect(colours).to.deep.equal(['rgb(1, 1, 1)', 'rgb(2, 2, 2)', 'rgb(3, 3, 3)', 'rgb(4, 4, 4)']);
    for (const part of [...element.shadowRoot!.querySelectorAll('[part]')].map((one) => one.getAttribute('part'))) {
      expect(part).to.match(/^[a-z]+(-[a-z]+)*$/);
    }
  });
});
