// Puts what is read at run time beside the compiled code: the stores' reviewed .sql files, and the examples of the API.
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';

/** The SQL of a migration; not its reason, nor the data of its tests. */
const isApplied = (name) => /^\d{4}_[^/]+\.sql$|\bup\.sql$/.test(name);

for (const store of readdirSync('server/store', { withFileTypes: true })) {
  const from = `server/store/${store.name}/migrations`;
  if (!store.isDirectory() || !existsSync(from)) continue;
  const to = `dist/server/store/${store.name}/migrations`;
  // A migration that was renamed must not be applied twice: start from nothing. (tsc puts nothing here.)
  rmSync(to, { recursive: true, force: true });
  for (const name of readdirSync(from, { recursive: true }))
    if (isApplied(name)) cpSync(`${from}/${name}`, `${to}/${name}`);
}

const examples = 'reference/openapi/examples';
rmSync(`dist/server/${examples}`, { recursive: true, force: true });
cpSync(`server/${examples}`, `dist/server/${examples}`, { recursive: true });
