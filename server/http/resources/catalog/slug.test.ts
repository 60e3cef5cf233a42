import { expect, test } from 'vitest';
import { Id } from '../../../contract/index.js';
import { newId } from '../../../engine/ids.js';
import { slug } from './slug.js';

test('ids carry their prefix, and none is made twice', () => {
  for (const prefix of ['evt', 'grt', 'sub', 'key', 'cmd', 'ct'] as const) {
    const ids = Array.from({ length: 100 }, () => newId(prefix));
    expect(new Set(ids).size).toBe(100);
    for (const id of ids) expect(id).toMatch(new RegExp(`^${prefix}_[0-7][0-9a-z]{25}$`));
  }
});

test.each([
  ['AI Tokens', 'ai-tokens'],
  ['  Spaced   Out  ', 'spaced-out'],
  ['Crédits « Pro » №5', 'credits-pro-no5'],
  ['Größe', 'gro-e'],
  ['../../etc/passwd', 'etc-passwd'],
  ['A'.repeat(100), 'a'.repeat(100)],
  ['積分', null],
  ['2024', null],
  ['🙂', null],
])('%j becomes %j', (name, id) => {
  expect(slug(name)).toBe(id);
  if (id !== null) expect(Id.safeParse(id).success).toBe(true);
});
