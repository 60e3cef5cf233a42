import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { openStream } from '../contract/index.js';
import type { HttpDeps, HttpEnv } from './context.js';
import { onError, onMethodNotAllowed, onNotFound } from './mounting/errors.js';
import { customerCors } from './middleware/cors.js';
import { identify } from './middleware/identify.js';
import { requestLog } from './middleware/request-log.js';
import { followTestClock } from './middleware/test-clock.js';
import { type HttpApp, mountHandler } from './mounting/mount.js';
import { mountAccess } from './resources/access/access.js';
import { mountAdjustments } from './resources/balances/adjustments.js';
import { mountAuditLog } from './resources/access/audit-log.js';
import { mountBalances } from './resources/balances/balances.js';
import { mountCreditTypes } from './resources/catalog/credit-types.js';
import { mountCustomers } from './resources/customers/customers.js';
import { mountDescription } from './resources/service/description.js';
import { mountEstimates } from './resources/usage/estimates.js';
import { mountEventLog } from './resources/usage/event-log.js';
import { mountEvents } from './resources/usage/events.js';
import { mountFeatures } from './resources/catalog/features.js';
import { mountGrantChanges } from './resources/grants/changes.js';
import { mountGrantLists } from './resources/grants/lists.js';
import { mountGrants } from './resources/grants/grants.js';
import { mountHealth } from './resources/service/health.js';
import { mountLedger } from './resources/balances/ledger.js';
import { mountMetrics } from './resources/service/metrics.js';
import { mountMe } from './resources/customers/me.js';
import { mountPlans } from './resources/catalog/plans.js';
import { mountProducts } from './resources/catalog/products.js';
import { mountSubscriptions } from './resources/subscriptions/subscriptions.js';
import { mountTestClock } from './resources/access/test-clock.js';
import { mountUsage } from './resources/usage/usage.js';
import { mountWidgets } from './resources/service/widgets.js';

const RESOURCES = [
  mountAccess,
  mountAdjustments,
  mountAuditLog,
  mountBalances,
  mountCreditTypes,
  mountCustomers,
  mountEstimates,
  mountEventLog,
  mountEvents,
  mountFeatures,
  mountGrants,
  mountGrantChanges,
  mountGrantLists,
  mountLedger,
  mountMe,
  mountPlans,
  mountProducts,
  mountSubscriptions,
  mountTestClock,
  mountUsage,
];

/** Only Drawdown's own paths: middleware on `*` would also run for the pages of a host that mounts this app. */
const DOORS = ['/v1/*', '/customer/v1/*'];
const PATHS = [...DOORS, '/healthz', '/readyz', '/metrics', '/openapi.json', '/docs', '/widgets/*'];

/**
 * Makes the HTTP application: the host API, the customer API, widgets, health and reference. A host can mount it in its
 * own Hono application: `host.route('/credits', createHttpApp(deps))`.
 */
export function createHttpApp(deps: HttpDeps): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnv>();
  app.onError(onError(deps.logger));
  app.notFound(onNotFound);

  use(app, PATHS, identify);
  use(app, PATHS, requestLog(deps));
  use(app, ['/customer/v1/*'], customerCors(deps));
  use(app, PATHS, methodNotAllowed({ app, onMethodNotAllowed }));
  if (deps.sandbox) use(app, DOORS, followTestClock(deps.sandbox));

  for (const mountResource of RESOURCES) mountResource(app, deps);
  mountHandler(app, deps, openStream, deps.openStream);
  mountHealth(app, deps);
  mountMetrics(app, deps);
  mountDescription(app);
  mountWidgets(app, deps);

  // A mounted application needs this, because the host's `notFound` would answer Drawdown's unknown paths.
  for (const path of DOORS) app.all(path, onNotFound);
  return app;
}

function use(app: HttpApp, paths: readonly string[], middleware: MiddlewareHandler<HttpEnv>): void {
  for (const path of paths) app.use(path, middleware);
}
