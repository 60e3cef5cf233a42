import { expect } from '../test/expect.js';
import { VERSION } from '../kit/version.js';

async function open(prepare: (frame: HTMLIFrameElement) => void): Promise<{ frame: HTMLIFrameElement; data: unknown }> {
  const frame = document.createElement('iframe');
  prepare(frame);
  const data = await new Promise<unknown>((resolve) => {
    window.addEventListener('message', (event) => event.source === frame.contentWindow && resolve(event.data));
    document.body.append(frame);
  });
  return { frame, data };
}

function page(...scripts: readonly string[]) {
  return open((frame) => {
    frame.srcdoc = `<!doctype html><a id="Drawdown"></a><script>
      const told = [], failed = [];
      console.warn = (...args) => told.push(args.join(' '));
      onerror = (message) => failed.push(message);
      const before = new Set(Object.getOwnPropertyNames(window));
      onload = () => {
        const globals = Object.getOwnPropertyNames(window).filter((name) => !before.has(name) && name !== 'onload');
        parent.postMessage({ told, failed, globals, version: customElements.get('credits-balance')?.version }, '*');
      };
    </script>${scripts.join('')}`;
  }).then(({ frame, data }) => {
    frame.remove();
    const { globals, ...rest } = data as { told: string[]; failed: string[]; globals: string[]; version: string };
    return { ...rest, globals: globals.sort() };
  });
}

const module = (query = '') => `<script type="module" src="/__built/module/drawdown.js${query}"></script>`;
const classic = (query = '') => `<script src="/__built/iife/drawdown.iife.js${query}"></script>`;
/** Lit counts its copies in these globals. */
const LIT_GLOBALS = ['litElementVersions', 'litHtmlVersions', 'litPropertyMetadata', 'reactiveElementVersions'];

describe('the files for a script tag', () => {
  it('shows every state on a strict page, beside another Lit, without one violation', async () => {
    const { frame, data } = await open((element) => (element.src = '/widgets/test/pages/strict.html'));
    frame.remove();
    const { complaints, texts } = data as { complaints: string[]; texts: string[] };
    expect(complaints).to.deep.equal([]);
    expect(texts.length).to.equal(20);
    expect(texts.every((text) => text.length > 20)).to.equal(true);
  });

  it('registers with one tag, and leaves no global but `Drawdown` where modules are not to be had', async () => {
    expect(await page(module())).to.deep.equal({ told: [], failed: [], globals: LIT_GLOBALS, version: VERSION });
    const { globals, failed, version } = await page(classic());
    expect([globals, failed, version]).to.deep.equal([['Drawdown', ...LIT_GLOBALS], [], VERSION]);
  });

  const elsewhere = location.origin.replace('localhost', '127.0.0.1');
  const ways = {
    'as modules': module(),
    'as one file': classic(),
    'as one file of another origin': `<script src="${elsewhere}/__built/iife/drawdown.iife.js"></script>`,
    'beside an element that is called as the script is': `<img name="currentScript" src="#">${classic()}`,
  };
  for (const [way, scripts] of Object.entries(ways)) {
    it(`fetch languages from beside them, ${way}`, async () => {
      const { frame, data } = await open((element) => {
        element.srcdoc = `<!doctype html>${scripts}<credits-balance locale="ja"></credits-balance><script>
          const words = () => document.querySelector('credits-balance').shadowRoot?.querySelector('.base')?.innerText;
          const look = () => /再試行|（api）/.test(words()) ? parent.postMessage(words(), '*') : setTimeout(look, 20);
          look();
        </script>`;
      });
      frame.remove();
      expect(data).to.contain('クレジットサーバー');
    });
  }

  it('may be loaded twice in silence', async () => {
    const { told, failed } = await page(classic(), module(), module('?again'));
    expect([told, failed]).to.deep.equal([[], []]);
  });

  it('warns once of another version, naming both, and keeps the first', async () => {
    const { told, failed, version } = await page(classic(), classic('?version=9.9.9'), module('?version=9.9.9'));
    expect([failed, version]).to.deep.equal([[], VERSION]);
    expect(told.length).to.be.within(1, 2);
    expect(told[0]).to.contain(VERSION).and.to.contain('9.9.9');
  });

  it('says the version of the package', async () => {
    const { version } = (await (await fetch('/__package')).json()) as { version: string };
    expect(VERSION).to.equal(version);
  });
});

describe('the modules of the package', () => {
  it('import under Node without throwing', async () => {
    const { modules, stderr } = (await (await fetch('/__node-import')).json()) as { modules: number; stderr: string };
    expect(modules).to.be.greaterThan(30);
    expect(stderr).to.equal('');
  });
});
