/** The elements that the pages are made of, and what they say beside whose credits to show. */
export const ELEMENTS = {
  balance: { tag: 'credits-balance', component: 'CreditsBalance', can: ['can-add'], set: {} },
  chart: { tag: 'credits-usage-chart', component: 'CreditsUsageChart', can: [], set: { range: '30d' } },
  grants: { tag: 'credits-grants-table', component: 'CreditsGrantsTable', can: ['can-add'], set: {} },
  portal: {
    tag: 'credits-utilization-portal',
    component: 'CreditsUtilizationPortal',
    can: [],
    set: { 'heading-level': 2 },
  },
} as const satisfies Readonly<Record<string, Embedded>>;

type Embedded = {
  readonly tag: string;
  readonly component: string;
  readonly can: readonly string[];
  readonly set: Readonly<Record<string, string | number>>;
};

export type ElementId = keyof typeof ELEMENTS;
type Lines = readonly string[];

const scriptLines = (origin: string): Lines => [
  `<script type="module"`,
  `  src="${origin}/widgets/drawdown.js"></script>`,
];

const attributesOf = (id: ElementId): string =>
  [...ELEMENTS[id].can, ...Object.entries(ELEMENTS[id].set).map(([name, value]) => `${name}="${value}"`)]
    .map((attribute) => ` ${attribute}`)
    .join('');

const elementLines = (id: ElementId, origin: string, customerId: string): Lines => [
  `<${ELEMENTS[id].tag}${attributesOf(id)} api="${origin}"`,
  `  token-url="/studio/api/token?customer=${customerId}">`,
  `</${ELEMENTS[id].tag}>`,
];

/**
 * The five lines that put the balance on the page: the page is made of them, and shows them too. What a server has
 * rendered goes into the tag.
 */
export const embedLines = (origin: string, customerId: string, content: string): Lines => {
  const [tag = '', attributes = '', end = ''] = elementLines('balance', origin, customerId);
  return [...scriptLines(origin), tag, `${attributes}${content}${end}`];
};

/** Three more put the usage below it; the script is there already. */
export const chartLines = (origin: string, customerId: string): Lines => elementLines('chart', origin, customerId);

/** And three the grants below that. */
export const grantsLines = (origin: string, customerId: string): Lines => elementLines('grants', origin, customerId);

/** All of it on a page of its own, by one tag. */
export const portalLines = (origin: string, customerId: string): Lines => [
  ...scriptLines(origin),
  ...elementLines('portal', origin, customerId),
];

const camelCase = (name: string): string => name.replace(/-./g, (letter) => letter.slice(1).toUpperCase());

const reactLines = (id: ElementId, origin: string, customerId: string): Lines => [
  `import 'drawdown/widgets/${ELEMENTS[id].tag}.js';`,
  `import { ${ELEMENTS[id].component} } from 'drawdown/react';`,
  ``,
  `<${ELEMENTS[id].component}${[
    ...ELEMENTS[id].can.map((name) => ` ${camelCase(name)}`),
    ...Object.entries<string | number>(ELEMENTS[id].set).map(
      ([name, value]) => ` ${camelCase(name)}=${typeof value === 'string' ? `"${value}"` : `{${value}}`}`,
    ),
  ].join('')} api="${origin}"`,
  `  tokenUrl="/studio/api/token?customer=${customerId}" />`,
];

const vueLines = (id: ElementId, origin: string, customerId: string): Lines => [
  `<script setup>`,
  `import 'drawdown/widgets/${ELEMENTS[id].tag}.js';`,
  `</script>`,
  ``,
  `<template>`,
  `  <${ELEMENTS[id].tag}${attributesOf(id)} api="${origin}"`,
  `    token-url="/studio/api/token?customer=${customerId}" />`,
  `</template>`,
];

/** How one element is written, by what the page is written in. */
export const FRAMEWORKS = {
  html: (id: ElementId, origin: string, customerId: string): Lines => [
    ...scriptLines(origin),
    ...elementLines(id, origin, customerId),
  ],
  react: reactLines,
  vue: vueLines,
} as const;

export type FrameworkId = keyof typeof FRAMEWORKS;

/** What Northlight's backend does, in short. */
export const backendLines = (customerId: string): Lines => [
  `const drawdown = createClient({ baseUrl, apiKey });`,
  ``,
  `// into the tag: its numbers, before any script`,
  `await renderBalanceContent(`,
  `  await drawdown.customers.balances('${customerId}'),`,
  `  { api, canAdd: true },`,
  `);`,
  ``,
  `// behind token-url`,
  `await drawdown.customerTokens.create({`,
  `  customerId: '${customerId}',`,
  `});`,
  ``,
  `// with every piece of work`,
  `await drawdown.events.report({`,
  `  customerId: '${customerId}',`,
  `  featureId: 'image',`,
  `  enforce: true,`,
  `  idempotencyKey: job.id,`,
  `});`,
];
