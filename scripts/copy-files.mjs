// Copies the files that are read at run time to dist/: the SQL of migrations, and the examples of the API.
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';

/** A migration's README and the data of its tests are not applied. */
const isApplied = (name) => /^\d{4}_[^/]+\.sql$|\bup\.sql$/.test(name);

for (const store of readdirSync('server/store', { withFileTypes: true })) {
  const from = `server/store/${store.name}/migrations`;
  if (!store.isDirectory() || !existsSync(from)) continue;
  const to = `dist/server/store/${store.name}/migrations`;
  // A migration that was renamed would otherwise stay under its old name and be applied twice.
  rmSync(to, { recursive: true, force: true });
  for (const name of readdirSync(from, { recursive: true }))
    if (isApplied(name)) cpSync(`${from}/${name}`, `${to}/${name}`);
}

const examples = 'reference/openapi/examples';
rmSync(`dist/server/${examples}`, { recursive: true, force: true });
cpSync(`server/${examples}`, `dist/server/${examples}`, { recursive: true });
