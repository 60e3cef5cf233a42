import { existsSync } from 'node:fs';
import { serveStatic } from '@hono/node-server/serve-static';
import { etag } from 'hono/etag';
import type { HttpDeps } from '../deps.js';
import { onNotFound } from '../errors.js';
import { widgetHeaders } from '../middleware/widget-headers.js';
import { widgetCors } from '../middleware/cors.js';
import type { App } from '../mount.js';

/** A chunk carries a digest of its content in its name: under that name it never changes. */
const NAMED_BY_CONTENT = /-[A-Za-z0-9_-]{8,}\.(js|css)(\.map)?$/;
const FOR_EVER = 'public, max-age=31536000, immutable';
const A_WHILE = 'public, max-age=300';

/** `/widgets/*`: the built widgets, for any page to load. */
export function mountWidgets(app: App, { widgetsFolder, logger }: HttpDeps): void {
  if (widgetsFolder === null) return;
  if (!existsSync(widgetsFolder)) {
    logger.warn({ widgetsFolder }, 'the widgets are not built: none are served');
    return;
  }
  app.use('/widgets/*', widgetHeaders, widgetCors);
  app.get(
    '/widgets/:file{.+}',
    etag(),
    serveStatic({
      root: widgetsFolder,
      rewriteRequestPath: (_path, c) => `/${c.req.param('file') ?? ''}`,
      onFound: (path, c) => c.header('Cache-Control', NAMED_BY_CONTENT.test(path) ? FOR_EVER : A_WHILE),
    }),
    onNotFound,
  );
}
