// The direction of the house, as ARCHITECTURE.md draws it:
// cli, compose → adapters → http, streaming → views, engine, ports → ledger. Widgets see the types of the contract only,
// and nobody imports demo or test.

const TESTS = '[.]test[.]ts$';
const PORTS = 'server/store/ports';
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
      comment: 'A cycle has no direction, also where only types travel along it.',
      severity: 'error',
      from: {},
      to: { circular: true },
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
    mayImport('values-stand-alone', 'What everything is made of imports nothing.', code('server/ledger/values'), [
      '^server/ledger/values/',
    ]),
    mayImport('contract-stands-alone', 'The wire knows nothing of how it is served.', code('server/contract'), [
      '^server/contract/',
    ]),
    mayImport('store-knows-the-ledger', 'Adapters run the ledger and implement the port.', code('server/store'), [
      '^server/store/',
      '^server/ledger/',
    ]),
    mayImport('ports-are-types-of-the-ledger', 'A port knows neither adapters nor what they share.', code(PORTS), [
      `^${PORTS}/`,
      '^server/ledger/',
    ]),
    mayImport('common-knows-no-adapter', 'What adapters share is below them.', code('server/store/common'), [
      '^server/store/common/',
      `^${PORTS}/`,
      '^server/ledger/',
    ]),
    {
      name: 'adapters-do-not-know-each-other',
      severity: 'error',
      from: { path: '^server/store/(sqlite|postgres)/', pathNot: TESTS },
      to: { path: '^server/store/(sqlite|postgres)/', pathNot: '^server/store/$1/' },
    },
    mayImport('views-read-nothing', 'A view turns what the ledger says into the wire’s words.', code('server/views'), [
      '^server/views/',
      '^server/contract/',
      '^server/ledger/',
      '^server/time/calendar/',
      `^${PORTS}/`,
    ]),
    mayImport('engine-knows-the-port', 'The one door for writes: ledger and store port.', code('server/engine'), [
      '^server/engine/',
      '^server/ledger/',
      `^${PORTS}/`,
    ]),
    mayImport('time-knows-the-engine', 'Clocks serve the engine.', code('server/time'), [
      '^server/time/',
      '^server/engine/',
      '^server/ledger/',
      `^${PORTS}/`,
    ]),
    mayImport('access-knows-the-port', 'Who may do what, for HTTP and the command line.', code('server/access'), [
      '^server/access/',
      '^server/contract/',
      '^server/engine/',
      '^server/ledger/',
      `^${PORTS}/`,
    ]),
    mayImport('streaming-knows-the-engine', 'The hub hears from the engine.', code('server/streaming'), [
      '^server/streaming/',
      '^server/views/',
      '^server/engine/',
      '^server/ledger/',
      '^server/contract/',
      `^${PORTS}/`,
    ]),
    mayImport('reference-knows-the-wire', 'The reference is made from the contract.', code('server/reference'), [
      '^server/reference/',
      '^server/contract/',
    ]),
    mayImport('http-knows-ports', 'HTTP speaks the contract and calls ports.', code('server/http'), [
      '^server/http/',
      '^server/access/',
      '^server/contract/',
      '^server/engine/',
      '^server/ledger/',
      '^server/reference/',
      '^server/streaming/',
      '^server/time/',
      '^server/views/',
      `^${PORTS}/`,
    ]),
    mayImport('jobs-know-ports', 'Jobs send commands like everybody else.', code('server/jobs'), [
      '^server/jobs/',
      '^server/engine/',
      '^server/ledger/',
      `^${PORTS}/`,
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
      from: { pathNot: ['^server/compose/', '^server/store/', TESTS, '^test/'] },
      to: { path: '^server/store/', pathNot: [`^${PORTS}/`, '^server/store/common/archive/'] },
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
      '^server/compose/',
      '^server/config[.]ts$',
      '^server/access/',
      '^server/contract/',
      '^server/ledger/values/',
      '^server/store/common/archive/',
      `^${PORTS}/`,
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
        pathNot: ['^server/(index|config)[.]ts$', '^server/compose/', '^server/client/', '^server/contract/'],
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
