import { answerHeaders, jsonAnswer } from '../../mounting/answer.js';
import type { App } from '../../mounting/mount.js';
import { openApiDocument } from '../../../reference/openapi/document.js';
import type { OpenApiDocument } from '../../../reference/openapi/types.js';
import { REFERENCE_POLICY, referencePage } from '../../../reference/page/page.js';

const PATH = '/openapi.json';
const cached = { 'cache-control': 'no-cache' };

export function mountDescription(app: App): void {
  let made: OpenApiDocument | null = null;
  const document = () => (made ??= openApiDocument());
  let page: Promise<string> | null = null;

  app.get(PATH, (c) => {
    // `c.req.path` includes the path where the host mounted this application.
    const servers = [{ url: c.req.path.slice(0, -PATH.length) || '/' }];
    return jsonAnswer(c, { ...document(), servers }, 200, cached);
  });

  app.get('/docs', async (c) => {
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': REFERENCE_POLICY };
    page ??= referencePage(document());
    return new Response(await page, { headers: { ...answerHeaders(c), ...cached, ...headers } });
  });
}
