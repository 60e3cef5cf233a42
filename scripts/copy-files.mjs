// Puts what is read at run time beside the compiled code: the stores' reviewed .sql files, and the examples of the API.
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';

for (const store of readdirSync('server/store', { withFileTypes: true })) {
  const from = `server/store/${store.name}/migrations`;
  if (!store.isDirectory() || !existsSync(from)) continue;
  const to = `dist/server/store/${store.name}/migrations`;
  // A migration that was renamed must not be applied twice: start from nothing. (tsc puts no .sql here.)
  for (const old of existsSync(to) ? readdirSync(to) : []) if (old.endsWith('.sql')) rmSync(`${to}/${old}`);
  cpSync(from, to, { recursive: true, filter: (path) => path === from || path.endsWith('.sql') });
}

const examples = 'reference/openapi/examples';
rmSync(`dist/server/${examples}`, { recursive: true, force: true });
cpSync(`server/${examples}`, `dist/server/${examples}`, { recursive: true });
