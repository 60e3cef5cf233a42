import { expect } from '../test/expect.js';
import { dress, PAGES, violationsOf } from '../test/axe.js';
import { problem } from '../test/fake-server.js';
import { collect, hasState, place, query, renderFirst, textOf } from '../test/mount.js';
import { images, pool, POOLS } from '../test/pools.js';
import { servedElement, servedHtml, servedUrl } from '../test/served.js';
import { settle, World } from '../test/world.js';
import { registerLanguage } from '../kit/strings/languages.js';
import './history.js';

/** The tag is unknown, so no script takes over its shadow tree. */
function inert(html: string): HTMLElement {
  const box = document.body.appendChild(document.createElement('div'));
  box.setHTMLUnsafe(html.replaceAll('credits-balance', 'inert-balance'));
  return box.firstElementChild as HTMLElement;
}

const styled = (element: Element): Promise<unknown> =>
  new Promise((resolve) => {
    const link = element.shadowRoot?.querySelector('link');
    if (link?.sheet) resolve(null);
    else link?.addEventListener('load', resolve);
  });

describe('<credits-balance> that a server has rendered', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    world.server.balances = [POOLS.healthy];
  });
  afterEach(async () => {
    renderFirst('page');
    world.end();
    document.body.removeAttribute('style');
    await settle();
  });

  it('stands until the first numbers are there, and is replaced in one go, with nothing doubled', async () => {
    let send: (response: Response) => void = () => undefined;
    world.server.onStream = () => problem(404, 'not_found');
    world.server.onBalances = () => new Promise((resolve) => (send = resolve));
    renderFirst('server');
    const element = place({ 'can-add': '' });
    const root = element.shadowRoot!;
    const ready = collect(element, 'credits-ready');
    const number = query(element, '.number');
    await settle();
    expect([number?.isConnected, textOf(element, '.number')]).to.deep.equal([true, '31']);
    expect(query(element, 'button')?.hasAttribute('disabled')).to.equal(true);
    expect([hasState(element, 'loading'), root.querySelectorAll('link').length]).to.deep.equal([false, 1]);
    /** The browser can paint only between two tasks. */
    const seen: string[] = [];
    new MutationObserver(() => seen.push(textOf(element, '.number'))).observe(root, { childList: true, subtree: true });
    send(new Response(JSON.stringify({ data: world.server.balances })));
    await settle();
    await settle();
    expect(seen[0]).to.equal('4,250');
    expect([ready.length, root.querySelectorAll('.base').length, root.querySelectorAll('link').length]).to.deep.equal([
      1, 1, 0,
    ]);
    expect([...root.querySelectorAll('[id]')].map(({ id }) => id)).to.deep.equal(['heading']);
    expect([root.adoptedStyleSheets.length, query(element, 'button')?.hasAttribute('disabled')]).to.deep.equal([
      2,
      false,
    ]);
    expect(getComputedStyle(query(element, '.base')!).borderTopWidth).to.equal('1px');
  });

  it('gives way to a failure, and to nobody being signed in', async () => {
    renderFirst('server');
    world.server.onStream = world.server.onBalances = () => problem(503, 'unavailable');
    const failed = place();
    await settle();
    expect(textOf(failed)).to.contain('Credits could not be loaded').and.not.to.contain('31');
    const stranger = place({ token: '' });
    await settle();
    expect(textOf(stranger)).to.contain('Sign in').and.not.to.contain('31');
    const wrong = place({ api: 'http://' });
    await settle();
    expect(textOf(wrong)).to.contain('(api)').and.not.to.contain('31');
  });

  it('is as high before its script as after, whatever it shows', async () => {
    const cases = { ...POOLS, several: [POOLS.low, images], 'with a history': POOLS.healthy };
    for (const [name, pools] of Object.entries(cases)) {
      for (const width of [240, 400, 800]) {
        const attributes = { 'can-add': '', ...(name.includes('history') && { history: '' }) };
        const box = document.body.appendChild(document.createElement('div'));
        box.style.setProperty('inline-size', `${width}px`);
        const balances = [pools].flat();
        const before = inert(servedHtml(balances, attributes));
        box.append(before);
        await styled(before);
        world.server.balances = balances;
        world.server.onChanges = () => new Promise(() => undefined);
        const after = place(attributes, box);
        await settle();
        expect(Math.abs(after.offsetHeight - before.offsetHeight), `${name} ${width}`).to.be.lessThan(1.01);
        expect(before.offsetHeight).to.be.greaterThan(100);
        document.body.replaceChildren();
        await settle();
      }
    }
  });

  it('leaves what a server said while it is moved, and when its attributes change', async () => {
    let send: (response: Response) => void = () => undefined;
    world.server.onStream = () => problem(404, 'not_found');
    world.server.onBalances = () => new Promise((resolve) => (send = resolve));
    renderFirst('server');
    const element = place();
    await settle();
    element.locale = 'de';
    document.body.append(element);
    await settle();
    expect(textOf(element, '.number')).to.equal('31');
    send(new Response(JSON.stringify({ data: world.server.balances })));
    await settle();
    await settle();
    expect(textOf(element, '.number')).to.equal('4.250');
  });

  it('waits for the words of its language too, and not for those that cannot be had', async () => {
    let say: (words: object) => void = () => undefined;
    registerLanguage('nl', () => new Promise((resolve) => (say = resolve)));
    registerLanguage('sv', () => Promise.reject(new Error('gone')));
    renderFirst('server');
    const element = place({ locale: 'nl' });
    const other = place({ locale: 'sv' });
    await settle();
    expect(
      [textOf(element, '.number'), textOf(other, '.number')].map((text) => text.replace(/\s/g, ' ')),
    ).to.deep.equal(['31', '4 250']);
    say({ language: 'nl', balance: { remaining: '{percent} van {granted} over' } });
    await settle();
    expect([textOf(element, '.number'), textOf(element, '.sentence')]).to.deep.equal(['4.250', '71% van 6.000 over']);
  });

  it('is only a tag where nothing could be read, and loads as any other', async () => {
    const html = await (await fetch(servedUrl(null, { api: 'https://credits.example' }))).text();
    expect(html).to.not.contain('template');
    document.body.setHTMLUnsafe(html);
    const element = document.body.firstElementChild as HTMLElement & { token: string };
    element.token = 'customer-token';
    await settle();
    expect(textOf(element, '.number')).to.equal('4,250');
  });

  it('works where only the element is there and the parser cannot attach the tree', async () => {
    const box = document.body.appendChild(document.createElement('div'));
    box.innerHTML = servedHtml([pool({ balance: '31' })], { api: 'https://credits.example' });
    const element = box.firstElementChild as HTMLElement & { token: string };
    element.token = 'customer-token';
    await settle();
    expect([textOf(element, '.number'), element.offsetHeight > 100]).to.deep.equal(['4,250', true]);
    expect((element as HTMLElement).innerText).to.not.contain('31');
  });

  it('leaves nothing behind after 100 rounds in and out of the page', async () => {
    for (let round = 0; round < 100; round += 1) {
      const element = document.body.appendChild(
        servedElement({ api: 'https://credits.example', token: 'customer-token' }),
      );
      await (round % 2 ? settle() : Promise.resolve());
      element.remove();
    }
    await settle();
    expect([world.server.openStreams.length, world.timers, document.body.childElementCount]).to.deep.equal([0, [], 0]);
  });

  for (const scheme of Object.keys(PAGES) as (keyof typeof PAGES)[]) {
    it(`is accessible on a ${scheme} page without its script`, async () => {
      document.documentElement.lang = 'en';
      dress(scheme);
      world.restore();
      for (const pools of [...Object.values(POOLS), [POOLS.low, images], []]) {
        for (const theme of ['auto', scheme]) {
          const element = inert(servedHtml([pools].flat(), { 'can-add': '', history: '', theme }));
          await styled(element);
          expect(await violationsOf(element)).to.deep.equal([]);
          element.remove();
        }
      }
    });
  }
});

