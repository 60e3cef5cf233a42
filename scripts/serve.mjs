// `npm run serve`: runs the built server in this process, so that signals reach the server. Builds first if needed.
import { existsSync } from 'node:fs';
import { run } from './run.mjs';

const MAIN = new URL('../dist/server/cli/main.js', import.meta.url);

if (!existsSync(MAIN)) {
  const code = await run('npm run --silent build');
  if (code !== 0) process.exit(code);
}
process.argv.splice(2, 0, 'serve');
await import(MAIN.href);
