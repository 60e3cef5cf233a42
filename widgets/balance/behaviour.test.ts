import { expect } from '../test/expect.js';
import { ENGLISH } from '../kit/strings/english.js';
import type { StringsOverride } from '../kit/strings/strings.js';
import { problem } from '../test/fake-server.js';
import { collect, hasState, place, query, RENDERERS, renderFirst, show, textOf } from '../test/mount.js';
import { images, pool, POOLS } from '../test/pools.js';
import { settle, World } from '../test/world.js';
import { balanceStyles } from './balance.styles.js';
import { CreditsBalanceElement } from './credits-balance-element.js';
import { hostStyles } from '../kit/styles/host.js';
import { clientCount } from '../kit/client/registry.js';

for (const renderer of RENDERERS)
  describe(`<credits-balance> as an element, first rendered by the ${renderer}`, () => {
    let world: World;
    beforeEach(() => {
      world = new World();
      renderFirst(renderer);
    });
    afterEach(async () => {
      renderFirst('page');
      world.end();
      await settle();
    });

    it('tells when it is ready, low and depleted, on arrival of data only', async () => {
      world.server.balances = [POOLS.healthy];
      const names = ['credits-ready', 'credits-balance-change', 'credits-low', 'credits-depleted'] as const;
      const element = place();
      const told: string[] = [];
      for (const name of names) document.body.addEventListener(name, (event) => told.push(event.type));
      await settle();
      world.server.change({ ...POOLS.low, version: 2 });
      await settle();
      world.server.change({ ...POOLS.overdrawn, version: 3 });
      await settle();
      element.locale = 'de';
      await settle();
      const change = 'credits-balance-change';
      expect(told).to.deep.equal(['credits-ready', change, 'credits-low', change, 'credits-depleted']);
      expect((await element.whenReady()).length).to.equal(1);
      expect(element.getData()[0]?.balance).to.equal('-1250');
    });

    it('is depleted once on its way from nothing to below zero, and again after credits came', async () => {
      const element = await show(world, POOLS.healthy);
      const events = collect(element, 'credits-depleted');
      for (const [version, balance] of [POOLS.depleted, POOLS.overdrawn, POOLS.depleted, POOLS.overdrawn].entries()) {
        world.server.change({ ...balance, version: version + 2 });
        await settle();
      }
      expect(events.length).to.equal(1);
      world.server.change(pool({ version: 10 }));
      await settle();
      world.server.change({ ...POOLS.depleted, version: 11 });
      await settle();
      expect(events.length).to.equal(2);
    });

    it('offers to add credits only where the page opts in, by a cancelable event', async () => {
      const element = await show(world, POOLS.healthy);
      expect(query(element, 'button')).to.equal(null);
      element.canAdd = true;
      await settle();
      let asked: Event | undefined;
      document.body.addEventListener('credits-add-request', (event) => {
        event.preventDefault();
        asked = event;
      });
      query(element, 'button')?.click();
      expect([asked?.defaultPrevented, asked?.bubbles, asked?.composed]).to.deep.equal([true, true, true]);
    });

    it('honors what is set before it is defined, and gains no attributes', async () => {
      world.server.balances = [POOLS.healthy];
      const element = document.createElement(`late-balance-${renderer}`);
      const given = { api: 'https://credits.example', tokenProvider: () => Promise.resolve('t') };
      document.body.append(Object.assign(element, given));
      customElements.define(`late-balance-${renderer}`, class extends CreditsBalanceElement {});
      await settle();
      expect(textOf(element, '.number')).to.equal('4,250');
      expect(element.getAttributeNames()).to.deep.equal([]);
    });

    it('changes nothing in the page when the same data comes again', async () => {
      const element = await show(world, [POOLS.low, images], { 'can-add': '' });
      const records: MutationRecord[] = [];
      const observer = new MutationObserver((seen) => records.push(...seen));
      observer.observe(element.shadowRoot!, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
      world.server.streams[0]?.send('snapshot', {
        balances: [{ ...POOLS.low }, { ...images }],
        isComplete: true,
        asOf: world.server.asOf,
      });
      await element.refresh();
      element.requestUpdate();
      await settle();
      observer.disconnect();
      expect(records.length).to.equal(0);
    });

    it('leaves nothing behind after 100 rounds in and out of the page', async () => {
      const element = await show(world, POOLS.healthy);
      for (let round = 0; round < 100; round += 1) {
        element.remove();
        await Promise.resolve();
        document.body.append(element);
        await Promise.resolve();
      }
      await settle();
      expect([world.server.openStreams.length, clientCount(), document.body.children.length]).to.deep.equal([1, 1, 2]);
      element.remove();
      await settle();
      expect([
        world.server.openStreams.length,
        clientCount(),
        world.timers,
        document.body.childElementCount,
      ]).to.deep.equal([0, 0, [], 0]);
      await element.refresh();
      element.logout();
      expect(element.getData()).to.deep.equal([]);
    });

    it('carries no style attribute in any state', async () => {
      for (const balance of Object.values(POOLS)) {
        const element = await show(world, balance, { 'can-add': '' });
        expect(element.shadowRoot?.querySelector('[style], style')).to.equal(null);
        element.remove();
        await settle();
      }
    });

    it('announces what matters, in the document, not more than once in 10 s', async () => {
      const first = await show(world, POOLS.healthy);
      place();
      const region = document.querySelector('[data-credits=announcer]');
      expect([region?.textContent, region?.getAttribute('role')]).to.deep.equal(['', 'status']);
      world.server.change(pool({ balance: '4000', version: 2 }));
      await world.pass(1_000);
      expect(region?.textContent).to.equal('');
      world.server.change({ ...POOLS.low, version: 3 });
      await world.pass(1_000);
      expect(region?.textContent).to.equal('AI Tokens: running low, 900 tokens left.');
      world.server.change({ ...POOLS.depleted, version: 4 });
      await world.pass(1_000);
      expect(region?.textContent).to.contain('running low');
      world.server.change(pool({ balance: '500', granted: '6500', version: 5 }));
      await world.pass(10_000);
      expect(region?.textContent).to.equal('AI Tokens: 500 added, now 500 tokens.');
      world.server.down = true;
      world.server.streams[0]?.end();
      await world.pass(20_000);
      world.server.down = false;
      await world.pass(31_000);
      expect(region?.textContent).to.equal('Credits are up to date again.');
      expect(first.isConnected).to.equal(true);
    });

    it('takes its heading level, and a wrong one for none', async () => {
      for (const [given, level] of [
        ['2', '2'],
        ['9', '3'],
        ['x', '3'],
      ] as const) {
        const element = await show(world, POOLS.healthy, {
          'heading-level': given,
          theme: 'blue',
          live: '?',
          'time-zone': '?',
        });
        expect(query(element, '[role=heading]')?.getAttribute('aria-level')).to.equal(level);
        expect(textOf(element, '.number')).to.equal('4,250');
      }
    });

    it('takes the nearest language across shadow roots, and follows it', async () => {
      const outer = document.body.appendChild(document.createElement('div'));
      outer.lang = 'de';
      const root = outer.attachShadow({ mode: 'open' });
      world.server.balances = [POOLS.healthy];
      const element = place({}, root);
      element.removeAttribute('lang');
      await settle();
      expect(textOf(element, '.number')).to.equal('4.250');
      outer.lang = 'fr';
      await settle();
      expect(textOf(element, '.number').replace(/\s/g, ' ')).to.equal('4 250');
      expect(query(element, '.spoken')?.textContent).to.equal('4250 tokens');
      expect(textOf(element, '.next')).to.equal('500 expire in 3 days');
      element.locale = 'not a locale';
      await settle();
      expect(textOf(element, '.number').replace(/\s/g, ' ')).to.equal('4 250');
    });

    it('has no English left when every word is replaced', async () => {
      const replace = (words: object): StringsOverride =>
        Object.fromEntries(
          Object.entries(words).map(([key, value]) => [
            key,
            typeof value === 'string' ? value.replace(/(\{\w+\})|[^{}]+/g, '$1#') : replace(value as object),
          ]),
        );
      const strings = { ...replace(ENGLISH), language: 'qq' };
      const data = { name: '1', unit: { singular: '2', plural: '3' } };
      for (const state of [...Object.values(POOLS), null]) {
        world.server.onStream = world.server.onBalances = () => (state ? null : problem(503, 'unavailable'));
        const element = await show(world, state ? { ...state, ...data } : [], { 'can-add': '', locale: 'en' });
        element.strings = strings;
        await settle();
        const root = element.shadowRoot!;
        const spoken = [...root.querySelectorAll('*')].map((node) => node.getAttribute('aria-label') ?? '');
        spoken.push(
          ...[...root.querySelectorAll('[aria-valuetext]')].map((node) => node.getAttribute('aria-valuetext') ?? ''),
        );
        const words = `${textOf(element)} ${spoken.join(' ')}`.replace(
          /req_42|\b(AM|PM)\b|[A-Z][a-z]{2} \d+, \d{4}|in \d days|\d+T/g,
          '',
        );
        expect(words, state?.state ?? 'error').to.not.match(/[a-z]/i);
        element.remove();
        await settle();
      }
    });

    it('merges words deeply and drops what is no word', async () => {
      const element = await show(world, POOLS.overdrawn);
      element.strings = {
        balance: { overdrawn: { other: '{amount} zu viel' } },
        status: null,
        minus: 5,
      } as unknown as StringsOverride;
      await settle();
      expect([textOf(element, '.sentence'), textOf(element, '.footer')]).to.deep.equal(['1,250 zu viel', 'Live']);
    });

    it('fills its slots without dropping one', async () => {
      const element = await show(world, POOLS.healthy);
      const names = [...(element.shadowRoot?.querySelectorAll('slot') ?? [])].map(({ name }) => name).sort();
      expect(names).to.deep.equal(['actions', 'empty', 'error', 'footer', 'heading']);
      expect(element.shadowRoot?.querySelector('slot [part]')).to.equal(null);
    });

    it('documents every public token it uses, and uses every one it documents', async () => {
      const source = await (await fetch('/__source?file=balance/credits-balance-element.ts')).text();
      const used = new Set(`${hostStyles.cssText}${balanceStyles.cssText}`.match(/--credits-[\w-]+/g));
      const documented = new Set([...source.matchAll(/@cssproperty (--credits-[\w-]+)/g)].map((match) => match[1]));
      expect([...used].sort()).to.deep.equal([...documented].sort());
      const defined = new Set([...hostStyles.cssText.matchAll(/(--_[\w-]+):/g)].map((match) => match[1]));
      const needed = new Set(`${hostStyles.cssText}${balanceStyles.cssText}`.match(/(?<=var\()--_[\w-]+/g));
      expect([...needed].sort()).to.deep.equal([...defined].sort());
    });

    it('takes its tokens from any ancestor', async () => {
      document.body.style.setProperty('--credits-radius', '3px');
      const element = await show(world, POOLS.healthy);
      const base = query(element, '.base')!;
      expect(getComputedStyle(base).borderRadius).to.equal('3px');
      document.body.removeAttribute('style');
    });

    it('fits from 240 px to 1200 px, in both directions, and never scrolls sideways', async () => {
      for (const dir of ['ltr', 'rtl']) {
        for (const width of [240, 320, 480, 768, 1200]) {
          const box = document.body.appendChild(document.createElement('div'));
          box.dir = dir;
          box.style.setProperty('inline-size', `${width}px`);
          world.server.balances = [
            POOLS.huge,
            { ...POOLS.overdrawn, creditTypeId: 'x', name: 'A very long name of a credit type' },
          ];
          const element = place({ 'can-add': '' }, box);
          const one = place({ 'can-add': '', 'credit-type': 'x' }, box);
          await settle();
          for (const shown of [element, one]) {
            expect(shown.scrollWidth, `${dir} ${width}`).to.be.at.most(width);
            for (const button of shown.shadowRoot?.querySelectorAll('button') ?? []) {
              expect(Math.min(button.offsetHeight, button.offsetWidth)).to.be.at.least(24);
            }
          }
          box.remove();
          await settle();
        }
      }
    });

    it('has its color scheme from its theme', async () => {
      const element = await show(world, POOLS.healthy, { theme: 'dark' });
      expect(getComputedStyle(element).colorScheme).to.equal('dark');
      element.theme = 'light';
      await settle();
      expect([getComputedStyle(element).colorScheme, hasState(element, 'loading')]).to.deep.equal(['light', false]);
      expect(collect(element, 'credits-ready')).to.deep.equal([]);
    });
  });
