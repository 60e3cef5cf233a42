// Reads the interface of the elements from their sources. Attributes, properties, methods, types and defaults come from
// the code, everything else from the tags in the comment of the class.
import { create, ts } from '@custom-elements-manifest/analyzer';
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';

const RELEVANT = /-element\.ts$|(^|\/)define\.ts$|^kit\/events\/credits-[\w-]+\.ts$/;

export function analyse(sources, output) {
  const tags = new Map();
  const modules = [...sources]
    .filter(([path]) => RELEVANT.test(path))
    .map(([path, text]) => ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true));
  const analysed = create({ modules, plugins: [...litPlugin(), findTags(tags)] });
  const built = (path) => `${output}/${path.replace(/^\//, '').replace(/\.ts$/, '.js')}`;
  const described = analysed.modules.filter(({ declarations }) => declarations.some(({ kind }) => kind === 'class'));
  const classes = new Set(described.flatMap(({ declarations }) => declarations.map((declaration) => declaration.name)));
  for (const { declarations } of described) {
    for (const declaration of declarations) tidy(declaration, tags.get(declaration.name), classes);
  }
  const entries = described.flatMap((module) => entriesOf(module, tags));
  return replacePaths({ ...analysed, modules: [...entries, ...described] }, built);
}

export const elementsOf = (manifest) =>
  manifest.modules.flatMap(({ path, declarations }) =>
    declarations.filter(({ tagName }) => tagName).map((declaration) => ({ ...declaration, path })),
  );

/** The module that registers an element is named after its tag. The module of the class registers nothing. */
const entriesOf = ({ path, declarations }, tags) =>
  declarations
    .filter(({ name }) => tags.has(name))
    .map(({ name }) => ({
      kind: 'javascript-module',
      path: `entries/${tags.get(name)}.ts`,
      declarations: [],
      exports: [{ kind: 'custom-element-definition', name: tags.get(name), declaration: { name, module: path } }],
    }));

function findTags(tags) {
  return {
    name: 'tags',
    analyzePhase({ node }) {
      if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 'define') return;
      const [tag, element] = node.arguments;
      if (tag && element && ts.isStringLiteral(tag) && ts.isIdentifier(element)) tags.set(element.text, tag.text);
    },
  };
}

/** Removes members that hosts must not use, and adds the class of each event. */
function tidy(declaration, tag, classes) {
  if (tag) Object.assign(declaration, { tagName: tag, customElement: true });
  if (declaration.superclass?.name === 'Event') declaration.superclass = { name: 'Event', package: 'global:' };
  if (!declaration.description) delete declaration.description;
  // A static method is a hook of Lit.
  const hidden = ({ privacy, kind, ...member }) =>
    privacy === 'private' || privacy === 'protected' || (kind === 'method' && member.static);
  if (declaration.members) declaration.members = declaration.members.filter((member) => !hidden(member));
  // The analyzer mistakes every `dispatchEvent(new …Event(x))` for an event named `x`.
  const events = declaration.events?.filter(({ name }) => name?.startsWith('credits-')) ?? [];
  for (const event of events) {
    const type = `${event.name.replace(/(?:^|-)(\w)/g, (_, first) => first.toUpperCase())}Event`;
    event.type = { text: classes.has(type) ? type : 'Event' };
  }
  if (declaration.events) declaration.events = events;
}

function replacePaths(value, built) {
  if (Array.isArray(value)) return value.map((item) => replacePaths(item, built));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const isPath = (key === 'path' || key === 'module') && typeof item === 'string';
      return [key, isPath ? built(item) : replacePaths(item, built)];
    }),
  );
}
