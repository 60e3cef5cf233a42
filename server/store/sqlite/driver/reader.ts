import { type Methods, prepareMethods } from '../methods.js';
import { openConnection } from './connection.js';

/** Runs long reads in a thread of its own, where they block nothing else. */
export type Reader = Methods & { close(): void };

export function openReader(path: string): Reader {
  const connection = openConnection(path, 'read');
  return {
    ...prepareMethods(connection),
    close() {
      connection.driver.close();
    },
  };
}
