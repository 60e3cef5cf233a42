import { defineConfig } from 'eslint/config';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import drawdown from './scripts/lint-rules.mjs';

const TYPESCRIPT = ['**/*.ts', '**/*.tsx'];
const TESTS = ['**/*.test.ts', 'test/**', 'widgets/test/**'];

/** Decisions of the ledger must depend only on its arguments, and must not lose digits. */
const PURE = {
  globals: [
    ['Date', 'Time is an argument, in integer milliseconds.'],
    ['parseFloat', 'Credits are integers of millionths (bigint).'],
    ['performance', 'Time is an argument.'],
    ['crypto', 'The command carries its ids.'],
    ['process', 'The ledger does not depend on its environment.'],
    ['console', 'The ledger has no output.'],
    ['fetch', 'The ledger reads nothing.'],
    ['setTimeout', 'The ledger never waits.'],
    ['setInterval', 'The ledger never waits.'],
    ['queueMicrotask', 'The ledger never waits.'],
  ].map(([name, message]) => ({ name, message })),
  syntax: [
    ['CallExpression[callee.name="Number"]', 'Number() loses digits; credits are bigint.'],
    ['CallExpression[callee.object.name="Number"][callee.property.name=/^parse/]', 'Credits are bigint.'],
    ['MemberExpression[object.name="Math"][property.name="random"]', 'The ledger is deterministic.'],
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
      // Numbers and bigints are readable in a template; objects are not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Strings that are spread (amounts and ids) are ASCII.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Data are `type`s (closed, readonly), ports are `interface`s.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Ports consist of closures, and Lit binds the listeners of a template, so passing a method on is safe.
      '@typescript-eslint/unbound-method': 'off',
      // `find<E>(selector)` reads better than a cast at each call.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Generic classes of Hono and elements that the page creates are real instances of their classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // `async` without `await` turns a throw into a rejection, as ports require.
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
        { patterns: [{ regex: '^(?!\\.\\.?/)', message: 'The ledger imports only its own files.' }] },
      ],
    },
  },

  {
    files: ['widgets/**/*.ts'],
    extends: [lit.configs['flat/all'], litA11y.configs.recommended],
    languageOptions: { globals: globals.browser },
    rules: {
      // The types of the DOM are too strict: on a server, in old browsers or after an `await`, values may be absent.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // `useDefineForClassFields` is false for widgets, so fields call the setters of reactive properties.
      'lit/no-classfield-shadowing': 'off',
      // Templates map lists inline, and the handler of a row closes over its row.
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
      // The types of a plugin let `equal` of chai return a promise, which it never does for the values compared here.
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
