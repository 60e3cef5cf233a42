import { html, raw } from 'hono/html';
import { CUSTOMERS } from '../story/customers.js';
import type { PageOptions } from './document.js';
import { themeOf } from './document.js';
import { portalLines } from './snippets.js';

/** A page that is the portal and nothing else, as a product's "Billing" would be. */
export function renderPortal({ customer, origin, theme }: PageOptions) {
  return html`<!doctype html>
    <html lang="en" data-theme="${themeOf(theme)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Credits of ${customer.name} · Northlight</title>
        <link rel="icon" href="/studio/mark.svg" />
        <link rel="stylesheet" href="/studio/studio.css" />
        <link rel="stylesheet" href="/studio/portal.css" />
      </head>
      <body data-customer="${customer.id}">
        <header class="top">
          <a class="brand" href="/?customer=${customer.id}"
            ><img src="/studio/mark.svg" alt="" width="28" height="28" />Northlight</a
          >
          <p class="claim">Back to the studio</p>
        </header>
        <nav class="people" aria-label="See it as">
          <ul>
            ${CUSTOMERS.map(
              ({ id, name, state }) =>
                html`<li>
                  <a href="/portal?customer=${id}" ${id === customer.id ? raw('aria-current="page"') : ''}>
                    <strong>${name}</strong> <small>${state}</small>
                  </a>
                </li>`,
            )}
          </ul>
        </nav>
        <main class="portal">
          <h1>${customer.name}</h1>
          ${raw(portalLines(origin, customer.id).join('\n'))}
        </main>
      </body>
    </html>`;
}
