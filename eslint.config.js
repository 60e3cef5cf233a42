import { defineConfig } from 'eslint/config';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import drawdown from './scripts/lint-rules.mjs';

const TYPESCRIPT = ['**/*.ts', '**/*.tsx'];
const TESTS = ['**/*.test.ts', 'test/**', 'widgets/test/**'];

/** What would make the ledger's answers depend on anything but its arguments, or lose digits. */
const PURE = {
  globals: [
    ['Date', 'Time is an argument, in integer milliseconds.'],
    ['parseFloat', 'Credits are integers of millionths (bigint).'],
    ['performance', 'Time is an argument.'],
    ['crypto', 'Ids come in with the command.'],
    ['process', 'The ledger knows no environment.'],
    ['console', 'The ledger decides; others tell.'],
    ['fetch', 'The ledger reads nothing.'],
    ['setTimeout', 'The ledger never waits.'],
    ['setInterval', 'The ledger never waits.'],
    ['queueMicrotask', 'The ledger never waits.'],
  ].map(([name, message]) => ({ name, message })),
  syntax: [
    ['CallExpression[callee.name="Number"]', 'Number() loses digits; credits are bigint.'],
    ['CallExpression[callee.object.name="Number"][callee.property.name=/^parse/]', 'Credits are bigint.'],
    ['MemberExpression[object.name="Math"][property.name="random"]', 'The ledger draws no lots.'],
    [':function[async=true]', 'The ledger is synchronous.'],
    ['AwaitExpression', 'The ledger is synchronous.'],
    ['ImportExpression', 'The ledger loads nothing.'],
    ['NewExpression[callee.name="Promise"]', 'The ledger is synchronous.'],
  ].map(([selector, message]) => ({ selector, message })),
};

/** A strict Content-Security-Policy refuses style attributes; numbers are formatted by Intl in the page's locale. */
const WIDGET_SYNTAX = [
  [
    'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/\\sstyle\\s*=/]',
    'A style attribute breaks a strict Content-Security-Policy: set the property on `element.style` after rendering.',
  ],
  [
    'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/<style[\\s>]/]',
    'An inline <style> breaks a strict Content-Security-Policy: use `static styles`.',
  ],
  ['CallExpression[callee.property.name="toFixed"]', 'Format amounts with the shared Intl formatters.'],
  [
    'CallExpression[callee.property.name=/^toLocale(Date|Time)?String$/]',
    'Format with the shared Intl formatters, in the widget’s locale and time zone.',
  ],
].map(([selector, message]) => ({ selector, message }));

export default defineConfig(
  { ignores: ['dist/**', 'coverage/**', 'node_modules/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    files: TYPESCRIPT,
    plugins: { drawdown },
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Numbers and bigints read well in a template; objects do not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Amounts and ids are ASCII.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // The data of this house are `type`s (closed, readonly) and its ports are `interface`s.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Ports are made of closures, and Lit binds what a template listens with: a method passed on is not a mistake here.
      '@typescript-eslint/unbound-method': 'off',
      // `find<E>(selector)` reads better than a cast at each call.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Hono's generic classes and elements made by the page are instances all the same.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // `async` without `await` turns a throw into a rejection, as a port of promises wants it.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'max-lines': ['error', { max: 400 }],
      'drawdown/fits-a-screen': ['error', 70],
    },
  },

  {
    files: ['server/ledger/**/*.ts'],
    ignores: TESTS,
    rules: {
      'no-restricted-globals': ['error', ...PURE.globals],
      'no-restricted-syntax': ['error', ...PURE.syntax],
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(?!\\.\\.?/)', message: 'The ledger stands alone.' }] },
      ],
    },
  },

  {
    files: ['widgets/**/*.ts'],
    extends: [lit.configs['flat/all'], litA11y.configs.recommended],
    languageOptions: { globals: globals.browser },
    rules: {
      // The DOM's types promise more than servers, old browsers and what happened during an `await` keep.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // `useDefineForClassFields` is false there: fields are assigned, and reach the reactive property's setter.
      'lit/no-classfield-shadowing': 'off',
      // Lists are mapped where they stand, and a row's handler closes over its row.
      'lit/no-template-map': 'off',
      'lit/no-template-arrow': 'off',
      'no-restricted-syntax': ['error', ...WIDGET_SYNTAX],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'lit/directives/style-map.js',
              message: 'It writes a style attribute, which a strict CSP refuses.',
            },
            { name: 'lit/directives/unsafe-html.js', message: 'The widgets render text, never markup from data.' },
          ],
        },
      ],
      'drawdown/no-module-level-page': 'error',
      'drawdown/customer-routes-only': 'error',
    },
  },

  {
    files: TESTS,
    rules: {
      'drawdown/fits-a-screen': 'off',
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      'drawdown/no-module-level-page': 'off',
      'drawdown/customer-routes-only': 'off',
    },
  },
  {
    files: ['widgets/**/*.test.ts'],
    rules: {
      // A plugin's types say that chai's `equal` may give a promise; for what is compared here it never does.
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: '@types/chai', name: 'Equal' }] },
      ],
    },
  },
  { files: ['demo/main.ts'], rules: { 'no-console': 'off' } },

  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: globals.node },
    rules: {
      'no-undef': 'error',
      'no-unused-vars': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: 400 }],
    },
  },
);
