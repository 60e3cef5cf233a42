import { expect, test } from 'vitest';
import { newSecret } from './api-keys.js';
import { keyProblem } from './secrets.js';

const HEX = '0123456789abcdef0123456789abcdef';

test.each(['live', 'test'] as const)('keys that are made are good in their mode, %s, and in no other', (mode) => {
  expect(keyProblem(newSecret(mode), mode)).toBeNull();
  expect(keyProblem(`dd_${mode}_${HEX}`, mode)).toBeNull();
  expect(keyProblem(newSecret(mode === 'live' ? 'test' : 'live'), mode)).toMatch(/takes no dd_/);
});

test.each([
  ['no prefix', HEX],
  ['another prefix', `sk_live_${HEX}`],
  ['31 characters', `dd_live_${HEX.slice(1)}`],
  ['a space', `dd_live_${HEX} ${HEX}`],
  ['256 characters', `dd_live_${HEX.repeat(8)}`],
  ['one letter', `dd_live_${'a'.repeat(64)}`],
  ['seven letters', `dd_live_${'abcdefg'.repeat(9)}`],
])('a key can be guessed, or is none: %s. It is refused without being quoted', (_, key) => {
  const problem = keyProblem(key, 'live');
  expect(problem).toMatch(/^must be/);
  expect(problem).not.toContain(key.slice(8, 24));
});
