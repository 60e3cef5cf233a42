import { html, raw } from 'hono/html';
import { layout, type PageOptions, wordsFor } from './layout.js';
import { portalLines } from './snippets.js';

export const renderPortal = (options: PageOptions) =>
  layout(options, {
    path: '/portal',
    title: wordsFor(options).page.portalTitle,
    styles: ['portal'],
    content: html`
      <main id="content" class="wide">
        <h1>${options.customer.name}</h1>
        ${raw(portalLines(options.origin, options.customer.id).join('\n'))}
      </main>
    `,
  });
