import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const FOLDER = new URL('../../widgets/kit/events/', import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.startsWith('credits-'));
const textOf = (file: string) => readFileSync(new URL(file, FOLDER), 'utf8');
const docs = readFileSync(new URL('../../docs/widgets.md', import.meta.url), 'utf8');
/** The event table of docs/widgets.md: each event name with the documented fields. */
const rows = new Map(
  [...docs.matchAll(/^\| `(credits-[\w-]+)` +\| (.+?) +\|/gm)].map(([, name, carries]) => [name, carries ?? '']),
);

describe('the events of the elements', () => {
  test('are exactly those of the documentation', () => {
    expect([...rows.keys()].sort()).toEqual(files.map((file) => file.replace('.ts', '')).sort());
  });

  test.each(files)('%s has one class of its name, bubbles, is composed, and is in the event map', async (file) => {
    const name = file.replace('.ts', '');
    const className = `${name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}Event`;
    const module = (await import(new URL(file, FOLDER).href)) as Record<string, new (...given: unknown[]) => Event>;
    expect(Object.keys(module)).toEqual([className]);
    const event = new module[className]!('one', 'two', 'three', 'four', 'five', 'six');
    expect(event).toMatchObject({ type: name, bubbles: true, composed: true });
    expect(event.cancelable).toBe(/request|export/.test(name));
    expect(textOf(file)).toContain(`'${name}': ${className};`);
    const fields = Object.keys(event).filter((field) => field !== 'isTrusted');
    for (const field of fields) expect(rows.get(name)).toContain(`\`${field}\``);
    expect(fields.length).toBeGreaterThan(0);
  });
});
