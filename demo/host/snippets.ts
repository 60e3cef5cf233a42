/** The five lines that put the balance on the page: the page is made of them, and shows them too. */
export const embedLines = (origin: string, customerId: string): readonly string[] => [
  `<script type="module"`,
  `  src="${origin}/widgets/drawdown.js"></script>`,
  `<credits-balance can-add api="${origin}"`,
  `  token-url="/studio/api/token?customer=${customerId}">`,
  `</credits-balance>`,
];

/** Three more put the usage below it; the script is there already. */
export const chartLines = (origin: string, customerId: string): readonly string[] => [
  `<credits-usage-chart range="30d" api="${origin}"`,
  `  token-url="/studio/api/token?customer=${customerId}">`,
  `</credits-usage-chart>`,
];

/** And three the grants below that. */
export const grantsLines = (origin: string, customerId: string): readonly string[] => [
  `<credits-grants-table can-add api="${origin}"`,
  `  token-url="/studio/api/token?customer=${customerId}">`,
  `</credits-grants-table>`,
];

/** All of it on a page of its own, by one tag. */
export const portalLines = (origin: string, customerId: string): readonly string[] => [
  `<script type="module"`,
  `  src="${origin}/widgets/drawdown.js"></script>`,
  `<credits-utilization-portal api="${origin}"`,
  `  token-url="/studio/api/token?customer=${customerId}">`,
  `</credits-utilization-portal>`,
];

/** What Northlight's backend does, in short. */
export const backendLines = (customerId: string): readonly string[] => [
  `const drawdown = createClient({ baseUrl, apiKey });`,
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
