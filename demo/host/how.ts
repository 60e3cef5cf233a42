import { html } from 'hono/html';
import { backendLines, embedLines } from './snippets.js';

/** For whoever has to build this: the whole of it on one panel. */
export const howPanel = (origin: string, customerId: string) => html`
  <section class="how" aria-labelledby="how-title">
    <div class="section-head">
      <h2 id="how-title">How this page is made</h2>
      <p>
        Open <a href="/?customer=${customerId}" target="_blank">a second window</a>, spend in one, and watch the other.
      </p>
    </div>
    <div class="snippets">
      <figure>
        <figcaption>The balance, in the page</figcaption>
        <pre tabindex="0"><code id="embed">${embedLines(origin, customerId).join('\n')}</code></pre>
        <p>
          No stylesheet, no framework, no key. It takes its font and colours from the page, and works under a
          Content-Security-Policy that allows nothing inline.
        </p>
      </figure>
      <figure>
        <figcaption>The rest, in the backend</figcaption>
        <pre tabindex="0"><code>${backendLines(customerId).join('\n')}</code></pre>
      </figure>
    </div>
  </section>
`;
