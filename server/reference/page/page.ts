import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { OpenApiDocument } from '../openapi/types.js';
import { type OperationEntry, operationSection } from './operation.js';
import { STYLE } from './style.js';

const digest = createHash('sha256').update(STYLE).digest('base64');

export const REFERENCE_POLICY = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The page has no scripts and no external resources. */
export async function referencePage(document: OpenApiDocument): Promise<string> {
  const tags = document.tags ?? [];
  const operations = describedIn(document);
  const ofTag = (name: string) => operations.filter(({ operation }) => operation.tags?.includes(name));
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${document.info.title} API</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <nav aria-label="Operations">
          <a href="openapi.json">OpenAPI document</a>
          ${tags.map(
            ({ name }) =>
              html`<h2>${name}</h2>
                <ul>
                  ${ofTag(name).map(
                    ({ operation }) => html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`,
                  )}
                </ul>`,
          )}
        </nav>
        <main>
          <h1>${document.info.title} API</h1>
          ${(document.info.description ?? '').split('\n\n').map((text) => html`<p>${text}</p>`)}
          ${tags.map(
            ({ name, description }) =>
              html`<section>
                <h2>${name}</h2>
                <p>${description}</p>
                ${ofTag(name).map((described) => operationSection(document, described))}
              </section>`,
          )}
        </main>
      </body>
    </html>`;
  return (await page).toString();
}

function describedIn({ paths = {} }: OpenApiDocument): readonly OperationEntry[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ method, path, operation }] : [];
    }),
  );
}
