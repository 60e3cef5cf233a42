// Renders elements on the server, from source, for the tests of the widgets in a browser.
import { tsImport } from 'tsx/esm/api';

const STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'";

let rendering;
const load = async () => {
  rendering ??= Promise.all(
    ['../widgets/entries/ssr.ts', '../widgets/served/styles.ts', '../widgets/entries/languages.ts'].map((path) =>
      tsImport(path, import.meta.url),
    ),
  );
  const [{ renderBalance }, { balanceCss }] = await rendering;
  return { renderBalance, balanceCss };
};

const pageOf = (html, { before = '', after = '', policy = STRICT }) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Served</title>
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    ${before}
  </head>
  <body>${html}${after}</body>
</html>`;

/** `/__served` returns markup, `/__served.css` its styles, `/__served-page` a page with it. */
export function servedPages() {
  return {
    name: 'served-pages',
    async serve({ path, query }) {
      if (!path.startsWith('/__served')) return undefined;
      const { renderBalance, balanceCss } = await load();
      if (path === '/__served.css') return { body: balanceCss(), type: 'css' };
      const html = await renderBalance(JSON.parse(query.balances), JSON.parse(query.options));
      return { body: path === '/__served' ? html : pageOf(html, query), type: 'html' };
    },
  };
}
