import { jsonAnswer } from '../answer.js';
import type { App } from '../mount.js';
import { type OpenApiDocument, openApiDocument } from '../openapi/document.js';

const PATH = '/openapi.json';

/** `/openapi.json`: the document, made from the schemas that validate. */
export function mountDescription(app: App): void {
  let document: OpenApiDocument | null = null;
  app.get(PATH, (c) => {
    document ??= openApiDocument();
    // Where the host mounted this application is part of the address.
    const servers = [{ url: c.req.path.slice(0, -PATH.length) || '/' }];
    return jsonAnswer(c, { ...document, servers }, 200, { 'cache-control': 'no-cache' });
  });
}
