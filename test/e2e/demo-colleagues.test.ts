import { expect, test } from 'vitest';
import { DemoWorld } from './demo-world.js';
import { soon } from './window.js';

const world = new DemoWorld(true);

test('the balance falls without the reader, until paused, and the pause is remembered', async () => {
  const window = await world.openAs('aurora');
  await soon(() => window.number()).not.toBe('957.7');
  await soon(() => window.ledger(1)).not.toEqual([]);
  await soon(() => window.text('#ledger tr.new .who')).toMatch(/^(Tomas|Wanda)$/);
  expect(await window.text('#colleagues')).toContain('Your colleagues are at work too.');

  await window.page.getByRole('button', { name: 'Pause' }).click();
  expect(await window.text('#colleagues')).toContain('Your colleagues take a break.');
  await window.page.reload();
  await window.settled();
  expect(await window.text('#colleagues')).toContain('Resume');
  await window.page.getByRole('button', { name: 'Resume' }).click();
  expect(await window.text('#colleagues')).toContain('Pause');
});

test('colleagues pause when there are no credits', async () => {
  const window = await world.openAs('cinder');
  await soon(() => window.text('#colleagues')).toMatch(/Your colleagues take a break\./);
  expect(await window.number()).toBe('0');
});
