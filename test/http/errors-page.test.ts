import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PROBLEMS } from '../../server/contract/index.js';

test('docs/errors.md explains every problem and its remedy', () => {
  const rows = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, code]) => code?.startsWith('`'));
  const told = rows.map(([, code = '', status]) => [code.slice(1, -1), Number(status)]);
  expect(told).toEqual(Object.entries(PROBLEMS).map(([code, { status }]) => [code, status]));
  for (const [, code, , means, action] of rows) expect([code, means, action].every(Boolean)).toBe(true);
});
