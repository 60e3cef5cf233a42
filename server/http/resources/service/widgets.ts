import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { etag } from 'hono/etag';
import type { HttpDeps } from '../../context.js';
import { onNotFound } from '../../mounting/errors.js';
import { widgetHeaders } from '../../middleware/widget-headers.js';
import { widgetCors } from '../../middleware/cors.js';
import { type App, mountOpen } from '../../mounting/mount.js';

/** Names of chunks contain a digest, so the content of a chunk never changes. */
const NAMED_BY_CONTENT = /-[A-Za-z0-9_-]{8,}\.(js|css)(\.map)?$/;
const VERSIONED = /^(\d+(?:\.\d+){0,2})\/(.+)$/;
const FOR_EVER = 'public, max-age=31536000, immutable';
const A_WHILE = 'public, max-age=300';

/** From the file's data, because a digest of the content would cost more than sending it. */
function tagOf(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return `"${size.toString(36)}-${mtimeMs.toString(36)}"`;
}

/** The build writes the version into the folder; `null` if it is absent. */
function versionIn(folder: string): string | null {
  const file = join(folder, 'integrity.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version : null;
}

/**
 * `/widgets/0.1.0/*` serves exactly that version or nothing. `/widgets/0.1/*` and `/widgets/0/*` serve the newest
 * version of their line.
 */
export function mountWidgets(app: App, { widgetsFolder, logger }: HttpDeps): void {
  if (widgetsFolder === null) return;
  if (!existsSync(widgetsFolder)) {
    logger.warn({ widgetsFolder }, 'the widgets are not built: none are served');
    return;
  }
  const version = versionIn(widgetsFolder);
  const placeOf = (asked: string) => {
    const [, wanted, file = asked] = VERSIONED.exec(asked) ?? [];
    const isExact = wanted !== undefined && wanted === version;
    const isServed = wanted === undefined || isExact || version?.startsWith(`${wanted}.`) === true;
    return { path: isServed ? `/${file}` : `/${asked}`, isExact };
  };
  mountOpen(
    app,
    '/widgets/:file{.+}',
    widgetHeaders,
    widgetCors,
    etag(),
    serveStatic({
      root: widgetsFolder,
      rewriteRequestPath: (_path, c) => placeOf(c.req.param('file') ?? '').path,
      onFound: (path, c) => {
        const isFixed = NAMED_BY_CONTENT.test(path) || placeOf(c.req.param('file') ?? '').isExact;
        c.header('Cache-Control', isFixed ? FOR_EVER : A_WHILE);
        c.header('ETag', tagOf(path));
      },
    }),
    (c) => Promise.resolve(onNotFound(c)),
  );
}
