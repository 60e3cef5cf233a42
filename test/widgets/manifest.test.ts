import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'drawdown-manifest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const STATES = ['current', 'empty', 'error', 'live', 'loading', 'offline', 'ready', 'signed-out', 'stale'];

/** An element with one of everything. Tests remove single lines from it. */
const ELEMENT = `
/**
 * @summary A small one.
 * @slot footer - Below.
 * @csspart base - Around it.
 * @cssproperty --credits-color - Text.
${STATES.map((name) => ` * @cssstate ${name} - As it says.\n`).join('')} * @fires credits-ready - It is there.
 */
export class CreditsSmallElement extends LitElement {
  static override properties: PropertyDeclarations = { range: {} };
  /** How long. */
  range?: string | null;
  /** Does it again. */
  again(): void {
    this.dispatchEvent(new CreditsReadyEvent());
  }
  private inside = 1;
  static styles = css\`:host { color: var(--credits-color); }\`;
  override render() {
    return html\`<div part="base"><slot name="footer"></slot></div>\`;
  }
}
`;

const OTHERS = {
  'small/define.ts': `define('credits-small', CreditsSmallElement);`,
  'kit/events/credits-ready.ts': `/** It is there. */\nexport class CreditsReadyEvent extends Event {}`,
};

function run(element: string) {
  for (const [path, text] of Object.entries({ ...OTHERS, 'small/credits-small-element.ts': element })) {
    mkdirSync(dirname(join(folder, 'widgets', path)), { recursive: true });
    writeFileSync(join(folder, 'widgets', path), text);
  }
  const args = ['scripts/manifest.mjs', join(folder, 'widgets'), join(folder, 'out')];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, 'out', file), 'utf8'));
  return { status, problems: stderr.trim().split('\n').filter(Boolean), read };
}

describe('the manifest of the elements', () => {
  test('lists everything public and nothing private', () => {
    const { status, problems, read } = run(ELEMENT);
    expect(problems).toEqual([]);
    expect(status).toBe(0);
    const { modules } = read('custom-elements.json') as { modules: { declarations: Record<string, unknown>[] }[] };
    const element = modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName)!;
    expect(element).toMatchObject({
      tagName: 'credits-small',
      summary: 'A small one.',
      attributes: [{ name: 'range', description: 'How long.', fieldName: 'range' }],
      events: [{ name: 'credits-ready', type: { text: 'CreditsReadyEvent' } }],
      slots: [{ name: 'footer' }],
      cssParts: [{ name: 'base' }],
      cssProperties: [{ name: '--credits-color' }],
    });
    expect((element['members'] as { name: string }[]).map(({ name }) => name)).toEqual(['range', 'again']);
  });

  test('fails the build for an undocumented public member', () => {
    const lines = {
      ' * @summary A small one.\n': 'has no @summary',
      '  /** How long. */\n': 'attributes: range is not described',
      '  /** Does it again. */\n': 'members: again is not described',
      ' * @cssstate stale - As it says.\n': 'cssStates: stale is not documented',
      ' * @csspart base - Around it.\n': 'part base is not documented',
      ' * @slot footer - Below.\n': 'slot footer is not documented',
      ' * @fires credits-ready - It is there.\n': 'event credits-ready is not documented',
      ' * @cssproperty --credits-color - Text.\n': 'variable --credits-color is not documented',
    };
    const { status, problems } = run(Object.keys(lines).reduce((text, line) => text.replace(line, ''), ELEMENT));
    for (const problem of Object.values(lines)) expect(problems).toContain(`✗ <credits-small>: ${problem}`);
    expect(status).toBe(1);
  });

  test('fails the build for a documented member that does not exist', () => {
    const gone = ['csspart', 'slot', 'cssproperty', 'fires'].map((tag) => ` * @${tag} credits-gone - Gone.\n`).join('');
    const { status, problems } = run(ELEMENT.replace(' * @slot', `${gone} * @slot`));
    for (const kind of ['part', 'slot', 'variable', 'event']) {
      expect(problems).toContain(`✗ <credits-small>: ${kind} credits-gone is not there`);
    }
    expect(status).toBe(1);
  });

  test('gives editors their data', () => {
    const { read } = run(ELEMENT.replace('range?: string | null', `range: 'day' | 'week' = 'day'`));
    expect(read('vscode.html-custom-data.json')).toMatchObject({
      tags: [{ name: 'credits-small', attributes: [{ name: 'range', values: [{ name: 'day' }, { name: 'week' }] }] }],
    });
    expect(read('vscode.css-custom-data.json')).toMatchObject({
      properties: [{ name: '--credits-color' }],
      pseudoElements: [{ name: '::part(base)' }],
    });
    expect(read('web-types.json')).toMatchObject({
      name: 'drawdown',
      contributions: {
        html: {
          elements: [
            {
              name: 'credits-small',
              attributes: [{ name: 'range', value: { type: `'day' | 'week'` }, default: 'day' }],
              js: { properties: [{ name: 'range' }], events: [{ name: 'credits-ready', type: 'CreditsReadyEvent' }] },
            },
          ],
        },
      },
    });
  });
});
