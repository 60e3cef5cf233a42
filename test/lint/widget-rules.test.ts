import { ESLint, Linter } from 'eslint';
import { beforeAll, describe, expect, test } from 'vitest';

/** The rules apply to this file's path in eslint.config.js. */
const FILE = 'widgets/balance/credits-balance-element.ts';
const RULES = [
  'no-restricted-syntax',
  'no-restricted-imports',
  'drawdown/no-module-level-page',
  'drawdown/customer-routes-only',
];

let complaints: (code: string) => string[];

beforeAll(async () => {
  const config = (await new ESLint().calculateConfigForFile(FILE)) as {
    rules: Linter.RulesRecord;
    plugins: NonNullable<Linter.Config['plugins']>;
  };
  const rules = Object.fromEntries(RULES.map((name) => [name, config.rules[name] ?? 'off']));
  const { drawdown } = config.plugins;
  const linter = new Linter();
  complaints = (code) =>
    linter
      .verify(code, { plugins: { ...(drawdown && { drawdown }) }, rules, languageOptions: { sourceType: 'module' } })
      .map(({ message }) => message);
});

describe('the lint rules of widget code', () => {
  test.each([
    ["fetch(api + '/v1/customers')", /customer\/v1/],
    ['fetch(`${api}/v1/grants`)', /customer\/v1/],
    ["read('/console/keys')", /customer\/v1/],
    ['amount.toFixed(2)', /Intl/],
    ['amount.toLocaleString()', /Intl/],
    ['date.toLocaleDateString(locale)', /Intl/],
    ['html`<p style="color: red"></p>`', /style attribute/],
    ['html`<p style=${styles}></p>`', /style attribute/],
    ['html`<style>p { color: red }</style>`', /inline <style>/],
    ["import { styleMap } from 'lit/directives/style-map.js'", /strict CSP/],
    ["import { unsafeHTML } from 'lit/directives/unsafe-html.js'", /never markup/],
    ['const width = window.innerWidth;', /importing it under Node/],
    ['class A { static zone = document.title; }', /importing it under Node/],
  ])('refuses %s', (code, why) => {
    const found = complaints(code);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(why);
  });

  test.each([
    'fetch(`${api}/customer/v1/balances`)',
    "read('usage.csv?from=x')",
    'html`<p class="styled" part="style"></p>`',
    'export const width = () => window.innerWidth;',
    'intl("NumberFormat", locale).format(amount)',
  ])('allows %s', (code) => {
    expect(complaints(code)).toEqual([]);
  });
});
