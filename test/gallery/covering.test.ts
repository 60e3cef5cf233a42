import { expect, test } from 'vitest';
import { DEFAULT_LOOK, LOOK_NAMES, type LookName, LOOKS, parseLook, urlFor } from '../../demo/gallery/looks.js';
import { STATES, TAGS } from '../../widgets/test/states/index.js';
import { COVERING, SYSTEMS } from './covering.js';

test('contains every state of every element once in the base look', () => {
  const all = TAGS.flatMap((tag) => Object.keys(STATES[tag]).map((state) => `${tag} ${state}`));
  const usual = COVERING.filter(({ look, system }) => system === 'usual' && look.theme === 'light');
  const plain = usual.filter(({ look }) =>
    LOOK_NAMES.every((name) => name === 'theme' || look[name] === DEFAULT_LOOK[name]),
  );
  expect(plain.map(({ tag, state }) => `${tag} ${state}`).sort()).toEqual(all.sort());
});

test.each(TAGS)('shows %s ready in every theme, direction, width, language, text size and system', (tag) => {
  const ready = COVERING.filter((page) => page.tag === tag && page.state === 'ready');
  const seen = (name: LookName) => [...new Set(ready.map(({ look }) => look[name]))].sort();
  for (const name of LOOK_NAMES) expect(seen(name)).toEqual([...LOOKS[name]].sort());
  expect([...new Set(ready.map(({ system }) => system))].sort()).toEqual(Object.keys(SYSTEMS).sort());
});

test('contains no page twice, and every name is a valid file name', () => {
  expect(new Set(COVERING.map(({ path, system }) => `${path} ${system}`)).size).toBe(COVERING.length);
  expect(new Set(COVERING.map(({ name }) => name)).size).toBe(COVERING.length);
  for (const { name } of COVERING) expect(name).toMatch(/^[a-z0-9-]+$/);
});

test('every element has all connection states', () => {
  for (const tag of TAGS) {
    const names = Object.keys(STATES[tag]);
    const all = ['ready', 'loading', 'empty', 'error', 'forbidden', 'signed-out', 'stale', 'offline', 'current'];
    expect(names).toEqual(expect.arrayContaining(all));
  }
});

test('an address encodes the look, and invalid values fall back to the defaults', () => {
  for (const { look } of COVERING) {
    const { searchParams } = new URL(urlFor('/gallery/balance/low', look), 'http://localhost');
    expect(parseLook(Object.fromEntries(searchParams))).toEqual(look);
  }
  expect(parseLook({ theme: 'pink', width: '100000', lang: 'xx', dir: 'up', text: '' })).toEqual(DEFAULT_LOOK);
  expect(parseLook({ lang: 'ar' }).dir).toBe('rtl');
});
