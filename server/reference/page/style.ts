/** Inlined and allowed by its digest, so that the page loads no other file. */
export const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#dde1e8, #333a45); --soft: light-dark(#5a6474, #9aa5b5);
  --code: light-dark(#f5f6f9, #1b2028); --accent: light-dark(#2f5bd0, #8fb0ff); }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; background: light-dark(#fff, #12151a);
  color: light-dark(#1a1f28, #e6e9ee); display: grid; grid-template-columns: 17rem minmax(0, 1fr); }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.5rem 1rem; border-right: 1px solid var(--line);
  font-size: .875rem; }
nav h2 { font-size: .75rem; margin: 1.25rem 0 .25rem; color: var(--soft); text-transform: uppercase; letter-spacing: .04em; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: block; padding: .15rem 0; color: inherit; text-decoration: none; }
nav a:hover, nav a:focus-visible { color: var(--accent); text-decoration: underline; }
main { padding: 1.5rem 2.5rem 6rem; max-width: 62rem; }
h1 { margin: 0 0 1rem; font-size: 1.75rem; }
main > section > h2 { margin: 4rem 0 0; font-size: 1.4rem; }
article { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 1.5rem; }
h3 { margin: 0 0 .25rem; font-size: 1.1rem; }
h4 { margin: 1.25rem 0 .35rem; font-size: .9rem; color: var(--soft); }
p { margin: .35rem 0 .75rem; }
a { color: var(--accent); }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { overflow-wrap: anywhere; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 6px; padding: .75rem 1rem; margin: .35rem 0;
  overflow-x: auto; max-height: 28rem; }
.route { font-weight: 600; } .route b { color: var(--accent); }
.needs { color: var(--soft); font-size: .875rem; }
table { width: 100%; border-collapse: collapse; font-size: .875rem; }
th { text-align: left; font-weight: 600; color: var(--soft); }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td:first-child { width: 30%; } td:nth-child(2) { width: 22%; }
summary { cursor: pointer; margin: .75rem 0 .25rem; font-size: .9rem; color: var(--soft); font-weight: 600; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (max-width: 48rem) {
  body { display: block; }
  nav { position: static; height: auto; max-height: 45vh; border-right: 0; border-bottom: 1px solid var(--line); padding: 1rem; }
  main { padding: 1rem 1rem 4rem; }
  table, tbody, tr, td { display: block; width: auto !important; }
  thead { display: none; }
  tr { border-bottom: 1px solid var(--line); padding: .4rem 0; } td { border: 0; padding: 0; }
}`;
