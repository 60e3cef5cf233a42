import { html } from 'hono/html';
import { backendLines, embedLines } from './snippets.js';

/** For whoever has to build this: the whole of it on one panel. */
export const howPanel = (origin: string, customerId: string) => html`
  <section class="how" aria-labelledby="how-title">
    <h2 id="how-title">How this page is made</h2>
    <p>Five lines in the page. No stylesheet, no framework, no key, and a policy that allows nothing inline.</p>
    <pre
      tabindex="0"
      aria-label="In the page"
    ><code id="embed">${embedLines(origin, customerId).join('\n')}</code></pre>
    <p>A few more in the backend.</p>
    <pre tabindex="0" aria-label="In the backend"><code>${backendLines(customerId).join('\n')}</code></pre>
  </section>
`;
