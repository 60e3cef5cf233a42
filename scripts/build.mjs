// `npm run build`: builds the server and the widgets, and records the digest of their sources (built-from.mjs).
import { digestOfSources, forgetBuild, recordBuild } from './built-from.mjs';
import { run } from './run.mjs';

// The digest is taken before the build, so that a source that changes meanwhile makes the build old.
const digest = digestOfSources();
forgetBuild();
for (const part of ['build:server', 'build:widgets']) {
  const code = await run(`npm run --silent ${part}`);
  if (code !== 0) process.exit(code);
}
recordBuild(digest);
