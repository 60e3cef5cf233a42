import { FakeIntersections } from '../chart.js';
import { fillWorld, listenForErrors, showTag, TAGS } from '../elements.js';
import { expect } from '../expect.js';
import { problem } from '../fake-server.js';
import { collect, hasState, query, textOf } from '../mount.js';
import { optionsOf } from '../options.js';
import { settle, World } from '../world.js';

const EVENTS = [
  'credits-ready',
  'credits-balance-change',
  'credits-low',
  'credits-depleted',
  'credits-add-request',
  'credits-range-change',
  'credits-bucket-select',
  'credits-export',
  'credits-error',
  'credits-auth-error',
] as const;

/** Options that make an element request other data, whose arrival is announced. */
const SOURCES = /^(api|token|tokenUrl|tokenProvider)$/;

describe('every element', () => {
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
    it(`${tag} has an attribute for each text or boolean option, and booleans default to false`, () => {
      const element = document.createElement(tag);
      for (const { property, attribute, isFlag } of optionsOf(tag)) {
        if (/^(tokenProvider|strings)$/.test(property)) {
          expect(attribute, property).to.equal(null);
          continue;
        }
        expect(attribute, property).to.match(/^[a-z]+(-[a-z]+)*$/);
        expect(attribute?.replaceAll('-', ''), property).to.equal(property.toLowerCase());
        if (isFlag) expect(Reflect.get(element, property), property).to.equal(false);
        element.setAttribute(attribute ?? '', '5');
        expect(String(Reflect.get(element, property)), property).to.equal(isFlag ? 'true' : '5');
      }
    });

    it(`${tag} gains no attributes in a page`, async () => {
      const element = document.createElement(tag);
      Object.assign(element, { api: 'https://credits.example', token: 'customer-token', locale: 'en' });
      document.body.append(element);
      await settle();
      await settle();
      expect(hasState(element, 'ready')).to.equal(true);
      expect(element.getAttributeNames()).to.deep.equal([]);
    });

    it(`${tag} keeps properties that were set before its definition or its connection`, async () => {
      const late = `late-${tag}`;
      const before = document.createElement(late);
      const after = document.createElement(late);
      const given = { api: 'https://credits.example', tokenProvider: async () => 't', headingLevel: 2, locale: 'de' };
      document.body.append(Object.assign(before, given));
      const Base = customElements.get(tag)!;
      customElements.define(late, class extends Base {});
      document.body.append(Object.assign(after, given));
      await settle();
      await settle();
      for (const element of [before, after]) {
        expect(query(element, '[role=heading]')?.getAttribute('aria-level')).to.equal('2');
        expect(hasState(element, 'ready')).to.equal(true);
        expect(Object.keys(element).filter((name) => name in given)).to.deep.equal([]);
      }
    });

    it(`${tag} fires no events when the page sets options`, async () => {
      const element = await showTag(tag);
      const told: string[] = [];
      for (const name of EVENTS) document.addEventListener(name, ({ type }) => told.push(type));
      const values = ['1', 'table', '12m', 'images', 'dark', 'de', 'Asia/Tokyo', 'off', true, { language: 'x' }];
      for (const { property } of optionsOf(tag).filter((option) => !SOURCES.test(option.property))) {
        const own: unknown = Reflect.get(element, property);
        // An unknown credit type is told as an error.
        const possible = property === 'creditType' ? ['images'] : values;
        for (const value of [...possible, own]) {
          Object.assign(element, { [property]: value });
          await settle();
        }
      }
      expect(told).to.deep.equal([]);
    });

    it(`${tag} reports errors with its element, their kind and whether to retry`, async () => {
      world.server.onStream = world.server.onBalances = () => problem(503, 'unavailable');
      const heard = collect(document, 'credits-error');
      const element = await showTag(tag);
      expect(heard.length).to.equal(1);
      const [{ target, error }] = heard as [(typeof heard)[number]];
      const { type, code, retryable, requestId, status } = error;
      expect((target as Element).localName).to.equal(element.localName);
      expect({ type, code, retryable, requestId, status }).to.deep.equal({
        type: 'api',
        code: 'unavailable',
        retryable: true,
        requestId: 'req_42',
        status: 503,
      });
    });

    it(`${tag} does nothing outside the page`, async () => {
      const end = listenForErrors();
      const element = document.createElement(tag);
      element.setAttribute('api', 'https://credits.example');
      element.setAttribute('token', 'customer-token');
      const use = async () => {
        await element.refresh();
        element.logout();
        if ('exportCsv' in element) await element.exportCsv();
        return element.getData();
      };
      const nothing = JSON.stringify(await use());
      expect(/^(\[\]|null)$/.test(nothing), nothing).to.equal(true);
      expect(world.server.calls.length).to.equal(0);
      document.body.append(element);
      await settle();
      await settle();
      expect(hasState(element, 'ready')).to.equal(true);
      await element.whenReady();
      element.remove();
      await settle();
      const asked = world.server.calls.length;
      await use();
      expect([world.server.calls.length, world.timers.length, end()]).to.deep.equal([asked, 0, []]);
    });

    it(`${tag} is a block that can be hidden, in the font and color of the page`, async () => {
      const place = document.body.appendChild(document.createElement('div'));
      place.style.cssText = 'font: italic 21px serif; color: rgb(1, 2, 3)';
      const element = await showTag(tag, {}, place);
      const base = query(element, '.base')!;
      const { display, fontStyle, fontFamily, color } = getComputedStyle(base);
      expect([getComputedStyle(element).display, fontStyle, fontFamily, color]).to.deep.equal([
        'block',
        'italic',
        'serif',
        'rgb(1, 2, 3)',
      ]);
      expect(display === 'none').to.equal(false);
      element.hidden = true;
      expect(getComputedStyle(element).display).to.equal('none');
      expect(element.offsetHeight).to.equal(0);
    });

    it(`${tag} has a name, a heading of the requested level, and a busy state`, async () => {
      let answer: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (answer = resolve));
      world.server.onStream = () => held.then(() => problem(404, 'not_found'));
      const element = await showTag(tag, { 'heading-level': '2' });
      const base = () => query(element, '.base')!;
      expect([base().getAttribute('aria-busy'), base().getAttribute('role')]).to.deep.equal(['true', 'group']);
      expect(textOf(element, '.spoken')).to.match(/\w/);
      for (const shape of element.shadowRoot!.querySelectorAll('.bone, [part=skeleton]')) {
        expect(shape.closest('[aria-hidden=true]') === null, shape.outerHTML).to.equal(false);
      }
      answer();
      await settle();
      await settle();
      const name = base().getAttribute('aria-labelledby') ?? '';
      const heading = query(element, `#${name}`)!;
      expect(heading.innerText.length).to.be.greaterThan(3);
      expect([heading.getAttribute('role'), heading.getAttribute('aria-level')]).to.deep.equal(['heading', '2']);
      expect(base().getAttribute('aria-busy')).to.equal(null);
    });
  }
});
