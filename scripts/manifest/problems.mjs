// Finds public names that are not documented, and documented names that do not exist.
import { dirname } from 'node:path';
import { reachedFrom } from './sources.mjs';

const STATES = ['current', 'empty', 'error', 'live', 'loading', 'offline', 'ready', 'signed-out', 'stale'];

/** How each kind of name appears in code. Parts of inner elements (`balance__number`) are exported by name instead. */
const USES = [
  { kind: 'part', list: 'cssParts', pattern: /\spart="([\w-]+)"/g },
  { kind: 'slot', list: 'slots', pattern: /<slot\s[^>]*?\bname="([\w-]+)"/g },
  { kind: 'event', list: 'events', pattern: /new Credits(\w+)Event\(/g, name: (text) => `credits${kebab(text)}` },
  { kind: 'variable', list: 'cssProperties', pattern: /(--credits-[\w-]+)/g, ownOnly: true },
];

const kebab = (text) => text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export function problemsOf(elements, sources) {
  const paths = elements.map(({ name }) => pathOf(name, sources));
  return elements.flatMap((element, index) => {
    const others = paths.filter((path) => path !== paths[index]).map((path) => `${dirname(path)}/`);
    const found = [...undescribed(element), ...unlisted(element, paths[index], others, sources)];
    return found.map((problem) => `<${element.tagName}>: ${problem}`);
  });
}

const pathOf = (name, sources) => [...sources].find(([, text]) => text.includes(`export class ${name} `))?.[0] ?? '';

function* undescribed(element) {
  if (!element.summary) yield 'has no @summary';
  const lists = ['attributes', 'members', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates'];
  for (const list of lists) {
    for (const { name, description } of element[list] ?? [])
      if (!description) yield `${list}: ${name} is not described`;
  }
  for (const { name, type } of element.events ?? []) if (type.text === 'Event') yield `events: ${name} has no class`;
  const states = new Set(element.cssStates?.map(({ name }) => name));
  for (const name of STATES) if (!states.has(name)) yield `cssStates: ${name} is not documented`;
}

function* unlisted(element, path, others, sources) {
  const reached = reachedFrom(path, sources);
  // A name in a comment is not a use.
  const codeOf = (module) => sources.get(module).replace(/\/\*\*.*?\*\//gs, '');
  for (const { kind, list, pattern, name = (text) => text, ownOnly } of USES) {
    const usedIn = (modules) =>
      new Set(modules.flatMap((module) => [...codeOf(module).matchAll(pattern)].map(([, text]) => name(text))));
    const own = reached.filter((module) =>
      ownOnly ? module.startsWith(`${dirname(path)}/`) : !others.some((other) => module.startsWith(other)),
    );
    const documented = new Set((element[list] ?? []).map((entry) => entry.name));
    // Events of inner elements reach the host too.
    const anywhere = usedIn(kind === 'event' ? [...sources.keys()] : reached);
    const listed = (one) => own.some((module) => codeOf(module).includes(`'${one}'`));
    for (const used of usedIn(own)) if (!documented.has(used)) yield `${kind} ${used} is not documented`;
    for (const one of documented) {
      if (!anywhere.has(one) && !one.includes('__') && !listed(one)) yield `${kind} ${one} is not there`;
    }
  }
}
