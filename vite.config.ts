import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineConfig, parseSync } from 'vite';
import type { EnvironmentOptions, ESTree, Plugin } from 'vite';

const LIT_POLICY = /(\w+)\.createPolicy\("lit-html",(\{[^}]*\})\)/;

/**
 * Lit asks for a Trusted Types policy named `lit-html`, and a second Lit on the page would be refused it and throw.
 * Our copy asks for `drawdown`, and lives without where the page does not grant it.
 */
function ownTrustedTypesPolicy(): Plugin {
  return {
    name: 'own-trusted-types-policy',
    transform(code, id) {
      if (!/lit-html[\\/]lit-html\.js$/.test(id)) return null;
      if (!LIT_POLICY.test(code)) throw new Error('Lit no longer makes its policy in this way: see vite.config.ts');
      const renamed = code.replace(LIT_POLICY, '(()=>{try{return $1.createPolicy("drawdown",$2)}catch{}})()');
      return { code: renamed, map: null };
    },
  };
}

const COLOUR_USES = [
  "import { Color } from '@kurkle/color';",
  'new Color(value);',
  'new Color(value).saturate(0.5).darken(0.1).hexString();',
];

/**
 * Chart.js has colours of every notation mix in an animation, and darken under a pointer. Our bars do neither (see
 * widgets/usage-chart/plot/plot.ts), so what reads the notations is left out: a colour stays as it is written, and one that
 * says that it is not valid is not mixed.
 */
function plainColours(): Plugin {
  const PLAIN = '\0plain-colours';
  return {
    name: 'plain-colours',
    enforce: 'pre',
    resolveId: (source) => (source === '@kurkle/color' ? PLAIN : null),
    load: (id) =>
      id === PLAIN
        ? `export class Color {
            valid = false;
            constructor(value) { this.value = value; }
            saturate() { return this; }
            darken() { return this; }
            hexString() { return this.value; }
          }`
        : null,
    transform(code, id) {
      if (!/chart\.js[\\/]dist[\\/]/.test(id)) return null;
      const uses = code.match(/^.*\{ Color \}.*$|\bnew Color\(.*$/gm) ?? [];
      const mixes = code.includes('.mix(') && !code.includes('c1 && c1.valid ? c1.mix(');
      if (mixes || (uses.length > 0 && uses.join() !== COLOUR_USES.join())) {
        throw new Error('Chart.js no longer uses colours in this way: see vite.config.ts');
      }
      return null;
    },
  };
}

/** What says the same in fewer characters, by the tag of a template. */
const TIGHT: Readonly<Record<string, (text: string) => string>> = {
  html: (text) =>
    text
      .replace(/\s*\n\s*/g, ' ')
      // White space at the edge of a block is not shown, and one that is no text need be no node.
      .replace(/ (?=<\/?(?:div|p|table|thead|tbody|tfoot|tr|ul|li)\b|>)/g, '')
      .replace(/="([\w-]+)"(?=[ >])/g, '=$1'),
  css: (text) =>
    text
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};,]) ?/g, '$1')
      .replace(/: /g, ':')
      .replace(/;}/g, '}')
      .replace(/(?<=[ :(,])0\./g, '.'),
};

