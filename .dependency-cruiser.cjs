// The direction of the house, as docs/decisions and the folders state it:
// main → compose → adapters → ports → ledger; widgets see the wire's types only; nobody imports demo or test.

const TESTS = '[.]test[.]ts$';
const OURS = '^(server|widgets|demo|test|scripts)/';

/** Files under `folder`, without their tests. */
const code = (folder) => ({ path: `^${folder}/`, pathNot: TESTS });

/** A folder may import these of ours and nothing else of ours. */
const mayImport = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from,
  to: { path: OURS, pathNot: allowed },
});

/** Only the adapters may load a database, only the HTTP layer a web framework. */
const PACKAGES_OF_STORES = 'node_modules/(better-sqlite3|drizzle-orm|postgres|pg)/';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle has no direction.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      // The package by its own name is what the build makes; the compiler checks that.
      to: { couldNotResolve: true, pathNot: '^drawdown/' },
    },
    {
      name: 'ledger-is-pure',
      comment: 'The ledger imports nothing outside itself: no package, no node:, nothing of ours.',
      severity: 'error',
      from: code('server/ledger'),
      to: { pathNot: '^server/ledger/' },
    },
    mayImport('contract-stands-alone', 'The wire knows nothing of how it is served.', code('server/contract'), [
      '^server/contract/',
    ]),
    mayImport('store-knows-the-ledger', 'Adapters run the ledger and implement the port.', code('server/store'), [
      '^server/store/',
      '^server/ledger/',
    ]),
    {
      name: 'adapters-do-not-know-each-other',
      severity: 'error',
      from: { path: '^server/store/([^/]+)/', pathNot: TESTS },
      to: { path: '^server/store/[^/]+/', pathNot: '^server/store/$1/' },
    },
    {
      name: 'port-knows-no-adapter',
      severity: 'error',
      from: { path: '^server/store/[^/]+[.]ts$', pathNot: TESTS },
      to: { path: '^server/store/[^/]+/' },
    },
    mayImport('engine-knows-the-port', 'The one door for writes: ledger and store port.', code('server/engine'), [
      '^server/engine/',
      '^server/ledger/',
      '^server/store/store[.]ts$',
    ]),
    mayImport(
      'streaming-knows-the-engine',
      'The hub hears from the engine and reads the port.',
      code('server/streaming'),
      ['^server/streaming/', '^server/engine/', '^server/ledger/', '^server/contract/', '^server/store/store[.]ts$'],
    ),
    mayImport('http-knows-ports', 'HTTP speaks the contract and calls ports.', code('server/http'), [
      '^server/http/',
      '^server/contract/',
      '^server/engine/',
      '^server/ledger/',
      '^server/streaming/',
      '^server/store/store[.]ts$',
      '^server/rate-limit-terms[.]ts$',
    ]),
    mayImport('jobs-know-ports', 'Jobs send commands like everybody else.', code('server/jobs'), [
      '^server/jobs/',
      '^server/engine/',
      '^server/ledger/',
      '^server/store/store[.]ts$',
    ]),
    mayImport('client-knows-the-wire', 'The client is the contract, typed.', code('server/client'), [
      '^server/client/',
      '^server/contract/',
    ]),
    {
      name: 'client-takes-types-only',
      comment: 'The client must not carry the schemas into a host’s bundle.',
      severity: 'error',
      from: code('server/client'),
      to: { path: '^server/contract/', dependencyTypesNot: ['type-only'] },
    },
    mayImport('widgets-know-the-wire', 'Widgets see of the server the types of the contract.', code('widgets'), [
      '^widgets/',
      '^server/contract/',
    ]),
    {
      name: 'widgets-take-types-only',
      severity: 'error',
      from: { path: '^widgets/' },
      to: { path: '^server/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'widgets-have-no-node',
      severity: 'error',
      from: code('widgets'),
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-compose-knows-adapters',
      comment: 'Which store is used is said in one place.',
      severity: 'error',
      from: { pathNot: ['^server/compose[.]ts$', '^server/store/', TESTS, '^(test)/'] },
      to: { path: '^server/store/[^/]+/' },
    },
    {
      name: 'only-main-starts',
      comment: 'The command line begins there; nothing imports it.',
      severity: 'error',
      from: {},
      to: { path: '^server/cli/main[.]ts$' },
    },
    {
      name: 'nobody-imports-the-command-line',
      severity: 'error',
      from: { pathNot: ['^server/cli/', '^test/'] },
      to: { path: '^server/cli/' },
    },
    mayImport('cli-knows-compose', 'Commands turn configuration into what compose puts together.', code('server/cli'), [
      '^server/cli/',
      '^server/(compose|config)[.]ts$',
      '^server/contract/',
      '^server/http/api-keys[.]ts$',
      '^server/ledger/protocol[.]ts$',
      '^server/store/[^/]+[.]ts$',
    ]),
    {
      name: 'sql-stays-in-stores',
      severity: 'error',
      from: { path: '^(server|demo|widgets)/', pathNot: ['^server/store/', TESTS] },
      to: { path: PACKAGES_OF_STORES },
    },
    {
      name: 'nobody-imports-demo-or-test',
      severity: 'error',
      from: { path: '^(server|widgets|scripts)/', pathNot: TESTS },
      to: { path: '^(demo|test)/' },
    },
    {
      name: 'code-imports-no-tests',
      severity: 'error',
      from: { pathNot: [TESTS, '^test/'] },
      to: { path: TESTS },
    },
    {
      name: 'demo-uses-what-hosts-use',
      comment: 'The demo embeds the published parts, never the inside of the server.',
      severity: 'error',
      from: { path: '^demo/' },
      to: {
        path: '^server/',
        pathNot: ['^server/(index|compose|config)[.]ts$', '^server/client/', '^server/contract/'],
      },
    },
    {
      name: 'no-dev-packages-in-what-is-published',
      severity: 'error',
      from: { path: '^(server|widgets)/', pathNot: [TESTS, '^widgets/test/'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only', 'npm-peer'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.js', '.cjs'],
    },
  },
};
