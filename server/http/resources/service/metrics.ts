import type { HttpDeps } from '../../context.js';
import { bearer, unauthorized } from '../../middleware/credentials.js';
import { type App, mountOpen } from '../../mounting/mount.js';
import { Rejection } from '../../mounting/rejection.js';

export function mountMetrics(app: App, { metrics, metricsAreOpen, apiKeys, rateLimits }: HttpDeps): void {
  mountOpen(app, '/metrics', async (c) => {
    if (!metricsAreOpen) {
      const caller = await apiKeys.recognise(bearer(c));
      if (!caller) throw unauthorized('invalid_token');
      if (!caller.scopes.has('read') && !caller.scopes.has('admin')) {
        throw new Rejection('forbidden', 'This needs the scope read.');
      }
      await rateLimits.take(caller);
    }
    return c.body(await metrics.text(), 200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' });
  });
}
