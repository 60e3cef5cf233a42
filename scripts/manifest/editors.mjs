function valuesOf({ type }) {
  const parts = (type?.text ?? '').split('|').map((part) => part.trim());
  const values = parts.map((part) => /^'([^']*)'$/.exec(part)?.[1]).filter((value) => value !== undefined);
  return values;
}

const isFlag = ({ type }) => type?.text === 'boolean';
const listed = (title, entries = []) =>
  entries.length === 0
    ? []
    : [`**${title}**`, ...entries.map(({ name, description }) => `- \`${name}\`: ${description}`)];

const explained = ({ summary, slots, events }) =>
  [summary, '', ...listed('Slots', slots), '', ...listed('Events', events)].join('\n').trim();

/** @see https://github.com/microsoft/vscode-html-languageservice, docs/customData.md */
export const vscodeHtml = (elements) => ({
  version: 1.1,
  tags: elements.map((element) => ({
    name: element.tagName,
    description: { kind: 'markdown', value: explained(element) },
    attributes: element.attributes.map((attribute) => ({
      name: attribute.name,
      description: attribute.description,
      ...(isFlag(attribute) ? { valueSet: 'v' } : {}),
      ...(valuesOf(attribute).length > 0 ? { values: valuesOf(attribute).map((name) => ({ name })) } : {}),
    })),
  })),
});

/** Several elements share variables, which must appear only once. */
export const vscodeCss = (elements) => ({
  version: 1.1,
  properties: [
    ...new Map(elements.flatMap(({ cssProperties = [] }) => cssProperties.map((one) => [one.name, one]))).values(),
  ]
    .map(({ name, description }) => ({ name, description }))
    .sort((one, other) => (one.name < other.name ? -1 : 1)),
  pseudoElements: elements.flatMap(({ tagName, cssParts = [] }) =>
    cssParts.map(({ name, description }) => ({ name: `::part(${name})`, description: `<${tagName}>: ${description}` })),
  ),
});

/** @see https://github.com/JetBrains/web-types */
export const webTypes = (elements, { name, version }) => ({
  $schema: 'https://json.schemastore.org/web-types',
  name,
  version,
  'description-markup': 'markdown',
  'js-types-syntax': 'typescript',
  contributions: { html: { elements: elements.map(webElement) } },
});

function webElement(element) {
  const described = ({ name, description }) => ({ name, description });
  const value = (attribute) =>
    isFlag(attribute)
      ? { type: 'boolean', required: false }
      : { type: valuesOf(attribute).length > 0 ? attribute.type.text : 'string' };
  return {
    name: element.tagName,
    description: element.summary,
    attributes: element.attributes.map((attribute) => ({
      ...described(attribute),
      value: value(attribute),
      ...(attribute.default ? { default: attribute.default.replaceAll("'", '') } : {}),
    })),
    slots: (element.slots ?? []).map(described),
    js: {
      properties: element.members
        .filter((member) => member.kind === 'field' && !member.static)
        .map((member) => ({ ...described(member), type: member.type?.text ?? 'unknown' })),
      events: (element.events ?? []).map((event) => ({ ...described(event), type: event.type.text })),
    },
    css: {
      properties: (element.cssProperties ?? []).map(described),
      parts: (element.cssParts ?? []).map(described),
    },
  };
}
