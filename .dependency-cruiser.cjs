// The directions of imports, as ARCHITECTURE.md draws them:
// cli, compose → adapters → http, streaming → views, engine, ports → ledger. Widgets import only types of the contract,
// and nothing imports demo or test.

const TESTS = '[.]test[.]ts$';
const PORTS = 'server/store/ports';
const OURS = '^(server|widgets|demo|test|scripts)/';

const code = (folder) => ({ path: `^${folder}/`, pathNot: TESTS });

/** `from` may import `allowed` and no other code of this repository. */
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
      comment: 'Import cycles are forbidden, also cycles of types.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      // The package under its own name is the build. The compiler checks these imports.
      to: { couldNotResolve: true, pathNot: '^drawdown/' },
    },
    {
      name: 'ledger-is-pure',
      comment: 'The ledger imports nothing outside itself: no package, no Node module, no other folder.',
      severity: 'error',
      from: code('server/ledger'),
      to: { pathNot: '^server/ledger/' },
    },
    mayImport('values-stand-alone', 'Every layer uses values, so they import nothing.', code('server/ledger/values'), [
      '^server/ledger/values/',
    ]),
    mayImport('contract-stands-alone', 'The contract does not depend on the server.', code('server/contract'), [
      '^server/contract/',
    ]),
    mayImport('store-knows-the-ledger', 'Adapters run the ledger and implement the port.', code('server/store'), [
      '^server/store/',
      '^server/ledger/',
    ]),
    mayImport('ports-are-types-of-the-ledger', 'A port depends on no adapter and no shared code.', code(PORTS), [
      `^${PORTS}/`,
      '^server/ledger/',
    ]),
    mayImport('common-knows-no-adapter', 'Shared code of the adapters is below them.', code('server/store/common'), [
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
    mayImport('views-read-nothing', 'A view turns ledger values into wire values.', code('server/views'), [
      '^server/views/',
      '^server/contract/',
      '^server/ledger/',
      '^server/time/calendar/',
      `^${PORTS}/`,
    ]),
    mayImport('engine-knows-the-port', 'The engine needs only the ledger and the port.', code('server/engine'), [
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
    mayImport('access-knows-the-port', 'HTTP and the command line share access.', code('server/access'), [
      '^server/access/',
      '^server/contract/',
      '^server/engine/',
      '^server/ledger/',
      `^${PORTS}/`,
    ]),
    mayImport('streaming-knows-the-engine', 'The hub learns of commits from the engine.', code('server/streaming'), [
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
    mayImport('http-knows-ports', 'HTTP implements the contract and calls ports.', code('server/http'), [
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
    mayImport('jobs-know-ports', 'Jobs send commands like every other caller.', code('server/jobs'), [
      '^server/jobs/',
      '^server/engine/',
      '^server/ledger/',
      `^${PORTS}/`,
    ]),
    mayImport('client-knows-the-wire', 'The client takes its types from the contract.', code('server/client'), [
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
    mayImport('widgets-know-the-wire', 'Widgets use only the contract of the server.', code('widgets'), [
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
      comment: 'The choice of the store is made in one place.',
      severity: 'error',
      from: { pathNot: ['^server/compose/', '^server/store/', TESTS, '^test/'] },
      to: { path: '^server/store/', pathNot: [`^${PORTS}/`, '^server/store/common/archive/'] },
    },
    {
      name: 'only-main-starts',
      comment: 'The file runs the command line when it is imported.',
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
    mayImport('cli-knows-compose', 'Commands pass their configuration to compose.', code('server/cli'), [
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
      comment: 'The demo uses only the published parts of the server.',
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
