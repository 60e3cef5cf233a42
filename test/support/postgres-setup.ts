import type { TestProject } from 'vitest/node';
import { startPgBouncer, type PostgresServer, startPostgres } from './postgres-server.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's connection to the server. Each test file creates its own databases there. */
    postgresUrl: string;
    /** The same server through PgBouncer; `null` if it is not installed. */
    pgBouncerUrl: string | null;
  }
}

/** Starts one server for the whole run, unless `TEST_DATABASE_URL` names one. */
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

/** @throws Error in CI, where no test may be skipped */
async function startWhereInstalled(url: string): Promise<PostgresServer | null> {
  try {
    return await startPgBouncer(url);
  } catch (error) {
    if (process.env['CI']) throw error;
    const why = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    console.warn(`! The tests through PgBouncer are LEFT OUT. ${why}`);
    return null;
  }
}