describe('a page with a balance that a server has rendered', () => {
  type Report = { readonly complaints: string[]; readonly first: string[]; readonly last: string[] };
  const MODULE = '/__built/module/drawdown.js';
  const SIGN_IN = ['Credit balances Sign in to see your credits'];

  /** `before` is markup before the balance. `later` is a module that the page imports after parsing. */
  async function open(page: { before?: string; later?: string; policy?: string }, attributes = {}): Promise<Report> {
    const frame = document.createElement('iframe');
    const after = '<script type="module" src="/widgets/test/pages/served.ts"></script>';
    frame.src = servedUrl([POOLS.low], { api: '/nowhere', 'can-add': '', ...attributes }, { ...page, after });
    const report = await new Promise<Report>((resolve) => {
      window.addEventListener('message', ({ source, data }) => {
        if (source === frame.contentWindow) resolve(data as Report);
      });
      document.body.append(frame);
    });
    frame.remove();
    return report;
  }

  it('shows its number under a strict policy without its script, and is taken over by it', async () => {
    const { complaints, first, last } = await open({ later: MODULE });
    expect(first.length).to.equal(1);
    expect(first[0]).to.contain('AI Tokens balance').and.to.contain('900').and.to.contain('Updated Nov 23');
    expect([complaints, last]).to.deep.equal([[], SIGN_IN]);
  });

  it('works where the element was there before the parser met it', async () => {
    const { complaints, last } = await open({ before: '<script src="/__built/iife/drawdown.iife.js"></script>' });
    expect([complaints, last]).to.deep.equal([[], SIGN_IN]);
  });

  it('has its styles inline where it is given a nonce', async () => {
    const policy = "default-src 'none'; script-src 'self'; style-src 'nonce-r4nd0m'; connect-src 'self'";
    const { complaints, last } = await open({ later: MODULE, policy }, { nonce: 'r4nd0m' });
    expect([complaints, last]).to.deep.equal([[], SIGN_IN]);
  });
});
