import { hash } from 'node:crypto';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { answerHeaders } from '../../mounting/answer.js';
import { type App, mountOpen } from '../../mounting/mount.js';
import { openApiDocument } from '../../../reference/openapi/document.js';
import type { OpenApiDocument } from '../../../reference/openapi/types.js';
import { REFERENCE_POLICY, referencePage } from '../../../reference/page/page.js';

const PATH = '/openapi.json';

type Encoded = { readonly bytes: Uint8Array<ArrayBuffer>; readonly tag: string };

const encoded = (text: string): Encoded => ({ bytes: new TextEncoder().encode(text), tag: `"${hash('sha1', text)}"` });

/** Encoded once, because both are large and anybody may ask for them. */
export function mountDescription(app: App): void {
  let made: OpenApiDocument | null = null;
  const document = () => (made ??= openApiDocument());
  let last: (Encoded & { readonly base: string }) | null = null;
  let page: Promise<Encoded> | null = null;
  const revalidated = etag({ retainedHeaders: [...RETAINED_304_HEADERS, 'x-request-id'] });

  mountOpen(app, PATH, revalidated, (c) => {
    // `c.req.path` includes the path where the host mounted this application.
    const base = c.req.path.slice(0, -PATH.length) || '/';
    if (last?.base !== base) last = { base, ...encoded(JSON.stringify({ ...document(), servers: [{ url: base }] })) };
    return Promise.resolve(answer(last, answerHeaders(c)));
  });

  mountOpen(app, '/docs', revalidated, async (c) => {
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': REFERENCE_POLICY };
    page ??= referencePage(document()).then(encoded);
    return answer(await page, { ...answerHeaders(c), ...headers });
  });
}

const answer = ({ bytes, tag }: Encoded, headers: Readonly<Record<string, string>>): Response =>
  new Response(bytes, { headers: { ...headers, 'cache-control': 'no-cache', etag: tag } });
