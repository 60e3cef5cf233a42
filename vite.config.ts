import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineConfig, parseSync } from 'vite';
import type { EnvironmentOptions, ESTree, Plugin } from 'vite';

const LIT_POLICY = /(\w+)\.createPolicy\("lit-html",(\{[^}]*\})\)/;

/**
 * Two copies of Lit cannot both create the Trusted Types policy `lit-html`: the second throws. Our copy therefore creates
 * the policy `drawdown`, and works without a policy if the page does not allow it.
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
 * Chart.js parses colors only to mix them in animations and to darken them under a pointer. The bars do neither (see
 * widgets/usage-chart/plot/plot.ts), so this stub replaces the parser. Chart.js does not mix colors that are not valid.
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
        throw new Error('Chart.js no longer uses colors in this way: see vite.config.ts');
      }
      return null;
    },
  };
}

const TIGHT: Readonly<Record<string, (text: string) => string>> = {
  html: (text) =>
    text
      .replace(/\s*\n\s*/g, ' ')
      // White space at the edge of a block is not shown, so it needs no text node.
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

/** Removes the indentation of templates. No minifier of a host removes it, because templates are strings. */
function tighten(code: string): string {
  let tight = '';
  let done = 0;
  /** The number of line ends removed from a string. They are added after the string, so that source maps stay valid. */
  let owed = 0;
  const paid = (after: string) => after.replace(/^(\$\{|`)/, (mark) => mark + '\n'.repeat(owed));
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, tag, quasi } = node as Partial<ESTree.TaggedTemplateExpression>;
    const shorter = type === 'TaggedTemplateExpression' && tag?.type === 'Identifier' && TIGHT[tag.name];
    // Visits strings in the order of the text: an inner template stands between two strings of the outer one.
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

function tightTemplates(): Plugin {
  return {
    name: 'tight-templates',
    transform: (code, id) => (/[\\/]widgets[\\/].*\.ts$/.test(id) ? { code: tighten(code), map: null } : null),
  };
}

/** The TypeScript compiler has written the modules of the package, so no plugin applies to them. */
function tightenModules(): void {
  for (const name of readdirSync('dist/widgets', { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.js') || name.startsWith('cdn')) continue;
    const file = join('dist/widgets', name);
    writeFileSync(file, tighten(readFileSync(file, 'utf8')));
  }
}

/** The source of a group of words: `languages/de/usage.ts`. */
const LANGUAGE = /[\\/]languages[\\/](\w+)[\\/](\w+)\.ts$/;

/** The name depends on the content of the source, so that both builds compute the same name. */
function languageFile(source: string): string {
  const [, language, part] = LANGUAGE.exec(source) ?? [];
  const digest = createHash('sha256').update(readFileSync(source)).digest('base64url').slice(0, 8);
  return `drawdown-${language}-${part}-${digest}.js`;
}

/** An element named `currentScript` would hide `document.currentScript`, so the getter is called directly. */
const BESIDE = `
const own = Reflect.get(Document.prototype, 'currentScript', document);
const beside = (file) => import(new URL(file, own?.src).href);
`;

/**
 * The single file does not contain the languages. It fetches the language files of the module build from its own folder,
 * by absolute address: in a classic script of another origin, relative paths of `import()` do not resolve.
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

/** The module fetches its drawing code later. The `iife` is one file. */
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
      rolldownOptions: {
        // Chunks import shared code from the entry, so that a page without chunks loads one file.
        preserveEntrySignatures: 'allow-extension',
        // Without this, reads of `Ticks.formatters` keep scales that are never drawn.
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

/** Writes the styles of a balance that was rendered on a server, which a page links until the script has loaded. */
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
      // Both builds write into this folder, so neither may empty it. Files of earlier digests would stay.
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
