export const ELEMENTS = {
  balance: { tag: 'credits-balance', component: 'CreditsBalance', flags: ['can-add'], values: {} },
  chart: { tag: 'credits-usage-chart', component: 'CreditsUsageChart', flags: [], values: { range: '30d' } },
  grants: { tag: 'credits-grants-table', component: 'CreditsGrantsTable', flags: ['can-add'], values: {} },
  portal: {
    tag: 'credits-utilization-portal',
    component: 'CreditsUtilizationPortal',
    flags: [],
    values: { 'heading-level': 2 },
  },
} as const satisfies Readonly<Record<string, EmbeddedElement>>;

type EmbeddedElement = {
  readonly tag: string;
  readonly component: string;
  readonly flags: readonly string[];
  readonly values: Readonly<Record<string, string | number>>;
};

export type ElementId = keyof typeof ELEMENTS;
type Lines = readonly string[];

const scriptLines = (origin: string): Lines => [
  `<script type="module"`,
  `  src="${origin}/widgets/drawdown.js"></script>`,
];

const attributesOf = (id: ElementId): string =>
  [...ELEMENTS[id].flags, ...Object.entries(ELEMENTS[id].values).map(([name, value]) => `${name}="${value}"`)]
    .map((attribute) => ` ${attribute}`)
    .join('');

const elementLines = (id: ElementId, origin: string, customerId: string): Lines => [
  `<${ELEMENTS[id].tag}${attributesOf(id)} api="${origin}"`,
  `  token-url="/studio/api/token?customer=${customerId}">`,
  `</${ELEMENTS[id].tag}>`,
];

/** The demo contains and displays the same five lines. `content` is the balance as rendered on the server. */
export const embedLines = (origin: string, customerId: string, content: string): Lines => {
  const [tag = '', attributes = '', end = ''] = elementLines('balance', origin, customerId);
  return [...scriptLines(origin), tag, `${attributes}${content}${end}`];
};

export const chartLines = (origin: string, customerId: string): Lines => elementLines('chart', origin, customerId);

export const grantsLines = (origin: string, customerId: string): Lines => elementLines('grants', origin, customerId);

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
    ...ELEMENTS[id].flags.map((name) => ` ${camelCase(name)}`),
    ...Object.entries<string | number>(ELEMENTS[id].values).map(
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

export const FRAMEWORKS = {
  html: (id: ElementId, origin: string, customerId: string): Lines => [
    ...scriptLines(origin),
    ...elementLines(id, origin, customerId),
  ],
  react: reactLines,
  vue: vueLines,
} as const;

export type FrameworkId = keyof typeof FRAMEWORKS;

export const backendLines = (customerId: string): Lines => [
  `const drawdown = createClient({ baseUrl, apiKey });`,
  ``,
  `// content of the tag, shown before any script runs`,
  `await renderBalanceContent(`,
  `  await drawdown.customers.balances('${customerId}'),`,
  `  { api, canAdd: true },`,
  `);`,
  ``,
  `// the route behind token-url`,
  `await drawdown.customerTokens.create({`,
  `  customerId: '${customerId}',`,
  `});`,
  ``,
  `// with every job`,
  `await drawdown.events.report({`,
  `  customerId: '${customerId}',`,
  `  featureId: 'image',`,
  `  enforce: true,`,
  `  idempotencyKey: job.id,`,
  `});`,
];
