import type { TestProject } from 'vitest/node';
import { startPgBouncer, type Started, startPostgres } from './postgres-server.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's connection to the server on which each test file makes databases of its own. */
    postgresUrl: string;
    /** The same by way of PgBouncer; null: it is not installed. */
    pgBouncerUrl: string | null;
  }
}

/** One server for the whole run: `TEST_DATABASE_URL`, or one started here from what is installed. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const named = process.env['TEST_DATABASE_URL'];
  const server = named ? null : await startPostgres('off');
  const url = named ?? server?.url ?? '';
  const bouncer = await startWhereInstalled(url);
  project.provide('postgresUrl', url);
  project.provide('pgBouncerUrl', bouncer?.url ?? null);
  return async () => {
    await bouncer?.stop();
    await server?.stop();
  };
}

/** @throws Error in CI, where nothing is left out */
async function startWhereInstalled(url: string): Promise<Started | null> {
  try {
    return await startPgBouncer(url);
  } catch (error) {
    if (process.env['CI']) throw error;
    const why = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    console.warn(`! The tests through PgBouncer are LEFT OUT. ${why}`);
    return null;
  }
}