/** Templates are indented for people; no browser and no minifier of a host takes that out of a string. */
function tighten(code: string): string {
  let tight = '';
  let done = 0;
  /** Line ends taken out of a string are put behind it, so that source maps still hold. */
  let owed = 0;
  const paid = (after: string) => after.replace(/^(\$\{|`)/, (mark) => mark + '\n'.repeat(owed));
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, tag, quasi } = node as Partial<ESTree.TaggedTemplateExpression>;
    const shorter = type === 'TaggedTemplateExpression' && tag?.type === 'Identifier' && TIGHT[tag.name];
    // In the order of the text: a template stands between the strings of the one around it.
    quasi?.quasis.forEach(({ start, end }, index) => {
      const text = code.slice(start, end);
      const short = shorter ? shorter(text) : text;
      tight += paid(code.slice(done, start)) + short;
      owed = text.split('\n').length - short.split('\n').length;
      done = end;
      visit(quasi.expressions[index]);
    });
    if (!quasi) Object.values(node).forEach(visit);
  };
  visit(parseSync('module.js', code).program);
  return tight + paid(code.slice(done));
}

/** The same for the files of the script tag. */
function tightTemplates(): Plugin {
  return {
    name: 'tight-templates',
    transform: (code, id) => (/[\\/]widgets[\\/].*\.ts$/.test(id) ? { code: tighten(code), map: null } : null),
  };
}

/** The modules of the package, as the TypeScript compiler has written them. */
function tightenModules(): void {
  for (const name of readdirSync('dist/widgets', { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.js') || name.startsWith('cdn')) continue;
    const file = join('dist/widgets', name);
    writeFileSync(file, tighten(readFileSync(file, 'utf8')));
  }
}

/** A bit of a language, in the path of its source: `languages/de/usage`. */
const LANGUAGE = /[\\/]languages[\\/](\w+)[\\/](\w+)\.ts$/;

/** The file of a bit of a language, named by what it says: both builds know the name. */
function languageFile(source: string): string {
  const [, language, part] = LANGUAGE.exec(source) ?? [];
  const digest = createHash('sha256').update(readFileSync(source)).digest('base64url').slice(0, 8);
  return `drawdown-${language}-${part}-${digest}.js`;
}

/** Fetches a file from where the script is from. A page may have called something else `document.currentScript`. */
const BESIDE = `
const own = Reflect.get(Document.prototype, 'currentScript', document);
const beside = (file) => import(new URL(file, own?.src).href);
`;

/**
 * The one file does without modules where its page does, but does not carry every language: it fetches the same files
 * as the other build, from where it came from itself. A script of another origin is not told that by `import()`.
 */
function languagesBeside(): Plugin {
  const FETCH = /import\('(\.\/languages\/\w+\/\w+)\.js'\)/g;
  return {
    name: 'languages-beside',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'iife',
    transform(code, id) {
      if (!/[\\/]strings[\\/]shipped\.ts$/.test(id)) return null;
      const beside = code.replace(
        FETCH,
        (_, path: string) => `beside('${languageFile(join(dirname(id), `${path}.ts`))}')`,
      );
      if (beside === code) throw new Error('Languages are no longer fetched in this way: see vite.config.ts');
      return { code: `${BESIDE}\n${beside}`, map: null };
    },
  };
}

/** What a script tag loads. As a module it fetches the canvas when there is something to draw; else it is one file. */
function script(file: string, format: 'es' | 'iife'): EnvironmentOptions {
  return {
    consumer: 'client',
    build: {
      outDir: 'dist/widgets/cdn',
      emptyOutDir: false,
      target: 'es2022',
      minify: true,
      sourcemap: true,
      copyPublicDir: false,
      // The server keeps what has a digest in its name for ever.
      rolldownOptions: {
        // What is fetched later imports what it shares from here: a page that needs none of it loads one file.
        preserveEntrySignatures: 'allow-extension',
        // Reading `Ticks.formatters` does nothing: the scales that are not drawn can go.
        treeshake: { propertyReadSideEffects: false },
        output: {
          minify: true,
          chunkFileNames: ({ facadeModuleId }) =>
            LANGUAGE.test(facadeModuleId ?? '') ? languageFile(facadeModuleId ?? '') : 'drawdown-[name]-[hash].js',
        },
      },
      lib: { entry: 'widgets/entries/cdn.ts', formats: [format], name: 'Drawdown', fileName: () => file },
    },
  };
}

/** How a balance looks that a server has rendered, before its script is there: a file that such a page links. */
async function writeStyles(): Promise<void> {
  const { BALANCE_CSS_FILE, balanceCss } = (await import(pathToFileURL('dist/widgets/served/styles.js').href)) as {
    readonly BALANCE_CSS_FILE: string;
    balanceCss(): string;
  };
  writeFileSync(join('dist/widgets/cdn', BALANCE_CSS_FILE), balanceCss());
}

export default defineConfig({
  plugins: [ownTrustedTypesPolicy(), plainColours(), tightTemplates(), languagesBeside()],
  builder: {
    async buildApp(builder) {
      const { module, iife } = builder.environments;
      // Both write into one folder, so that neither may empty it: files of earlier digests would stay.
      rmSync('dist/widgets/cdn', { recursive: true, force: true });
      if (module) await builder.build(module);
      if (iife) await builder.build(iife);
      tightenModules();
      await writeStyles();
    },
  },
  environments: {
    module: script('drawdown.js', 'es'),
    iife: script('drawdown.iife.js', 'iife'),
  },
});
