// `npm run build`: builds the server and the widgets, and writes down what they were built from (built-from.mjs).
import { digestOfSources, forgetBuild, recordBuild } from './built-from.mjs';
import { run } from './run.mjs';

// Taken before the build: a source that changes while it runs makes the build old.
const digest = digestOfSources();
forgetBuild();
for (const part of ['build:server', 'build:widgets']) {
  const code = await run(`npm run --silent ${part}`);
  if (code !== 0) process.exit(code);
}
recordBuild(digest);
